import { addScaled } from './movingField.js';

/** ∂_x^p of a matrix field W(x) and its rate at one depth, inputs × outputs, row-major. */
export interface DepthMatrix {
  readonly value: Float64Array;
  readonly rate: Float64Array;
}

/** ∂_x^q of σ(x) at one depth and its rate, one number an input. */
export type DepthVector = DepthMatrix;

const FACTORIALS = [1, 1, 2, 6, 24];

/** ∂_t(Wσ), one number an output. */
export function productRateOf(weights: DepthMatrix, hidden: DepthVector): Float64Array {
  const inputs = hidden.value.length;
  const outputs = weights.value.length / inputs;
  const flux = new Float64Array(outputs);
  for (let i = 0; i < inputs; i++) {
    const [value, rate] = [hidden.value[i]!, hidden.rate[i]!];
    for (let j = 0; j < outputs; j++) {
      flux[j]! += weights.rate[i * outputs + j]! * value + weights.value[i * outputs + j]! * rate;
    }
  }
  return flux;
}

/**
 * f_n = (−a)^n Σ_p α^p ∂_t(∂_x^pW ∂_x^(n−p)σ) / (p! (n−p)!): the flux of a dense network of constant width about z, W at x − αa, σ at x − a,
 * width kept exact (Eq. 8, THEORY §5b).
 * @param weights entry p: ∂_x^p W and its rate
 * @param hidden entry q: ∂_x^q σ and its rate
 * @param alpha 0 to 1, ½ for weights half way
 * @param spacing a, the distance of layers
 * @throws RangeError when there are fewer derivatives than the order needs
 */
export function denseFlux(
  weights: readonly DepthMatrix[],
  hidden: readonly DepthVector[],
  alpha: number,
  spacing: number,
  order: number,
): Float64Array {
  const [first, input] = [weights[0], hidden[0]];
  if (first === undefined || input === undefined || weights.length <= order || hidden.length <= order) {
    throw new RangeError(`derivatives up to order ${order} are needed`);
  }
  const flux = new Float64Array(first.value.length / input.value.length);
  for (let p = 0; p <= order; p++) {
    const factor = ((-spacing) ** order * alpha ** p) / (FACTORIALS[p]! * FACTORIALS[order - p]!);
    addScaled(flux, factor, productRateOf(weights[p]!, hidden[order - p]!));
  }
  return flux;
}

/** The fields of a dense network at a link, x, and their derivatives there (THEORY §5b). */
export interface LinkPoint {
  /** Ẇ, inputs × outputs. */
  readonly weightRate: Float64Array;
  /** ż, ∂_xż, ∂_x²ż. */
  readonly velocity: readonly [Float64Array, Float64Array, Float64Array];
  /** u = ∂_t(Wσ), v = ∂_t(W∂_xσ), v₂ = ∂_t(W∂_x²σ). */
  readonly flux: readonly [Float64Array, Float64Array, Float64Array];
}

/** The orders of the link-centred density, without the factor 1/a. */
export type LinkDensity = readonly [order0: number, order1: number, order2: number];

/**
 * ½‖Ẇ‖² + ½‖β₀‖² + (a/2)β₀·(∂_xż + v) + a²[⅛‖∂_xż + v‖² + ⅛β₀·(∂_x²ż − v₂)], β₀ = ż − u: the bulk of a dense network about its
 * links, W at x and z at x ± ½a (THEORY §5b).
 */
export function linkDensity({ weightRate, velocity, flux }: LinkPoint, spacing: number): LinkDensity {
  const [rate, slope, curvature] = velocity;
  const [u, v, v2] = flux;
  let [order0, order1, order2] = [0, 0, 0];
  for (const value of weightRate) order0 += 0.5 * value * value;
  for (let i = 0; i < rate.length; i++) {
    const beta = rate[i]! - u[i]!;
    const gradient = slope[i]! + v[i]!;
    order0 += 0.5 * beta * beta;
    order1 += 0.5 * spacing * beta * gradient;
    order2 += 0.125 * spacing * spacing * (gradient * gradient + beta * (curvature[i]! - v2[i]!));
  }
  return [order0, order1, order2];
}
