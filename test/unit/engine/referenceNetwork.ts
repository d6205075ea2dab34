import { ACTIVATIONS } from '../../../src/base/activation.js';
import { LOSSES } from '../../../src/base/loss.js';
import type { Batch } from '../../../src/engine/batches.js';
import type { TrainableNetwork as Network } from '../../../src/network/types.js';

/** A parameter set in float64, as the tests perturb it. */
export interface ReferenceParameters {
  readonly weights: Float64Array;
  readonly bias: Float64Array | undefined;
}

/** The mean loss of a batch in float64, written independently of the engine and of the analysis. */
export function referenceLoss(
  network: Network,
  parameters: readonly ReferenceParameters[],
  batch: Batch,
): number {
  let total = 0;
  for (let s = 0; s < batch.samples; s++) {
    const outputs = referenceNeurons(network, parameters, batch, s)
      .at(-1)!
      .map(ACTIVATIONS[network.outputActivation].value);
    const targets = batch.y.subarray(s * network.outputs, (s + 1) * network.outputs);
    total += LOSSES[network.loss].value(outputs, targets);
  }
  return total / batch.samples;
}

/** How far the margins of the hinge loss of sample `s` are from 0, where the loss has its kinks. */
export function distanceFromKinks(
  network: Network,
  parameters: readonly ReferenceParameters[],
  batch: Batch,
  s: number,
): number {
  const Z = referenceNeurons(network, parameters, batch, s)
    .at(-1)!
    .map(ACTIVATIONS[network.outputActivation].value);
  const Y = [...batch.y.subarray(s * network.outputs, (s + 1) * network.outputs)];
  if (Z.length === 1) return Math.abs(1 - (Y[0]! > 0 ? 1 : -1) * Z[0]!);
  const own = Y.indexOf(Math.max(...Y));
  return Math.min(...Z.flatMap((z, j) => (j === own ? [] : [Math.abs(1 + z - Z[own]!)])));
}

/** z^(1) … z^(M) of sample `s`. */
export function referenceNeurons(
  network: Network,
  parameters: readonly ReferenceParameters[],
  batch: Batch,
  s: number,
): number[][] {
  /** z^(0) = X, z^(1), … and σ of them */
  const neurons = [[...batch.x.subarray(s * network.inputs, (s + 1) * network.inputs)]];
  const hidden = [neurons[0]!];
  network.links.forEach((link, m) => {
    const { weights, bias } = parameters[m]!;
    const h = hidden[m]!;
    const product = (j: number): number => {
      if (link.type !== 'local') return h.reduce((sum, x, i) => sum + x * weights[i * link.outputs + j]!, 0);
      // Even links look to the right, odd ones to the left (THEORY §4.1).
      const left = m % 2 === 0 ? j : (j + link.outputs - 1) % link.outputs;
      return weights[j]! * h[left]! + weights[link.outputs + j]! * h[(left + 1) % link.outputs]!;
    };
    const z = Array.from({ length: link.outputs }, (_, j) => {
      const skipped = link.skips.map(
        ({ from, value }) => (value === 'activation' ? hidden : neurons)[from]![j]!,
      );
      return skipped.reduce((sum, x) => sum + x, product(j) + (bias?.[j] ?? 0));
    });
    neurons.push(z);
    const next = network.links[m + 1]?.activationIn ?? 'linear';
    hidden.push(z.map(ACTIVATIONS[next].value));
  });
  return neurons.slice(1);
}

/** ∂ℓ/∂p for every number of `values`, by central differences; `values` must be part of what `loss` reads. */
export function centralDifferences(values: Float64Array, loss: () => number): Float64Array {
  const width = 1e-4;
  return values.map((value, i) => {
    values[i] = value + width;
    const above = loss();
    values[i] = value - width;
    const below = loss();
    values[i] = value;
    return (above - below) / (2 * width);
  });
}
