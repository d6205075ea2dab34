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
  let hidden = [...batch.x.subarray(s * network.inputs, (s + 1) * network.inputs)];
  return network.links.map((link, m) => {
    const { weights, bias } = parameters[m]!;
    const z = Array.from({ length: link.outputs }, (_, j) =>
      hidden.reduce((sum, h, i) => sum + h * weights[i * link.outputs + j]!, bias?.[j] ?? 0),
    );
    const next = network.links[m + 1];
    if (next !== undefined) hidden = z.map(ACTIVATIONS[next.activationIn].value);
    return z;
  });
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
