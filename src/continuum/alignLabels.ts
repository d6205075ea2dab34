import type { FloatArray, LinkStructure } from '../decomposition/types.js';
import { assign } from './assignment.js';
import type { BlockState, BlockStates } from './blockStates.js';

/**
 * The states of a dense block with the neurons of every layer relabelled so that they are as much like those of the layer before as labels
 * can make them: labels are arbitrary, and a smooth block looks rough in bad ones (THEORY §5b). Layer by layer, by the assignment of least
 * squared distance of h over the samples and, behind the first link, of incoming weights. The network computes the same.
 * @returns undefined where labels are not arbitrary: places of local and convolutional links, skips that join neurons of equal label; also
 *   for longer periods and where something but the activation lies between links
 */
export function alignedStates(
  links: readonly LinkStructure[],
  states: BlockStates,
  period: number,
): BlockStates | undefined {
  const arbitrary = links.every(
    ({ type, skips, operationsIn, inputs, outputs, norm }) =>
      type === 'dense' &&
      skips.length === 0 &&
      operationsIn.length === 0 &&
      inputs === outputs &&
      norm === undefined,
  );
  if (!arbitrary || period > 1) return undefined;
  const orders = layerOrders(states, links[0]!.inputs);
  return { ...states, before: relabel(states.before, orders), after: relabel(states.after, orders) };
}

/** For every layer of the block, the first one included: entry i is the old label of the neuron that is now i. */
function layerOrders({ before, count, samples }: BlockStates, width: number): Int32Array[] {
  const orders: Int32Array[] = [Int32Array.from({ length: width }, (_, i) => i)];
  for (let layer = 1; layer <= count; layer++) {
    const previous = orders[layer - 1]!;
    const cost = new Float64Array(width * width);
    addDistances(cost, before.hidden[layer - 1]!, before.hidden[layer]!, samples, width, previous);
    if (layer > 1) {
      addDistances(
        cost,
        gather(before.weights[layer - 2]!, width, orders[layer - 2], undefined),
        gather(before.weights[layer - 1]!, width, previous, undefined),
        width,
        width,
        previous,
      );
    }
    orders.push(assign(cost));
  }
  return orders;
}

/**
 * Adds ‖column i of `here` (relabelled) − column j of `next`‖², relative to the mean of both norms, to cost i, j.
 * @param here rows × width, as `next`
 */
function addDistances(
  cost: Float64Array,
  here: FloatArray,
  next: FloatArray,
  rows: number,
  width: number,
  labels: Int32Array,
): void {
  let size = 0;
  for (let at = 0; at < here.length; at++) size += 0.5 * (here[at]! ** 2 + next[at]! ** 2);
  if (size === 0) return;
  const share = 1 / size;
  for (let row = 0; row < rows; row++) {
    const first = row * width;
    for (let i = 0; i < width; i++) {
      const value = here[first + labels[i]!]!;
      const to = i * width;
      for (let j = 0; j < width; j++) {
        const distance = value - next[first + j]!;
        cost[to + j]! += share * distance * distance;
      }
    }
  }
}

/** Rows and columns of a matrix in other orders; those without one stay. */
function gather(
  matrix: FloatArray,
  width: number,
  rows: Int32Array | undefined,
  columns: Int32Array | undefined,
): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let row = 0, to = 0; to < result.length; row++) {
    const from = (rows?.[row] ?? row) * width;
    for (let column = 0; column < width; column++, to++) {
      result[to] = matrix[from + (columns?.[column] ?? column)]!;
    }
  }
  return result;
}

function relabel(state: BlockState, orders: readonly Int32Array[]): BlockState {
  const width = orders[0]!.length;
  const columns = (values: readonly FloatArray[], first: number): Float64Array[] =>
    values.map((each, i) => gather(each, width, undefined, orders[first + i]));
  return {
    weights: state.weights.map((w, link) => gather(w, width, orders[link], orders[link + 1])),
    hidden: columns(state.hidden, 0),
    products: columns(state.products, 1),
    delivered: columns(state.delivered, 1),
    neurons: columns(state.neurons, 0),
  };
}
