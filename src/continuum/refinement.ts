import { ACTIVATIONS } from '../base/activation.js';
import { neuronTerms, sumTerms, type LagrangianTerms, type SmoothFields } from './localSum.js';
import { localGeometry, type FieldCount, type TapOffsets } from './offsets.js';
import { expandDensities, type DensityOrder, type LocalFields, type TapGeometry } from './tapExpansion.js';
import { integrateTorus, sampleTorus, torusPartials, type TorusGrid } from './torusField.js';
import { trigonometricValue, type TrigonometricField } from './trigonometricField.js';

/**
 * Resolves σ(ẑ) of the smooth fields of the experiment to rounding; on a finer grid the fourth derivatives would only gain
 * rounding. A multiple of `COMMON`.
 */
const GRID: TorusGrid = { points: 96 };
/** Neurons along an axis that all lattices have in common: where the densities are compared place by place. */
const COMMON = 16;

/** The same fields on one lattice. */
export interface RefinementRow {
  /** Layers, and neurons a layer. */
  readonly neurons: number;
  /** a_x and a_y of the torus [0, 2π)². */
  readonly depthSpacing: number;
  readonly widthSpacing: number;
  /** Sum over the lattice times its cell. */
  readonly lattice: LagrangianTerms;
  /** Entry n: ∫L_n, the contribution of order n. */
  readonly orders: readonly LagrangianTerms[];
  /** Entry n: ∫Σ_(k≤n) L_k less the lattice. */
  readonly errors: readonly number[];
  /**
   * Entry n: root mean square, over the neurons that all lattices share, of what Σ_(k≤n) of the densities of K_z, C and F lack of the
   * terms of the neuron. Unlike the integral it cannot vanish by cancellation.
   */
  readonly placeErrors: readonly number[];
}

export interface Refinement {
  readonly offsets: TapOffsets;
  readonly fields: FieldCount;
  readonly rows: readonly RefinementRow[];
  /** Entry n: slope of log `placeErrors` against log spacing, a least-squares fit; n + 1 when the expansion is right. */
  readonly slopes: readonly number[];
  /** Entry n: the same for |`errors`|. Off where leading coefficients integrate to zero or change sign. */
  readonly integratedSlopes: readonly number[];
}

/** What the experiment of refinement asks for. */
export interface RefinementPlan {
  readonly offsets: TapOffsets;
  readonly fields: FieldCount;
  /** Layers and neurons of the lattices; multiples of 16 in any order. */
  readonly sizes: readonly number[];
  /** Highest order, at most 4. */
  readonly order: number;
}

/**
 * Samples the same smooth fields on ever finer lattices and compares the sum over each with the orders of the gradient expansion: the
 * error of Σ_(k≤n) L_k must fall as a^(n+1) (THEORY §4.2).
 * @throws RangeError when a size is no multiple of 16, fewer than two are given, or a tap has no weight field
 */
export const refine = (fields: SmoothFields, plan: RefinementPlan): Refinement =>
  finish(refineWith(fields, prepareFields(fields), plan));

/**
 * `refine` in pieces of some milliseconds, for those that must not keep others waiting: it yields the share that is done, 0 to 1.
 * @throws RangeError as `refine`, at the first piece
 */
export function* refineInPieces(fields: SmoothFields, plan: RefinementPlan): Generator<number, Refinement> {
  yield 0;
  return yield* refineWith(fields, prepareFields(fields), plan);
}

function finish<T>(pieces: Generator<number, T>): T {
  for (;;) {
    const next = pieces.next();
    if (next.done === true) return next.value;
  }
}

/** `refine` for several plans: the derivatives of the fields are shared. */
export function refineAll(fields: SmoothFields, plans: readonly RefinementPlan[]): readonly Refinement[] {
  const prepared = prepareFields(fields);
  return plans.map((plan) => finish(refineWith(fields, prepared, plan)));
}

/** Share of the pieces that are derivatives, about as long as a layer of some hundred neurons each. */
const DERIVATIVES_SHARE = 0.2;

function* refineWith(
  fields: SmoothFields,
  partials: LocalFields,
  plan: RefinementPlan,
): Generator<number, Refinement> {
  const { sizes } = plan;
  if (sizes.length < 2) throw new RangeError('at least two lattices are needed to see how an error falls');
  for (const size of sizes) {
    if (!(Number.isInteger(size / COMMON) && size > 0)) {
      throw new RangeError(`a lattice of ${size} neurons: it must be a multiple of ${COMMON}`);
    }
  }
  // Orders scale as spacing^n, so those of one spacing are enough.
  const unit = localGeometry(plan.offsets, plan.fields, 1, 1);
  yield* readDerivatives(partials, plan.order);
  const densities = expandDensities(unit, partials, plan.order);
  const integrals = densities.map(integrateOrder);
  const rows: RefinementRow[] = [];
  const work = sizes.reduce((sum, size) => sum + size * size, 0);
  let done = 0;
  for (const size of sizes) {
    const before = done;
    const layers = refinementRow(fields, plan, densities, integrals, size);
    for (;;) {
      const next = layers.next();
      if (next.done === true) {
        rows.push(next.value);
        break;
      }
      done = before + next.value * size;
      yield DERIVATIVES_SHARE + (1 - DERIVATIVES_SHARE) * (done / work);
    }
    done = before + size * size;
  }
  const spacings = rows.map(({ neurons }) => 1 / neurons);
  const slopesOf = (errors: (row: RefinementRow) => readonly number[]): number[] =>
    densities.map((_, n) =>
      logSlope(
        spacings,
        rows.map((row) => Math.abs(errors(row)[n]!)),
      ),
    );
  return {
    offsets: plan.offsets,
    fields: plan.fields,
    rows,
    slopes: slopesOf(({ placeErrors }) => placeErrors),
    integratedSlopes: slopesOf(({ errors }) => errors),
  };
}

/** Reads each derivative once: they are kept, and an expansion then takes no time. */
function* readDerivatives(
  { weights, neurons, states }: LocalFields,
  order: number,
): Generator<number, undefined> {
  const fields = [...weights, neurons, states];
  for (const [f, field] of fields.entries()) {
    for (let n = 0; n <= order; n++) {
      for (let i = 0; i <= n; i++) {
        field(i, n - i);
        yield (DERIVATIVES_SHARE * (f + n / (order + 1))) / fields.length;
      }
    }
  }
}

/** Yields how many of its layers are summed. */
function* refinementRow(
  fields: SmoothFields,
  plan: RefinementPlan,
  densities: readonly DensityOrder[],
  integrals: readonly LagrangianTerms[],
  size: number,
): Generator<number, RefinementRow> {
  const distance = (2 * Math.PI) / size;
  const geometry = localGeometry(plan.offsets, plan.fields, distance, distance);
  const orders = integrals.map((terms, n) => scaleTerms(terms, distance ** n));
  const lattice = yield* sumLayers(fields, geometry, size);
  const exact = sumTerms(lattice);
  let sum = 0;
  const errors = orders.map((terms) => (sum += sumTerms(terms)) - exact);
  return {
    neurons: size,
    depthSpacing: geometry.spacing.x,
    widthSpacing: geometry.spacing.y,
    lattice,
    orders,
    errors,
    placeErrors: placeErrors(fields, geometry, densities, distance),
  };
}

/** What a checkerboard of size × size neurons, every second layer half a place on, sums up; times its cell. */
export function latticeSum(fields: SmoothFields, geometry: TapGeometry, size: number): LagrangianTerms {
  return finish(sumLayers(fields, geometry, size));
}

function* sumLayers(
  fields: SmoothFields,
  geometry: TapGeometry,
  size: number,
): Generator<number, LagrangianTerms> {
  const distance = (2 * Math.PI) / size;
  const sum = { weightKinetic: 0, neuronKinetic: 0, coupling: 0, fluxSquared: 0 };
  for (let m = 0; m < size; m++) {
    for (let i = 0; i < size; i++) {
      const terms = neuronTerms(fields, geometry, m * distance, (i + 0.5 * (m % 2)) * distance);
      sum.weightKinetic += terms.weightKinetic;
      sum.neuronKinetic += terms.neuronKinetic;
      sum.coupling += terms.coupling;
      sum.fluxSquared += terms.fluxSquared;
    }
    yield m + 1;
  }
  return scaleTerms(sum, distance * distance);
}

function placeErrors(
  fields: SmoothFields,
  geometry: TapGeometry,
  densities: readonly DensityOrder[],
  distance: number,
): number[] {
  const squares = densities.map(() => 0);
  const stride = GRID.points / COMMON;
  for (let i = 0; i < COMMON; i++) {
    for (let j = 0; j < COMMON; j++) {
      const at = (i * GRID.points + j) * stride;
      const [x, y] = [(2 * Math.PI * i) / COMMON, (2 * Math.PI * j) / COMMON];
      const { neuronKinetic, coupling, fluxSquared } = neuronTerms(fields, geometry, x, y);
      let error = -(neuronKinetic + coupling + fluxSquared);
      densities.forEach((density, n) => {
        error +=
          distance ** n * (density.neuronKinetic[at]! + density.coupling[at]! + density.fluxSquared[at]!);
        squares[n]! += error * error;
      });
    }
  }
  return squares.map((square) => Math.sqrt(square) / COMMON);
}

/** The fields on the grid with their spectral derivatives. */
function prepareFields({ activation, weights, states }: SmoothFields): LocalFields {
  const sample = (field: TrigonometricField): Float64Array =>
    sampleTorus(GRID, (x, y) => trigonometricValue(field, x, y));
  const { value: activate, derivative } = ACTIVATIONS[activation];
  const neurons = sample(states.value);
  const velocity = sample(states.rate);
  return {
    weights: weights.map(({ value, rate }) =>
      torusPartials(GRID, { mean: sample(value), rate: sample(rate) }),
    ),
    neurons: torusPartials(GRID, {
      mean: neurons.map(activate),
      rate: neurons.map((z, at) => derivative(z) * velocity[at]!),
    }),
    states: torusPartials(GRID, { mean: neurons, rate: velocity }),
  };
}

const integrateOrder = (density: DensityOrder): LagrangianTerms => ({
  weightKinetic: integrateTorus(GRID, density.weightKinetic),
  neuronKinetic: integrateTorus(GRID, density.neuronKinetic),
  coupling: integrateTorus(GRID, density.coupling),
  fluxSquared: integrateTorus(GRID, density.fluxSquared),
});

const scaleTerms = (terms: LagrangianTerms, factor: number): LagrangianTerms => ({
  weightKinetic: factor * terms.weightKinetic,
  neuronKinetic: factor * terms.neuronKinetic,
  coupling: factor * terms.coupling,
  fluxSquared: factor * terms.fluxSquared,
});

/** Slope of ln y against ln x, least squares; both positive. */
function logSlope(x: readonly number[], y: readonly number[]): number {
  const logX = x.map(Math.log);
  const logY = y.map(Math.log);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(logX), mean(logY)];
  let covariance = 0;
  let variance = 0;
  logX.forEach((value, i) => {
    covariance += (value - meanX) * (logY[i]! - meanY);
    variance += (value - meanX) ** 2;
  });
  return covariance / variance;
}
