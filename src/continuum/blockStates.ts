import { ACTIVATIONS } from '../base/activation.js';
import { applyOperations } from '../decomposition/forward/operations.js';
import { prepareNetwork } from '../decomposition/forward/prepareNetwork.js';
import type { ForwardPass } from '../decomposition/forwardPass.js';
import { shareParameters, weightArrays } from '../decomposition/parameterShares.js';
import type { FloatArray, NetworkStructure, ParameterSnapshot, StepPair } from '../decomposition/types.js';
import { difference, distance } from './combine.js';
import type { SymmetricBlock } from '../symmetry/types.js';

/** A block of equal links at one time. */
export interface BlockState {
  /** W of each link, as `weightShape` says. */
  readonly weights: readonly FloatArray[];
  /**
   * What each link's weights see, h, samples × inputs; one more at the end, σ of what the last link brings, where nothing but the
   * activation lies between links.
   */
  readonly hidden: readonly FloatArray[];
  /** Wh of each link, samples × outputs. */
  readonly products: readonly Float64Array[];
  /** What each link adds to the network, without what skips add: z, or of a residual link z^(m+1) − z^(m); samples × outputs. */
  readonly delivered: readonly Float64Array[];
  /** z of the layer that the first link sees and of those that each link brings, samples × neurons; one more than links. */
  readonly neurons: readonly FloatArray[];
}

/** Two consecutive states of a block of equal links, the first of which is link `start`. Links are counted from it: 0 … count − 1. */
export interface BlockStates {
  readonly start: number;
  readonly count: number;
  readonly samples: number;
  readonly before: BlockState;
  readonly after: BlockState;
  /** K_W of each link, as the decomposition has it. */
  readonly weightKinetic: readonly number[];
  /** Wh of link `link` with other weights and another h than its own; samples × outputs. */
  readonly multiply: (link: number, hidden: FloatArray, weights: FloatArray, samples: number) => Float64Array;
}

/**
 * Reads a block of equal links out of two forward passes.
 * @param block in the bulk: its first link is not link 0
 * @param samples how many of the samples are taken, from the first
 */
export function blockStates(
  network: NetworkStructure,
  pair: Pick<StepPair, 'before' | 'after'>,
  passes: { readonly before: ForwardPass; readonly after: ForwardPass },
  { start, length }: SymmetricBlock,
  samples: number,
): BlockStates {
  const prepared = prepareNetwork(network);
  const state = (parameters: ParameterSnapshot, pass: ForwardPass): BlockState => {
    const first = (values: FloatArray): FloatArray =>
      samples === pass.samples ? values : values.subarray(0, (values.length / pass.samples) * samples);
    const neurons = Array.from({ length: length + 1 }, (_, i) => first(pass.links[start + i - 1]!.neurons));
    const links = Array.from({ length }, (_, i) => start + i);
    const hidden = links.map((m, i) => {
      const { link, operationsIn } = prepared.links[m]!;
      const activated = neurons[i]!.map(ACTIVATIONS[link.activationIn].value);
      return applyOperations(operationsIn, parameters[m]!.operations, activated, samples);
    });
    const { activationIn, operationsIn } = network.links[start]!;
    if (operationsIn.length === 0) hidden.push(neurons[length]!.map(ACTIVATIONS[activationIn].value));
    return {
      weights: links.map((m) => parameters[m]!.weights),
      hidden,
      products: links.map((m) => first64(pass.links[m]!.products, pass.samples, samples)),
      delivered: links.map((m) => first64(pass.links[m]!.delivered.values, pass.samples, samples)),
      neurons,
    };
  };
  return {
    start,
    count: length,
    samples,
    before: state(pair.before, passes.before),
    after: state(pair.after, passes.after),
    weightKinetic: Array.from({ length }, (_, i) => weightKinetic(network, pair, start + i)),
    multiply: (link, hidden, weights, rows) => prepared.links[start + link]!.multiply(hidden, weights, rows),
  };
}

const first64 = (values: Float64Array, all: number, samples: number): Float64Array =>
  samples === all ? values : values.subarray(0, (values.length / all) * samples);

/** K_W of link m: ½‖Ẇ‖² of its weights and of what else the decomposition counts there. */
export function weightKinetic(
  { links }: NetworkStructure,
  pair: Pick<StepPair, 'before' | 'after'>,
  m: number,
): number {
  const { counted } = shareParameters(links)[m]!;
  const after = weightArrays(pair.after[m]!, counted);
  return weightArrays(pair.before[m]!, counted).reduce(
    (sum, values, i) => sum + 0.5 * distance(values, after[i]!) ** 2,
    0,
  );
}

/** Changes of the links of a block that were asked for: terms, orders and validity are all made of them. */
type KnownChanges = WeakMap<BlockStates, (Float64Array | undefined)[]>;
const knownFluxes: KnownChanges = new WeakMap();
const knownVelocities: KnownChanges = new WeakMap();

function changeOf(
  known: KnownChanges,
  states: BlockStates,
  link: number,
  kind: 'products' | 'delivered',
): Float64Array {
  let changes = known.get(states);
  if (changes === undefined) known.set(states, (changes = []));
  return (changes[link] ??= difference(states.after[kind][link]!, states.before[kind][link]!));
}

/** f = Δ(Wh) of link `link`, exactly as the decomposition takes it. */
export const blockFlux = (states: BlockStates, link: number): Float64Array =>
  changeOf(knownFluxes, states, link, 'products');

/** v = Δ of what link `link` delivers: ż of a link without skips, ż^(m+1) − ż^(m) of a residual one. */
export const blockVelocity = (states: BlockStates, link: number): Float64Array =>
  changeOf(knownVelocities, states, link, 'delivered');
