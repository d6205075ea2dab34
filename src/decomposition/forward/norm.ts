import { NORM_EPSILON, type MovingStatistics, type NormParameters } from '../../network/parameterLayout.js';
import type { FloatArray } from '../types.js';

export type NormKind = 'layerNorm' | 'batchNorm';

/**
 * g ⊙ N(x), without the shift β, rows × channels (THEORY §5d). A layerNorm brings every row to mean 0 and variance 1; a
 * batchNorm takes the moving mean and variance of every channel, as where it predicts.
 * @param values rows × channels, row-major
 * @param to what is written and returned; may be `values`
 * @throws RangeError when a batchNorm has no moving statistics
 */
export function normalize(
  kind: NormKind,
  values: FloatArray,
  { scale, moving }: NormParameters,
  channels: number,
  to: Float64Array = new Float64Array(values.length),
): Float64Array {
  if (kind === 'layerNorm') return normalizeRows(values, scale, channels, to);
  if (moving === undefined) throw new RangeError('a batchNorm has a moving mean and variance');
  return normalizeChannels(values, scale, moving, channels, to);
}

function normalizeRows(
  values: FloatArray,
  scale: FloatArray,
  channels: number,
  normalized: Float64Array,
): Float64Array {
  for (let start = 0; start < values.length; start += channels) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += values[start + c]!;
    const mean = sum / channels;
    let squares = 0;
    for (let c = 0; c < channels; c++) {
      const deviation = values[start + c]! - mean;
      squares += deviation * deviation;
    }
    const inverse = 1 / Math.sqrt(squares / channels + NORM_EPSILON);
    for (let c = 0; c < channels; c++) {
      normalized[start + c] = scale[c]! * ((values[start + c]! - mean) * inverse);
    }
  }
  return normalized;
}

function normalizeChannels(
  values: FloatArray,
  scale: FloatArray,
  { mean, variance }: MovingStatistics,
  channels: number,
  normalized: Float64Array,
): Float64Array {
  const inverses = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + NORM_EPSILON));
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      normalized[start + c] = scale[c]! * ((values[start + c]! - mean[c]!) * inverses[c]!);
    }
  }
  return normalized;
}

/** g ⊙ N(x) + β: a norm on the input side of a link. */
export function applyNorm(
  kind: NormKind,
  values: FloatArray,
  norm: NormParameters,
  channels: number,
): Float64Array {
  const normalized = normalize(kind, values, norm, channels);
  const { shift } = norm;
  for (let start = 0; start < normalized.length; start += channels) {
    for (let c = 0; c < channels; c++) normalized[start + c]! += shift[c]!;
  }
  return normalized;
}
