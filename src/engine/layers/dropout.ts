import type { Random } from '../../base/random.js';
import type { LayerKernels } from '../layerKernels.js';
import { lengthOf, type Tensor } from '../tensorStore.js';
import type { BatchPass, Passed } from './layer.js';

/** What asks for dropout. */
export interface DropoutLayer {
  readonly rate: number;
  /** Its index among the layers: what passes it twice in a step, as in a skip, is masked alike. */
  readonly layer: number;
  readonly random: Random;
}

/** Sets a random share p of the values to 0 and scales the others by 1/(1 − p) (Srivastava et al. 2014, "inverted"). */
export function passDropout(
  kernels: LayerKernels,
  input: Tensor,
  { rate, layer, random }: DropoutLayer,
  { masks }: BatchPass,
): Passed {
  const mask = masks.get(layer) ?? drawMask(kernels, input, rate, random);
  masks.set(layer, mask);
  return {
    value: kernels.multiply(input, mask),
    backward: (error, _, wantsInput) => (wantsInput ? kernels.multiply(error, mask) : undefined),
  };
}

function drawMask(kernels: LayerKernels, input: Tensor, rate: number, random: Random): Tensor {
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(lengthOf(input));
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < rate ? 0 : kept;
  return kernels.store.uploadTemporary(mask, input.shape);
}
