import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryDensity, outputDensity } from '../../../src/continuum/boundaryDensities.js';
import { bulkDensity, bulkOrder2Width, bulkPoint } from '../../../src/continuum/bulkDensities.js';
import { EXPERIMENT_FIELDS } from '../../../src/continuum/experimentFields.js';
import {
  monomialsAtNeuron,
  monomialsOfThreeNeurons,
  NOT_REPRODUCED,
} from '../../../src/continuum/fluxMonomials.js';
import { neuronTerms, sumTerms } from '../../../src/continuum/localSum.js';
import { localGeometry, OFFSETS, type TapOffsets } from '../../../src/continuum/offsets.js';
import { PAPER_TERMS } from '../../../src/continuum/paperTerms.js';
import { latticeSum } from '../../../src/continuum/refinement.js';
import { expandDensities, type LocalFields } from '../../../src/continuum/tapExpansion.js';
import { integrateTorus, sampleTorus, torusPartials } from '../../../src/continuum/torusField.js';
import { trigonometricValue, type TrigonometricField } from '../../../src/continuum/trigonometricField.js';
import { readGolden } from '../decomposition/golden.js';
import { fieldOf, smoothFields, type GoldenField } from './golden.js';

const GRID = { points: 32 };

const sample = (field: TrigonometricField): Float64Array =>
  sampleTorus(GRID, (x, y) => trigonometricValue(field, x, y));

/** Fields whose σ is the state itself: trigonometric, so that a coarse grid is exact. */
function linearFields(weights: number): LocalFields {
  const { states } = EXPERIMENT_FIELDS;
  const moving = { mean: sample(states.value), rate: sample(states.rate) };
  return {
    weights: EXPERIMENT_FIELDS.weights
      .slice(0, weights)
      .map(({ value, rate }) => torusPartials(GRID, { mean: sample(value), rate: sample(rate) })),
    neurons: torusPartials(GRID, moving),
    states: torusPartials(GRID, moving),
  };
}

const offsetNumber = fc.double({ min: -2, max: 2, noNaN: true });
const positive = fc.double({ min: 0.5, max: 3, noNaN: true });
const anyOffsets: fc.Arbitrary<TapOffsets> = fc.record({
  alphaX: offsetNumber,
  betaX: positive,
  alphaY: offsetNumber,
  betaY: positive,
});

describe('the complete densities of the bulk', () => {
  const fields = linearFields(1);
  const velocity = fields.states(0, 0).rate;

  it('are those of the general expansion at every point, for any offsets', () => {
    fc.assert(
      fc.property(anyOffsets, fc.nat(GRID.points ** 2 - 1), (offsets, at) => {
        const geometry = localGeometry(offsets, 'one', 0.3, 0.2);
        const orders = expandDensities(geometry, fields, 2).map((order) =>
          sumTerms({
            weightKinetic: order.weightKinetic[at]!,
            neuronKinetic: order.neuronKinetic[at]!,
            coupling: order.coupling[at]!,
            fluxSquared: order.fluxSquared[at]!,
          }),
        );
        const point = bulkPoint(fields.weights[0]!, fields.neurons, velocity, at);
        const density = bulkDensity(point, offsets, geometry.spacing);
        expect(density.order0).toBeCloseTo(orders[0]!, 10);
        expect(density.order1x).toBeCloseTo(orders[1]!, 10);
        expect(density.order2x + density.order2y).toBeCloseTo(orders[2]!, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('integrate to the same, order by order, wherever the place that is expanded about', () => {
    const both = linearFields(2);
    fc.assert(
      fc.property(anyOffsets, offsetNumber, offsetNumber, (offsets, x, y) => {
        const geometry = localGeometry(offsets, 'perTap', 0.3, 0.2);
        const moved = {
          ...geometry,
          neuron: { x, y },
          taps: geometry.taps.map(({ weight, neuron, field }) => ({
            weight: { x: weight.x + x, y: weight.y + y },
            neuron: { x: neuron.x + x, y: neuron.y + y },
            field,
          })),
        };
        const [orders, shifted] = [geometry, moved].map((each) =>
          expandDensities(each, both, 3).map(
            ({ neuronKinetic, coupling, fluxSquared }) =>
              integrateTorus(GRID, neuronKinetic) +
              integrateTorus(GRID, coupling) +
              integrateTorus(GRID, fluxSquared),
          ),
        );
        // Orders grow with the powers of the offsets; rounding with them.
        orders!.forEach((order, n) => {
          expect(Math.abs(shifted![n]! - order)).toBeLessThan(1e-8);
        });
      }),
      { numRuns: 6 },
    );
  });

  it('name a weight field that is not there', () => {
    const geometry = localGeometry(OFFSETS.midLink, 'perTap', 1, 1);
    expect(() => expandDensities(geometry, fields, 1)).toThrow('no weight field 1');
    expect(() => localGeometry({ ...OFFSETS.paper, betaY: 0 }, 'one', 1, 1)).toThrow('β_y > 0');
  });
});

describe('golden 09: the gradient expansion of the boundary', () => {
  interface GoldenBoundary {
    readonly fields: Readonly<Record<'w' | 'wd' | 'X' | 'Xd' | 'zd', GoldenField>>;
    readonly cases: readonly {
      readonly alpha: number;
      readonly beta: number;
      readonly rows: readonly {
        readonly N: number;
        readonly a: number;
        readonly lattice: { readonly F: number; readonly C: number };
        readonly expansion: {
          readonly order0: Readonly<Record<'F' | 'C' | 'F_XX_ww' | 'F_XdXd' | 'F_cross', number>>;
          readonly order2: { readonly F: number; readonly C: number; readonly printed_term: number };
          readonly order4: { readonly F: number; readonly C: number };
        };
      }[];
    }[];
  }
  const golden = readGolden('09_gradient_expansion_boundary') as GoldenBoundary;
  const field = (name: keyof GoldenBoundary['fields']): Float64Array => sample(fieldOf(golden.fields[name]));
  const fields: LocalFields = {
    weights: [torusPartials(GRID, { mean: field('w'), rate: field('wd') })],
    neurons: torusPartials(GRID, { mean: field('X'), rate: field('Xd') }),
    states: torusPartials(GRID, { mean: field('zd'), rate: field('zd') }),
  };
  /** The fields do not depend on x. */
  const integrate = (values: Float64Array): number => integrateTorus(GRID, values) / (2 * Math.PI);
  const points = field('zd').map((_, at) => at);

  it('reproduces lattice and orders 0, 2 and 4, with no odd ones', () => {
    for (const { alpha, beta, rows } of golden.cases) {
      const offsets = { alphaX: 0, betaX: 1, alphaY: alpha, betaY: beta };
      for (const { N, a, lattice, expansion } of rows) {
        const distance = (2 * Math.PI) / N;
        const geometry = localGeometry(offsets, 'one', 1, distance);
        expect(geometry.spacing.y).toBeCloseTo(a, 14);
        const orders = expandDensities(geometry, fields, 4);
        for (const [n, reference] of [
          [0, expansion.order0],
          [1, { F: 0, C: 0 }],
          [2, expansion.order2],
          [3, { F: 0, C: 0 }],
          [4, expansion.order4],
        ] as const) {
          expect(Math.abs(integrate(orders[n]!.fluxSquared) - reference.F)).toBeLessThan(1e-9);
          expect(Math.abs(integrate(orders[n]!.coupling) - reference.C)).toBeLessThan(1e-9);
        }
        const smooth = {
          activation: 'linear',
          weights: [{ value: fieldOf(golden.fields.w), rate: fieldOf(golden.fields.wd) }],
          states: { value: fieldOf(golden.fields.X), rate: fieldOf(golden.fields.Xd) },
        } as const;
        let exact = 0;
        for (let i = 0; i < N; i++)
          exact += distance * neuronTerms(smooth, geometry, 0, i * distance).fluxSquared;
        expect(exact).toBeCloseTo(lattice.F, 10);
      }
    }
  });

  it('gives the printed terms of Eq. (9), each by itself', () => {
    const at = (i: number): Parameters<typeof bulkOrder2Width>[0] =>
      bulkPoint(fields.weights[0]!, fields.neurons, fields.states(0, 0).rate, i);
    const densities = [...points].map((i) => {
      const { w, s, velocity } = at(i);
      return boundaryDensity({ w, X: s, velocity });
    });
    const { order0 } = golden.cases[0]!.rows[0]!.expansion;
    const term = (name: keyof (typeof densities)[number]): number =>
      integrate(Float64Array.from(densities, (density) => density[name]));
    expect(term('weightMotion')).toBeCloseTo(order0.F_XX_ww, 10);
    expect(term('dataMotion')).toBeCloseTo(order0.F_XdXd, 10);
    expect(term('cross')).toBeCloseTo(order0.F_cross, 10);
    expect(term('coupling')).toBeCloseTo(order0.C, 10);

    const printed = PAPER_TERMS.find(({ formula }) => formula.includes('w ∂_y²w'))!;
    const { rows, alpha, beta } = golden.cases[0]!;
    for (const { a, expansion } of rows) {
      const spacing = { x: 0, y: a };
      const full = (i: number): Parameters<typeof printed.density>[0] =>
        bulkPoint(fields.weights[0]!, fields.neurons, fields.states(0, 0).rate, i);
      const values = Float64Array.from(points, (i) => printed.density(full(i), spacing));
      expect(integrate(values)).toBeCloseTo(expansion.order2.printed_term, 10);
      const complete = Float64Array.from(points, (i) =>
        bulkOrder2Width(full(i), { alphaY: alpha, betaY: beta }, spacing),
      );
      expect(integrate(complete)).toBeCloseTo(expansion.order2.F + expansion.order2.C, 10);
    }
  });

  it('has an output density that sums up to minus the loss', () => {
    expect(outputDensity(0.5, -1)).toBe(-2.25);
  });
});

describe('golden 10 and the printed terms of Eq. (10)', () => {
  interface GoldenCoefficients {
    readonly z_centred: Readonly<Record<'x' | 'y', readonly number[]>>;
    readonly mean_of_three_neurons: Readonly<Record<'x' | 'y', readonly number[]>>;
    readonly printed: Readonly<Record<'T4_x' | 'T4_y', number>>;
  }
  const golden = readGolden('10_paper_coefficients') as GoldenCoefficients;

  it('has the coefficients of the six monomials, about z and as the mean over three neurons', () => {
    for (const axis of ['x', 'y'] as const) {
      monomialsAtNeuron(OFFSETS.paper, axis).forEach((value, t) => {
        expect(value).toBeCloseTo(golden.z_centred[axis][t]!, 14);
      });
      monomialsOfThreeNeurons(OFFSETS.paper, axis).forEach((value, t) => {
        expect(value).toBeCloseTo(golden.mean_of_three_neurons[axis][t]!, 14);
      });
    }
    expect(monomialsOfThreeNeurons(OFFSETS.paper, 'x')[3]).toBeCloseTo(golden.printed.T4_x, 14);
    expect(monomialsOfThreeNeurons(OFFSETS.paper, 'y')[3]).toBeCloseTo(golden.printed.T4_y, 14);
    // The same rule would print another coefficient in Eq. (9): T1 along the width.
    expect(monomialsOfThreeNeurons(OFFSETS.paper, 'y')[0]).toBeCloseTo(22 / 3, 14);
    expect(NOT_REPRODUCED.join()).toContain('22⁄3');
  });

  it('sums the printed terms to something else than the lattice, by what they leave out', () => {
    const { printed_terms_alone: alone, fields: goldenFields } = readGolden('08_gradient_expansion_bulk') as {
      readonly fields: Parameters<typeof smoothFields>[0];
      readonly printed_terms_alone: {
        readonly omitted_leading_integral: number;
        readonly rows: readonly Readonly<Record<'N' | 'printed_terms' | 'exact', number>>[];
      };
    };
    const grid = { points: 96 };
    const smooth = smoothFields(goldenFields);
    const on = (field: TrigonometricField): Float64Array =>
      sampleTorus(grid, (x, y) => trigonometricValue(field, x, y));
    const [{ value, rate }, states] = [smooth.weights[0]!, smooth.states];
    const weights = torusPartials(grid, { mean: on(value), rate: on(rate) });
    const velocity = on(states.rate);
    const neurons = torusPartials(grid, {
      mean: on(states.value).map(Math.tanh),
      rate: on(states.value).map((z, at) => (1 - Math.tanh(z) ** 2) * velocity[at]!),
    });
    const printed = PAPER_TERMS.filter(({ equation }) => equation === 'Eq. (10)');
    for (const row of alone.rows) {
      const distance = (2 * Math.PI) / row.N;
      const geometry = localGeometry(OFFSETS.paper, 'one', distance, distance);
      const density = velocity.map((_, at) => {
        const point = bulkPoint(weights, neurons, velocity, at);
        return printed.reduce((sum, term) => sum + term.density(point, geometry.spacing), 0);
      });
      expect(integrateTorus(grid, density)).toBeCloseTo(row.printed_terms, 8);
      expect(sumTerms(latticeSum(smooth, geometry, row.N))).toBeCloseTo(row.exact, 9);
    }
    const omitted = velocity.map((z, at) => {
      const { w, s } = bulkPoint(weights, neurons, velocity, at);
      const u = w.rate * s.mean + w.mean * s.rate;
      return 2 * u * u - 2 * z * u;
    });
    expect(integrateTorus(grid, omitted)).toBeCloseTo(alone.omitted_leading_integral, 9);
  });
});
