import type { BackwardPass } from './backwardPass.js';
import type { Linearization } from './linearization.js';
import { zeroTangent, type ParameterTangent } from './parameterSpace.js';
import { parameterArrays } from '../network/parameterArrays.js';

/**
 * Adds the gradient of Σ_s ℓ_s over the samples from `first` up to `last` to `into`.
 *
 * Every link gets the part of the gradient that comes through its own use of the parameters: −(that part)·θ̇ is what the link
 * takes out of the power current (THEORY 2.5). The gradient of a parameter that tied links share is the sum of their parts
 * (`flattenGradient`). Frozen parameters have a gradient like others. `moving` gets ∂ℓ/∂(moving statistics).
 * @param wantsLink whether W and b of a link are wanted
 */
function addGradient(
  { links, samples }: Linearization,
  { sums, norms }: BackwardPass,
  into: ParameterTangent,
  first: number,
  last: number,
  wantsLink: (m: number) => boolean = () => true,
): void {
  for (const [m, { map, input }] of links.entries()) {
    if (!wantsLink(m)) continue;
    const { weights, bias } = into[m]!;
    const delta = sums[m]!;
    map.addWeightGradient(weights, input.values, delta, first, last);
    if (bias === undefined) continue;
    const perSample = delta.length / samples;
    for (let start = first * perSample; start < last * perSample; start += bias.length) {
      for (let c = 0; c < bias.length; c++) bias[c]! += delta[start + c]!;
    }
  }
  for (const { stage, delta, in: find } of norms) {
    const norm = find(into);
    if (norm !== undefined) stage.addGradient(norm, delta, first, last);
  }
}

/** The gradient of the mean of ℓ over the samples, each link with the part of its own use (`addGradient`). */
export function meanGradient(point: Linearization, backward: BackwardPass): ParameterTangent {
  const mean = zeroTangent(point.parameters);
  addGradient(point, backward, mean, 0, point.samples);
  const share = 1 / point.samples;
  for (const { values } of mean.flatMap((link) => parameterArrays(link))) {
    for (let i = 0; i < values.length; i++) values[i]! *= share;
  }
  return mean;
}

/**
 * The gradients of ℓ_s, sample by sample, each link with the part of its own use. The arrays are the same ones every time:
 * use them before the next sample. Memory for one gradient, whatever the number of samples.
 * @param wantsLink whether W and b of a link are wanted; they stay 0 where not
 */
export function* sampleGradients(
  point: Linearization,
  backward: BackwardPass,
  wantsLink: (m: number) => boolean = () => true,
): Generator<ParameterTangent, void, undefined> {
  const gradient = zeroTangent(point.parameters);
  const arrays = gradient.flatMap((link, m) =>
    parameterArrays(link).flatMap(({ name, values }) =>
      (name === 'W' || name === 'b') && !wantsLink(m) ? [] : [values],
    ),
  );
  for (let s = 0; s < point.samples; s++) {
    for (const array of arrays) array.fill(0);
    addGradient(point, backward, gradient, s, s + 1, wantsLink);
    yield gradient;
  }
}
