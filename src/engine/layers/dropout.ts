import type { Random } from '../../base/random.js';
import type { Kernels, Tensor } from '../kernels.js';
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
  kernels: Kernels,
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

function drawMask(kernels: Kernels, { shape }: Tensor, rate: number, random: Random): Tensor {
  const kept = 1 / (1 - rate);
  const count = shape.reduce((product, length) => product * length, 1);
  const mask = Float32Array.from({ length: count }, () => (random.uniform() < rate ? 0 : kept));
  return kernels.uploadTemporary(mask, shape);
}
