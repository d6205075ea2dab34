import { NORM_EPSILON, type NormParameters } from '../network/parameterLayout.js';
import type { FloatArray } from '../decomposition/types.js';
import type { NormStage } from './stage.js';

/**
 * y = g ⊙ N(x) + β at a point: a layerNorm, x̂ = (x − mean)/√(variance + ε) of every row, or a batchNorm in eval mode, with
 * the moving mean and variance of every channel, whose change is a motion of coefficients (THEORY §5d).
 * @param values x, rows × channels, row-major
 * @throws RangeError when a batchNorm has no moving statistics
 */
export function normStage(
  kind: 'layerNorm' | 'batchNorm',
  values: FloatArray,
  samples: number,
  parameters: NormParameters,
  channels: number,
): NormStage {
  return kind === 'layerNorm'
    ? layerNormStage(values, samples, parameters, channels)
    : batchNormStage(values, samples, parameters, channels);
}

/** g ⊙ x̂ + β of rows. */
function scaleAndShift(normalized: Float64Array, scale: FloatArray, shift: FloatArray): Float64Array {
  const channels = scale.length;
  const values = new Float64Array(normalized.length);
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) values[start + c] = scale[c]! * normalized[start + c]! + shift[c]!;
  }
  return values;
}

/** Adds ∂/∂g and ∂/∂β of δ · y, summed over the rows of some samples. */
function addScaleAndShift(
  into: NormParameters<Float64Array>,
  normalized: Float64Array,
  delta: Float64Array,
  start: number,
  end: number,
): void {
  const { scale, shift } = into;
  const channels = scale.length;
  for (let row = start; row < end; row += channels) {
    for (let c = 0; c < channels; c++) {
      scale[c]! += delta[row + c]! * normalized[row + c]!;
      shift[c]! += delta[row + c]!;
    }
  }
}

function layerNormStage(
  values: FloatArray,
  samples: number,
  { scale, shift }: NormParameters,
  channels: number,
): NormStage {
  const normalized = new Float64Array(values.length);
  const inverses = new Float64Array(values.length / channels);
  for (let start = 0, row = 0; start < values.length; start += channels, row++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += values[start + c]!;
    const mean = sum / channels;
    let squares = 0;
    for (let c = 0; c < channels; c++) squares += (values[start + c]! - mean) ** 2;
    const inverse = 1 / Math.sqrt(squares / channels + NORM_EPSILON);
    inverses[row] = inverse;
    for (let c = 0; c < channels; c++) normalized[start + c] = (values[start + c]! - mean) * inverse;
  }
  /** The symmetric matrix ∂x̂/∂x of every row, applied: (v − mean v − x̂ mean(x̂ ⊙ v)) / √(variance + ε). */
  const differentiate = (vector: Float64Array): Float64Array => {
    const result = new Float64Array(vector.length);
    for (let start = 0, row = 0; start < vector.length; start += channels, row++) {
      let mean = 0;
      let along = 0;
      for (let c = 0; c < channels; c++) {
        mean += vector[start + c]!;
        along += vector[start + c]! * normalized[start + c]!;
      }
      mean /= channels;
      along /= channels;
      const inverse = inverses[row]!;
      for (let c = 0; c < channels; c++) {
        result[start + c] = inverse * (vector[start + c]! - mean - normalized[start + c]! * along);
      }
    }
    return result;
  };
  const perSample = values.length / samples;
  return {
    values: scaleAndShift(normalized, scale, shift),
    push(velocity, moving) {
      const result = differentiate(velocity);
      for (let start = 0; start < result.length; start += channels) {
        for (let c = 0; c < channels; c++) {
          const at = start + c;
          const own = moving === undefined ? 0 : moving.scale[c]! * normalized[at]! + moving.shift[c]!;
          result[at] = scale[c]! * result[at]! + own;
        }
      }
      return result;
    },
    pull: (delta) => differentiate(delta.map((value, at) => value * scale[at % channels]!)),
    addGradient(into, delta, first, last) {
      addScaleAndShift(into, normalized, delta, first * perSample, last * perSample);
    },
  };
}

function batchNormStage(
  values: FloatArray,
  samples: number,
  { scale, shift, moving: statistics }: NormParameters,
  channels: number,
): NormStage {
  if (statistics === undefined) throw new RangeError('a batchNorm has a moving mean and variance');
  const { mean, variance } = statistics;
  const inverses = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + NORM_EPSILON));
  const normalized = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      normalized[start + c] = (values[start + c]! - mean[c]!) * inverses[c]!;
    }
  }
  const perSample = values.length / samples;
  return {
    values: scaleAndShift(normalized, scale, shift),
    push(velocity, moving) {
      const result = new Float64Array(velocity.length);
      for (let start = 0; start < result.length; start += channels) {
        for (let c = 0; c < channels; c++) {
          const at = start + c;
          const inverse = inverses[c]!;
          const drift = moving?.moving;
          const shifted = velocity[at]! - (drift?.mean[c] ?? 0);
          const change =
            inverse * shifted - 0.5 * inverse * inverse * normalized[at]! * (drift?.variance[c] ?? 0);
          const own = moving === undefined ? 0 : moving.scale[c]! * normalized[at]! + moving.shift[c]!;
          result[at] = scale[c]! * change + own;
        }
      }
      return result;
    },
    pull: (delta) => delta.map((value, at) => value * scale[at % channels]! * inverses[at % channels]!),
    addGradient(into, delta, first, last) {
      const [start, end] = [first * perSample, last * perSample];
      addScaleAndShift(into, normalized, delta, start, end);
      const { moving } = into;
      if (moving === undefined) return;
      for (let row = start; row < end; row += channels) {
        for (let c = 0; c < channels; c++) {
          const pulled = delta[row + c]! * scale[c]! * inverses[c]!;
          moving.mean[c]! -= pulled;
          moving.variance[c]! -= 0.5 * inverses[c]! * normalized[row + c]! * pulled;
        }
      }
    },
  };
}
