import { NORM_EPSILON } from '../../network/parameterLayout.js';
import type { Kernels } from '../kernels.js';
import type { Tensor } from '../tensorStore.js';
import type { NormTensors } from '../linkTensors.js';
import type { Passed } from './layer.js';

export type NormKind = 'layerNorm' | 'batchNorm';

/** The numbers that are normalised together: entry k of set n stands at n · setStride + k · stride. */
interface Sets {
  readonly count: number;
  readonly setStride: number;
  readonly size: number;
  readonly stride: number;
}

/** A layerNorm normalises every row, a batchNorm every channel. */
const setsOf = (kind: NormKind, rows: number, channels: number): Sets =>
  kind === 'layerNorm'
    ? { count: rows, setStride: channels, size: channels, stride: 1 }
    : { count: channels, setStride: 1, size: rows, stride: channels };

/**
 * y = g ⊙ (x − mean)/√(variance + ε) + β (Ba et al. 2016; Ioffe, Szegedy 2015). Mean and variance are those of the batch; a
 * batchNorm remembers them in its moving ones.
 * @param input rows × channels
 */
export function passNorm(
  kernels: Kernels,
  kind: NormKind,
  input: Tensor,
  { scale, shift, moving }: NormTensors,
): Passed {
  const [rows, channels] = [input.shape[0]!, input.shape[1]!];
  const sets = setsOf(kind, rows, channels);
  const { normal, inverses, means, variances } = normalize(kernels.read(input), sets);
  moving?.takeUp(means, variances);
  const g = kernels.read(scale);
  const shifts = kernels.read(shift);
  const values = new Float32Array(normal.length);
  for (let at = 0, c = 0; at < values.length; at++, c = c + 1 === channels ? 0 : c + 1) {
    values[at] = g[c]! * normal[at]! + shifts[c]!;
  }
  return {
    value: kernels.uploadTemporary(values, input.shape),
    backward: (error, gradients, wantsInput) => {
      const errors = kernels.read(error);
      const scaleSums = new Float64Array(channels);
      /** ∂ℓ/∂N(x) */
      const inner = new Float64Array(errors.length);
      for (let at = 0, c = 0; at < errors.length; at++, c = c + 1 === channels ? 0 : c + 1) {
        scaleSums[c]! += errors[at]! * normal[at]!;
        inner[at] = errors[at]! * g[c]!;
      }
      gradients.add(scale, kernels.uploadTemporary(Float32Array.from(scaleSums), scale.shape));
      gradients.add(shift, kernels.sumColumns(error));
      return wantsInput
        ? kernels.uploadTemporary(leadThroughNormal(inner, normal, inverses, sets), input.shape)
        : undefined;
    },
  };
}

interface Normalized {
  /** N(x) */
  readonly normal: Float64Array;
  /** 1/√(variance + ε) of every set. */
  readonly inverses: Float64Array;
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

function normalize(values: Float32Array, { count, setStride, size, stride }: Sets): Normalized {
  const normal = new Float64Array(values.length);
  const inverses = new Float64Array(count);
  const means = new Float64Array(count);
  const variances = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    const start = n * setStride;
    const end = start + size * stride;
    let sum = 0;
    for (let at = start; at < end; at += stride) sum += values[at]!;
    const mean = sum / size;
    let squares = 0;
    for (let at = start; at < end; at += stride) squares += (values[at]! - mean) ** 2;
    const variance = squares / size;
    const inverse = 1 / Math.sqrt(variance + NORM_EPSILON);
    for (let at = start; at < end; at += stride) normal[at] = (values[at]! - mean) * inverse;
    inverses[n] = inverse;
    means[n] = mean;
    variances[n] = variance;
  }
  return { normal, inverses, means, variances };
}

/** ∂ℓ/∂x = (e − ⟨e⟩ − N ⟨eN⟩)/√(variance + ε), means over the set, for e = ∂ℓ/∂N(x). */
function leadThroughNormal(
  inner: Float64Array,
  normal: Float64Array,
  inverses: Float64Array,
  { count, setStride, size, stride }: Sets,
): Float32Array {
  const back = new Float32Array(inner.length);
  for (let n = 0; n < count; n++) {
    const start = n * setStride;
    const end = start + size * stride;
    let [sum, products] = [0, 0];
    for (let at = start; at < end; at += stride) {
      sum += inner[at]!;
      products += inner[at]! * normal[at]!;
    }
    const [mean, product] = [sum / size, products / size];
    for (let at = start; at < end; at += stride) {
      back[at] = inverses[n]! * (inner[at]! - mean - normal[at]! * product);
    }
  }
  return back;
}
