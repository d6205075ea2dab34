import fc from 'fast-check';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { LOSS_NAMES } from '../../../src/base/loss.js';
import { createRandom } from '../../../src/base/random.js';
import { weightCount } from '../../../src/kernels/chainMemory.js';
import type {
  ChainLink,
  ChainParameters,
  ChainPlan,
  ChainSkip,
  ChainTrainer,
} from '../../../src/kernels/chainPlan.js';
import type { Optimizer } from '../../../src/network/types.js';

export interface ChainShape {
  readonly mostLinks: number;
  readonly widest: number;
  readonly mostSamples: number;
}

const OPTIMIZERS: readonly Optimizer[] = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.9 },
  { kind: 'nesterov', momentum: 0.8 },
  // Their ε is large here: where gradients are nearly 0, rounding would decide about the direction of steps.
  { kind: 'adam', beta1: 0.9, beta2: 0.95, epsilon: 0.01 },
  { kind: 'rmsprop', decay: 0.9, epsilon: 0.01 },
];

/** What is drawn for a link; what does not fit at its place is left out by `placeLink`. */
interface DrawnLink extends Omit<ChainLink, 'inputs' | 'skips' | 'tiedTo'> {
  readonly skips: readonly { readonly choice: number; readonly value: ChainSkip['value'] }[];
  readonly ties: boolean;
}

/** Makes a drawn link the next one of a chain: skips from layers as wide, ties to links of its shape. */
function placeLink(links: readonly ChainLink[], inputs: number, drawn: DrawnLink): ChainLink {
  const { skips, ties, ...own } = drawn;
  const below = links.at(-1)?.outputs ?? inputs;
  const outputs = own.type === 'local' ? below : own.outputs;
  const sources = [inputs, ...links.map((link) => link.outputs)].flatMap((width, from) =>
    width === outputs ? [from] : [],
  );
  const owner = ties
    ? links.findIndex(
        (link) =>
          link.type === own.type &&
          link.inputs === below &&
          link.outputs === outputs &&
          link.tiedTo === undefined,
      )
    : -1;
  const { bias, frozen } = links[owner] ?? own;
  return {
    ...own,
    bias,
    frozen,
    inputs: below,
    outputs,
    tiedTo: owner === -1 ? undefined : owner,
    skips:
      sources.length === 0
        ? []
        : skips.map(({ choice, value }) => ({ from: sources[choice % sources.length]!, value })),
  };
}

/** Random chains with everything that a link can have. */
export function chainPlans({ mostLinks, widest, mostSamples }: ChainShape): fc.Arbitrary<ChainPlan> {
  // Two widths come often, so that there is something to skip to and to be tied to.
  const width = fc.oneof(fc.constantFrom(Math.min(4, widest), widest), fc.integer({ min: 1, max: widest }));
  const skip = fc.record({
    choice: fc.nat(100),
    value: fc.constantFrom('preactivation' as const, 'activation' as const),
  });
  const link: fc.Arbitrary<DrawnLink> = fc.record({
    type: fc.constantFrom('dense' as const, 'dense' as const, 'local' as const),
    outputs: width,
    activation: fc.constantFrom(...ACTIVATION_NAMES),
    bias: fc.boolean(),
    frozen: fc.nat(4).map((n) => n === 0),
    rateFactor: fc.constantFrom(1, 0.5, 2),
    weightDecay: fc.constantFrom(0, 0.01, 0.3),
    skips: fc.array(skip, { maxLength: 2 }),
    ties: fc.nat(2).map((n) => n === 0),
  });
  return fc
    .record({
      inputs: width,
      links: fc.array(link, { minLength: 1, maxLength: mostLinks }),
      loss: fc.constantFrom(...LOSS_NAMES),
      samples: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: mostSamples })),
      optimizer: fc.constantFrom(...OPTIMIZERS),
    })
    .map(({ inputs, links, ...rest }) => ({
      ...rest,
      links: links.reduce<ChainLink[]>((placed, drawn) => [...placed, placeLink(placed, inputs, drawn)], []),
    }));
}

/** Weights of the size that keeps neurons around 1, and biases. */
export function drawParameters({ links }: ChainPlan, seed: number): ChainParameters[] {
  const random = createRandom(seed, 'chain parameters');
  const all: ChainParameters[] = [];
  for (const link of links) {
    const owner = link.tiedTo === undefined ? undefined : all[link.tiedTo];
    const fan = link.type === 'local' ? 2 : link.inputs;
    all.push(
      owner ?? {
        weights: Float32Array.from({ length: weightCount(link) }, () => random.normal() / Math.sqrt(fan)),
        bias: link.bias
          ? Float32Array.from({ length: link.outputs }, () => 0.3 * random.normal())
          : undefined,
      },
    );
  }
  return all;
}

/** Writes a random batch, the same for the same seed; targets are probabilities, which every loss takes. */
export function writeBatch(trainer: ChainTrainer, { samples }: ChainPlan, seed: number): void {
  const random = createRandom(seed, 'chain batch');
  const { inputs, targets } = trainer;
  for (let i = 0; i < inputs.length; i++) inputs[i] = random.normal();
  const size = targets.length / samples;
  for (let s = 0; s < samples; s++) {
    const row = targets.subarray(s * size, (s + 1) * size);
    for (let j = 0; j < size; j++) row[j] = random.uniform();
    const sum = row.reduce((total, value) => total + value, 0);
    for (let j = 0; j < size; j++) row[j]! /= sum;
  }
}

/** All parameters in one array. */
export const flatten = (parameters: readonly ChainParameters[]): number[] =>
  parameters.flatMap(({ weights, bias }) => [...weights, ...(bias ?? [])]);
