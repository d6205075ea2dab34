import { createRandom } from '../base/random.js';
import type { NormalInitializerKind, TrainableLink } from '../network/types.js';

/** Float32 parameters of one link; W is inputs × outputs, row-major. */
export interface Float32LinkParameters {
  readonly weights: Float32Array;
  readonly bias: Float32Array | undefined;
}

/** Variance of a weight at gain 1. */
function unitVariance(kind: NormalInitializerKind, inputs: number, outputs: number): number {
  switch (kind) {
    case 'glorot':
      return 2 / (inputs + outputs);
    case 'he':
      return 2 / inputs;
    case 'lecun':
      return 1 / inputs;
    case 'normal':
      return 1;
  }
}

/**
 * θ_0 of a run: normal weights of the initializer's variance, biases 0. Computed here and not by a backend, so that
 * it is the same on all of them; link m has a random stream of its own, so that a change to one layer leaves the
 * others' weights as they were.
 */
export function drawInitialParameters(
  links: readonly TrainableLink[],
  seed: number,
): Float32LinkParameters[] {
  return links.map(({ m, inputs, outputs, bias, initializer }) => {
    const deviation = initializer.gain * Math.sqrt(unitVariance(initializer.kind, inputs, outputs));
    const random = createRandom(seed, `weights/${m}`);
    const weights = new Float32Array(inputs * outputs);
    for (let i = 0; i < weights.length; i++) weights[i] = deviation * random.normal();
    return { weights, bias: bias ? new Float32Array(outputs) : undefined };
  });
}
