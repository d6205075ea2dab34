import { addProductRate, addScaled, type MovingField } from './movingField.js';

/** A place relative to a neuron z^(m+1), in units of a_x along depth and a_y along width. */
export interface Offset {
  readonly x: number;
  readonly y: number;
}

/** One term w_k σ_k of the sum that a neuron receives. */
export interface Tap {
  /** α_k: where the weight is. */
  readonly weight: Offset;
  /** β_k: where the neuron is that it sees. */
  readonly neuron: Offset;
  /** Which of the weight fields it takes. */
  readonly field: number;
}

/** Where everything is that a neuron z^(m+1) sums up. */
export interface TapGeometry {
  readonly taps: readonly Tap[];
  /** a_x and a_y, in the units in which derivatives are taken. */
  readonly spacing: Offset;
  /** ζ: where z itself is; at the point that is expanded about, unless it is said. */
  readonly neuron?: Offset;
}

/** ∂_x^i ∂_y^j of a field on the points of the densities. */
export type Partials = (i: number, j: number) => MovingField;

/** The fields of a local network (THEORY §4.1), with their derivatives, on the points of each sample, one sample after the other. */
export interface LocalFields {
  /** w_k and ẇ_k; on the points of one sample where they are the same for all. */
  readonly weights: readonly Partials[];
  /** σ(z) and its rate. */
  readonly neurons: Partials;
  /** ż as `rate`; its `mean` is not read. */
  readonly states: Partials;
}

/** The densities of one order of the expansion on the points, each the sum of its terms per neuron. K_W is on those of the weights. */
export interface DensityOrder {
  readonly weightKinetic: Float64Array;
  readonly neuronKinetic: Float64Array;
  readonly coupling: Float64Array;
  readonly fluxSquared: Float64Array;
}

const FACTORIALS = [1, 1, 2, 6, 24, 120, 720];

function factorial(n: number): number {
  const value = FACTORIALS[n];
  if (value === undefined) throw new RangeError(`order ${n} is beyond ${FACTORIALS.length - 1}`);
  return value;
}

/** D_v^order A / order!, D_v = v_x a_x ∂_x + v_y a_y ∂_y: the order's term of A at the offset v; undefined where it is 0. */
function taylorTerm(
  partials: Partials,
  offset: Offset,
  spacing: Offset,
  order: number,
): MovingField | undefined {
  if (order === 0) return partials(0, 0);
  const [stepX, stepY] = [offset.x * spacing.x, offset.y * spacing.y];
  let sum: MovingField | undefined;
  for (let i = 0; i <= order; i++) {
    const j = order - i;
    const factor = (stepX ** i * stepY ** j) / (factorial(i) * factorial(j));
    if (factor === 0) continue;
    const { mean, rate } = partials(i, j);
    sum ??= { mean: new Float64Array(mean.length), rate: new Float64Array(mean.length) };
    addScaled(sum.mean, factor, mean);
    addScaled(sum.rate, factor, rate);
  }
  return sum;
}

/** f_n = Σ_k Σ_(p+q=n) ∂_t[(D_α^p w_k/p!)(D_β^q σ/q!)], n = 0 … order, on the points. */
function expandFlux(
  { taps, spacing }: TapGeometry,
  fields: Pick<LocalFields, 'weights' | 'neurons'>,
  order: number,
): Float64Array[] {
  const { length } = fields.neurons(0, 0).mean;
  const flux = Array.from({ length: order + 1 }, () => new Float64Array(length));
  for (const { weight, neuron, field } of taps) {
    const weights = fields.weights[field];
    if (weights === undefined) throw new RangeError(`no weight field ${field}`);
    const orders = Array.from({ length: order + 1 }, (_, p) => p);
    const weightTerms = orders.map((p) => taylorTerm(weights, weight, spacing, p));
    const neuronTerms = orders.map((q) => taylorTerm(fields.neurons, neuron, spacing, q));
    for (const p of orders) {
      for (let q = 0; p + q <= order; q++) {
        const [w, s] = [weightTerms[p], neuronTerms[q]];
        if (w !== undefined && s !== undefined) addProductRate(flux[p + q]!, w, s);
      }
    }
  }
  return flux;
}

/**
 * The gradient expansion of the local Lagrangian's density, orders 0 … `order` in a, of any taps, reference point and weight fields (THEORY
 * §4.2):
 *
 *     L_n = δ_n0 Σ_k ½ẇ_k² + ½ Σ_i ż_i ż_(n−i) − Σ_i ż_i f_(n−i) + ½ Σ_i f_i f_(n−i),   ż_n = D_ζ^n ż / n!
 *
 * ∫ Σ_(k≤n) L_k is the sum over the lattice, times its cell, up to O(a^(n+1)).
 * @throws RangeError when a tap names a field that is not there, or the order is beyond 6
 */
export function expandDensities(geometry: TapGeometry, fields: LocalFields, order: number): DensityOrder[] {
  const flux = expandFlux(geometry, fields, order);
  const { neuron = { x: 0, y: 0 }, spacing, taps } = geometry;
  const velocity = flux.map((_, n) => taylorTerm(fields.states, neuron, spacing, n)?.rate);
  const { length } = flux[0]!;
  const weightPoints = fields.weights[0]?.(0, 0).mean.length ?? 0;
  return flux.map((_, n) => {
    const weightKinetic = new Float64Array(weightPoints);
    const neuronKinetic = new Float64Array(length);
    const coupling = new Float64Array(length);
    const fluxSquared = new Float64Array(length);
    if (n === 0) {
      for (const { field } of taps) {
        const { rate } = fields.weights[field]!(0, 0);
        addProduct(weightKinetic, 0.5, rate, rate);
      }
    }
    for (let i = 0; i <= n; i++) {
      const [here, there] = [velocity[i], velocity[n - i]];
      if (here !== undefined && there !== undefined) addProduct(neuronKinetic, 0.5, here, there);
      if (here !== undefined) addProduct(coupling, -1, here, flux[n - i]!);
      addProduct(fluxSquared, 0.5, flux[i]!, flux[n - i]!);
    }
    return { weightKinetic, neuronKinetic, coupling, fluxSquared };
  });
}

/** Adds factor · a · b, point by point. */
function addProduct(sum: Float64Array, factor: number, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * a[i]! * b[i]!;
}
