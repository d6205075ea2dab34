import { localNeighbours } from '../network/parameterLayout.js';
import type { ChainLink } from './chainPlan.js';

/** The products of a link with its weights in plain TypeScript; h is samples × N_m, δ samples × N_(m+1). */
export interface PlainLink {
  /** W h + b to `z`. */
  readonly forward: (
    h: Float32Array,
    weights: Float32Array,
    bias: Float32Array | undefined,
    z: Float32Array,
  ) => void;
  /** W δ to `back`, samples × N_m. */
  readonly back: (errors: Float32Array, weights: Float32Array, back: Float32Array) => void;
  /** Adds ∂ℓ/∂W to `gradient`. */
  readonly addGradient: (h: Float32Array, errors: Float32Array, gradient: Float64Array) => void;
}

export const plainLink = (link: ChainLink, m: number): PlainLink =>
  link.type === 'local' ? plainRing(link.outputs, m) : plainDense(link);

function plainDense({ inputs, outputs }: ChainLink): PlainLink {
  const sums = new Float64Array(outputs);
  return {
    forward: (h, weights, bias, z) => {
      for (let from = 0, to = 0; to < z.length; from += inputs, to += outputs) {
        if (bias === undefined) sums.fill(0);
        else sums.set(bias);
        for (let i = 0; i < inputs; i++) {
          const x = h[from + i]!;
          for (let j = 0; j < outputs; j++) sums[j]! += x * weights[i * outputs + j]!;
        }
        z.set(sums, to);
      }
    },
    back: (errors, weights, back) => {
      for (let from = 0, to = 0; to < back.length; from += outputs, to += inputs) {
        for (let i = 0; i < inputs; i++) {
          let sum = 0;
          for (let j = 0; j < outputs; j++) sum += errors[from + j]! * weights[i * outputs + j]!;
          back[to + i] = sum;
        }
      }
    },
    addGradient: (h, errors, gradient) => {
      for (let from = 0, at = 0; at < errors.length; from += inputs, at += outputs) {
        for (let i = 0; i < inputs; i++) {
          const x = h[from + i]!;
          for (let j = 0; j < outputs; j++) gradient[i * outputs + j]! += x * errors[at + j]!;
        }
      }
    },
  };
}

/** z_i = W_0i h_(i+lower) + W_1i h_(i+upper) + b_i on a ring of N neurons (THEORY §4.1). */
function plainRing(neurons: number, m: number): PlainLink {
  const { lower, upper } = localNeighbours(m);
  const low = (i: number): number => (i + lower + neurons) % neurons;
  const high = (i: number): number => (i + upper) % neurons;
  return {
    forward: (h, weights, bias, z) => {
      for (let at = 0; at < z.length; at += neurons) {
        for (let i = 0; i < neurons; i++) {
          const sum = weights[i]! * h[at + low(i)]! + weights[neurons + i]! * h[at + high(i)]!;
          z[at + i] = sum + (bias?.[i] ?? 0);
        }
      }
    },
    back: (errors, weights, back) => {
      back.fill(0);
      for (let at = 0; at < back.length; at += neurons) {
        for (let i = 0; i < neurons; i++) {
          back[at + low(i)]! += weights[i]! * errors[at + i]!;
          back[at + high(i)]! += weights[neurons + i]! * errors[at + i]!;
        }
      }
    },
    addGradient: (h, errors, gradient) => {
      for (let at = 0; at < errors.length; at += neurons) {
        for (let i = 0; i < neurons; i++) {
          gradient[i]! += errors[at + i]! * h[at + low(i)]!;
          gradient[neurons + i]! += errors[at + i]! * h[at + high(i)]!;
        }
      }
    },
  };
}
