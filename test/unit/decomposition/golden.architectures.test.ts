import { describe, expect, it } from 'vitest';
import { localNeighbours } from '../../../src/network/parameterLayout.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type {
  Decomposition,
  LinkParameters,
  NetworkStructure,
  ParameterSnapshot,
} from '../../../src/decomposition/types.js';
import {
  chainOf,
  readGolden,
  snapshotOf,
  type GoldenNetwork,
  type GoldenParameters,
  type GoldenTerms,
} from './golden.js';
import { denseStructure } from './structures.js';

type Matrix = readonly (readonly number[])[];

const RELATIVE_TOLERANCE = 1e-12;

/** Every number of the decomposition agrees to 1e-12 of the largest term. */
function expectTerms(actual: Decomposition, golden: GoldenTerms): void {
  const all = [...golden.KW, ...golden.Kz, ...golden.C, ...golden.F, golden.loss].map(Math.abs);
  const tolerance = RELATIVE_TOLERANCE * Math.max(...all);
  const { layers } = actual;
  const columns: [readonly number[], readonly number[]][] = [
    [layers.map((layer) => layer.weightKinetic), golden.KW],
    [layers.map((layer) => layer.neuronKinetic), golden.Kz],
    [layers.map((layer) => layer.coupling), golden.C],
    [layers.map((layer) => layer.fluxSquared), golden.F],
    [layers.map((layer) => layer.biasKinetic), golden.Kb],
    [
      [actual.loss, actual.bulk, actual.boundary, actual.lagrangian],
      [golden.loss, golden.L_bulk, golden.L_boundary, golden.L_total],
    ],
  ];
  for (const [values, references] of columns) {
    expect(values).toHaveLength(references.length);
    values.forEach((value, i) => {
      expect(Math.abs(value - references[i]!)).toBeLessThanOrEqual(tolerance);
    });
  }
  expect(actual.residual).toBeLessThanOrEqual(1e-9);
}

describe('golden 11: local links on a ring', () => {
  interface GoldenRing {
    readonly n: number;
    readonly M: number;
    readonly act: 'tanh';
    readonly w_lower: Matrix;
    readonly w_upper: Matrix;
    readonly b: Matrix;
    readonly X0: readonly number[];
    readonly X1: readonly number[];
    readonly Y0: readonly number[];
    readonly theta1: GoldenParameters;
    readonly terms: GoldenTerms & { readonly z0: Matrix; readonly z1: Matrix };
  }
  const golden = readGolden('11_local_ring_network') as GoldenRing;
  const { n } = golden;
  const network: NetworkStructure = {
    inputShape: [n],
    links: Array.from({ length: golden.M }, (_, m) => ({
      ...denseStructure({
        inputs: n,
        outputs: n,
        activationIn: m === 0 ? 'linear' : golden.act,
        bias: true,
      }),
      type: 'local' as const,
    })),
    operationsOut: [],
    outputActivation: 'linear',
    loss: 'mse',
  };
  const before: ParameterSnapshot = golden.b.map((bias, m) => ({
    weights: Float64Array.from([...golden.w_lower[m]!, ...golden.w_upper[m]!]),
    bias: Float64Array.from(bias),
  }));
  /** The reference writes W as a matrix of N × N with two numbers a row. */
  const after: ParameterSnapshot = golden.theta1.W.map((rows, m): LinkParameters => {
    const { lower, upper } = localNeighbours(m);
    const along = (offset: number): number[] => rows.map((row, i) => row[(i + offset + n) % n]!);
    return {
      weights: Float64Array.from([...along(lower), ...along(upper)]),
      bias: Float64Array.from(golden.theta1.b[m]!),
    };
  });
  const pair = {
    before,
    after,
    samples: 1,
    inputsBefore: Float64Array.from(golden.X0),
    inputsAfter: Float64Array.from(golden.X1),
    targets: Float64Array.from(golden.Y0),
  };

  it('reproduces every term in streaming mode', () => {
    expectTerms(decompose(network, pair), golden.terms);
  });

  it('reproduces the neurons', () => {
    for (const [parameters, inputs, reference] of [
      [before, pair.inputsBefore, golden.terms.z0],
      [after, pair.inputsAfter, golden.terms.z1],
    ] as const) {
      for (const [m, { neurons }] of runForward(network, parameters, inputs, 1).links.entries()) {
        for (const [i, z] of neurons.entries()) expect(z).toBeCloseTo(reference[m + 1]![i]!, 13);
      }
    }
  });
});

describe('golden 12: a convolution on a ring', () => {
  interface GoldenConvolution {
    readonly N: number;
    readonly C_in: number;
    readonly C_out: number;
    readonly offsets: readonly number[];
    /** [C_out][C_in][tap] */
    readonly w0: readonly Matrix[];
    readonly w1: readonly Matrix[];
    readonly b0: readonly number[];
    readonly b1: readonly number[];
    readonly h0: Matrix;
    readonly h1: Matrix;
    readonly z0: Matrix;
    readonly z1: Matrix;
    readonly f: Matrix;
    readonly sector_density: Matrix;
  }
  const golden = readGolden('12_conv1d') as GoldenConvolution;
  const { N, C_in, C_out, offsets } = golden;
  const network: NetworkStructure = {
    inputShape: [N, C_in],
    links: [
      {
        ...denseStructure({ inputs: N * C_in, outputs: N * C_out, activationIn: 'linear', bias: true }),
        type: 'conv1d',
        inputShape: [N, C_in],
        outputShape: [N, C_out],
        window: { size: [offsets.length], stride: [1], padding: 'circular' },
        groups: 1,
      },
    ],
    operationsOut: [],
    outputActivation: 'linear',
    loss: 'mse',
  };
  /** Channels × places there, places × channels here. */
  const placesFirst = (values: Matrix): Float64Array =>
    Float64Array.from({ length: N * values.length }, (_, at) => {
      return values[at % values.length]![Math.floor(at / values.length)]!;
    });
  const kernel = (w: readonly Matrix[]): Float64Array =>
    Float64Array.from(offsets.flatMap((_, tap) => w[0]!.flatMap((__, i) => w.map((rows) => rows[i]![tap]!))));
  const snapshot = (w: readonly Matrix[], b: readonly number[]): ParameterSnapshot => [
    { weights: kernel(w), bias: Float64Array.from(b) },
  ];
  const before = snapshot(golden.w0, golden.b0);
  const after = snapshot(golden.w1, golden.b1);
  const inputsBefore = placesFirst(golden.h0);
  const inputsAfter = placesFirst(golden.h1);

  it('reproduces the neurons and the flux', () => {
    const [from] = runForward(network, before, inputsBefore, 1).links;
    const [to] = runForward(network, after, inputsAfter, 1).links;
    for (const [at, z] of placesFirst(golden.z0).entries()) expect(from!.neurons[at]).toBeCloseTo(z, 13);
    for (const [at, z] of placesFirst(golden.z1).entries()) expect(to!.neurons[at]).toBeCloseTo(z, 13);
    for (const [at, f] of placesFirst(golden.f).entries()) {
      expect(to!.products[at]! - from!.products[at]!).toBeCloseTo(f, 13);
    }
  });

  it('gives the mean over positions of every term, and the same sector sum at each', () => {
    const pair = {
      before,
      after,
      samples: 1,
      inputsBefore,
      inputsAfter,
      targets: new Float64Array(N * C_out),
    };
    const [terms] = decompose(network, pair).layers;
    const half = (velocity: (c: number, i: number) => number): number =>
      golden.z0.reduce((sum, row, c) => sum + row.reduce((part, _, i) => part + velocity(c, i), 0), 0) /
      (2 * N);
    const speed = (c: number, i: number): number => golden.z1[c]![i]! - golden.z0[c]![i]!;
    const flux = (c: number, i: number): number => golden.f[c]![i]!;
    const tolerance = RELATIVE_TOLERANCE * Math.max(terms!.neuronKinetic, -terms!.coupling);
    const expected: [number, number][] = [
      [terms!.neuronKinetic, half((c, i) => speed(c, i) ** 2)],
      [terms!.coupling, -2 * half((c, i) => speed(c, i) * flux(c, i))],
      [terms!.fluxSquared, half((c, i) => flux(c, i) ** 2)],
    ];
    for (const [value, reference] of expected) {
      expect(Math.abs(value - reference)).toBeLessThanOrEqual(tolerance);
    }
    expect(terms!.residual).toBeLessThanOrEqual(1e-9);
    expect(terms!.sectorSpread).toBeLessThanOrEqual(1e-12);
    // The reference lists the sum of each channel and position.
    for (let i = 0; i < N; i++) {
      const density = golden.sector_density.reduce((sum, row) => sum + row[i]!, 0);
      expect(Math.abs(density - terms!.biasKinetic)).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe('golden 15: residual links', () => {
  interface GoldenResidual extends GoldenNetwork {
    readonly skip: readonly boolean[];
    readonly steps: readonly {
      readonly theta0: GoldenParameters;
      readonly theta1: GoldenParameters;
      readonly X0: readonly number[];
      readonly X1: readonly number[];
      readonly Y0: readonly number[];
      readonly streaming: GoldenTerms;
      readonly probe: GoldenTerms;
    }[];
  }
  const golden = readGolden('15_residual') as GoldenResidual;
  const chain = chainOf(golden);
  const network: NetworkStructure = {
    ...chain,
    links: chain.links.map((link, m) => ({
      ...link,
      layer: 2 * m + 1,
      skips: golden.skip[m] === true ? [{ from: m, value: 'preactivation', span: 1, layer: 2 * m }] : [],
    })),
  };

  for (const mode of ['probe', 'streaming'] as const) {
    it(`reproduces every term in ${mode} mode`, () => {
      expect(golden.steps.length).toBeGreaterThan(0);
      for (const step of golden.steps) {
        const result = decompose(network, {
          before: snapshotOf(step.theta0, network),
          after: snapshotOf(step.theta1, network),
          samples: 1,
          inputsBefore: Float64Array.from(step.X0),
          inputsAfter: Float64Array.from(mode === 'probe' ? step.X0 : step.X1),
          targets: Float64Array.from(step.Y0),
        });
        expectTerms(result, step[mode]);
      }
    });
  }
});
