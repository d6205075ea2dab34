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
        gatherRows(before.weights[layer - 2]!, orders[layer - 2]!),
        gatherRows(before.weights[layer - 1]!, previous),
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
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const value = here[row * width + labels[i]!]!;
      for (let j = 0; j < width; j++) cost[i * width + j]! += (value - next[row * width + j]!) ** 2 / size;
    }
  }
}

function gatherRows(matrix: FloatArray, order: Int32Array): Float64Array {
  const width = order.length;
  return Float64Array.from(
    { length: matrix.length },
    (_, at) => matrix[order[Math.floor(at / width)]! * width + (at % width)]!,
  );
}

function gatherColumns(matrix: FloatArray, order: Int32Array): Float64Array {
  const width = order.length;
  return Float64Array.from({ length: matrix.length }, (_, at) => {
    const column = at % width;
    return matrix[at - column + order[column]!]!;
  });
}

function relabel(state: BlockState, orders: readonly Int32Array[]): BlockState {
  const brought = (values: readonly FloatArray[]): Float64Array[] =>
    values.map((each, link) => gatherColumns(each, orders[link + 1]!));
  return {
    weights: brought(state.weights.map((w, link) => gatherRows(w, orders[link]!))),
    hidden: state.hidden.map((h, layer) => gatherColumns(h, orders[layer]!)),
    products: brought(state.products),
    delivered: brought(state.delivered),
    neurons: state.neurons.map((z, layer) => gatherColumns(z, orders[layer]!)),
  };
}
