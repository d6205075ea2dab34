import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { sampleTerms } from '../../../src/decomposition/sampleTerms.js';
import type { NetworkStructure, StepPair } from '../../../src/decomposition/types.js';
import {
  boundaryStatistics,
  CORRELATION_TOLERANCE,
  type BoundaryStatistics,
} from '../../../src/dynamics/boundaryStatistics.js';
import { dataSplit } from '../../../src/dynamics/dataSplit.js';
import { correlation, sampleMoments } from '../../../src/dynamics/sampleMoments.js';
import {
  chainOf,
  readGolden,
  snapshotOf,
  type GoldenNetwork,
  type GoldenParameters,
} from '../decomposition/golden.js';
import { networks, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';

interface GoldenMoments {
  readonly mean: number;
  readonly var: number;
  readonly sem: number;
  readonly skew: number;
}
type GoldenCumulants = Readonly<
  Record<'boundary_in' | 'loss' | 'L_boundary' | 'L_bulk' | 'L_total', GoldenMoments>
>;
interface GoldenStatistics extends GoldenNetwork {
  readonly theta0: GoldenParameters;
  readonly theta1: GoldenParameters;
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly (readonly number[])[];
  readonly cumulants: Readonly<Record<'probe' | 'streaming', GoldenCumulants>>;
  readonly cov_bulk_boundary_streaming: number;
}
const golden = readGolden('17_boundary_statistics') as GoldenStatistics;

const statisticsOf = (network: NetworkStructure, pair: StepPair): BoundaryStatistics =>
  boundaryStatistics(
    network,
    pair,
    runForward(network, pair.before, pair.inputsBefore, pair.samples),
    runForward(network, pair.after, pair.inputsAfter, pair.samples),
  );

describe('golden 17: statistics over samples', () => {
  const network = chainOf(golden);
  const inputs = Float64Array.from(golden.X.flat());
  const width = golden.dims[0]!;
  /** Each sample is followed by the next one. */
  const shifted = Float64Array.from([...inputs.slice(width), ...inputs.slice(0, width)]);

  it.each(['probe', 'streaming'] as const)('has every moment in %s mode', (mode) => {
    const statistics = statisticsOf(network, {
      before: snapshotOf(golden.theta0, network),
      after: snapshotOf(golden.theta1, network),
      samples: golden.X.length,
      inputsBefore: inputs,
      inputsAfter: mode === 'probe' ? inputs : shifted,
      targets: Float64Array.from(golden.Y.flat()),
    });
    const names = {
      boundary_in: 'boundaryKinetic',
      loss: 'loss',
      L_boundary: 'boundary',
      L_bulk: 'bulk',
      L_total: 'lagrangian',
    } as const;
    for (const [reference, name] of Object.entries(names) as [keyof typeof names, 'bulk'][]) {
      const expected = golden.cumulants[mode][reference];
      const { mean, variance, standardError, skewness } = statistics[name];
      const scale = Math.max(...Object.values(golden.cumulants[mode]).map((each) => Math.abs(each.mean)));
      expect(Math.abs(mean - expected.mean)).toBeLessThan(1e-12 * scale);
      expect(Math.abs(variance! / expected.var - 1)).toBeLessThan(1e-10);
      expect(Math.abs(standardError! / expected.sem - 1)).toBeLessThan(1e-10);
      expect(skewness).toBeCloseTo(expected.skew, 10);
    }
    expect(Math.abs(statistics.correlation.value! + 1)).toBeLessThan(1e-12);
    if (mode === 'probe') return;
    // With a correlation of −1 the covariance is that of either with itself.
    const { bulk, boundaryKinetic } = statistics;
    const covariance = -Math.sqrt(bulk.variance! * boundaryKinetic.variance!);
    expect(covariance).toBeCloseTo(golden.cov_bulk_boundary_streaming, 10);
  });
});

describe('the terms of single samples', () => {
  it('have the means of the decomposition, in networks of every kind', () => {
    fc.assert(
      fc.property(networks, fc.integer(), fc.boolean(), ({ network }, seed, streaming) => {
        const random = createRandom(seed, 'samples');
        const samples = 5;
        const before = randomParameters(network, random);
        const after = randomStep(network.links, before, 1e-2, random);
        const inputs = normals(samples * network.inputs, 1, random);
        const pair: StepPair = {
          before,
          after,
          samples,
          inputsBefore: inputs,
          inputsAfter: streaming ? normals(inputs.length, 1, random) : inputs,
          targets: normals(samples * network.outputs, 1, random),
        };
        const whole = decompose(network, pair);
        const passes = [
          runForward(network, before, pair.inputsBefore, samples),
          runForward(network, after, pair.inputsAfter, samples),
        ] as const;
        const terms = sampleTerms(network, pair, ...passes);
        const mean = (values: Float64Array): number => sampleMoments(values).mean;
        const scale = Math.max(
          Math.abs(whole.loss),
          ...whole.layers.flatMap((layer) => [
            layer.neuronKinetic,
            Math.abs(layer.coupling),
            layer.weightKinetic,
          ]),
        );
        expect(Math.abs(mean(terms.loss) - whole.loss)).toBeLessThanOrEqual(1e-12 * Math.abs(whole.loss));
        expect(Math.abs(mean(terms.bulk) - whole.bulk)).toBeLessThanOrEqual(1e-11 * scale);
        const kinetic = mean(terms.inputCoupling) + mean(terms.inputFluxSquared);
        expect(Math.abs(kinetic - whole.boundary - whole.loss)).toBeLessThanOrEqual(1e-11 * scale);
        const statistics = boundaryStatistics(network, pair, ...passes);
        const { value, reason } = statistics.correlation;
        if (value === undefined) expect(reason).toBe('noVariance');
        else expect(Math.abs(value + 1)).toBeLessThanOrEqual(CORRELATION_TOLERANCE);
      }),
      { numRuns: 100 },
    );
  });

  it('have no correlation where nothing varies', () => {
    const network = chainOf(golden);
    const theta = snapshotOf(golden.theta0, network);
    const pair = (samples: number): StepPair => {
      const inputs = Float64Array.from(golden.X.slice(0, samples).flat());
      const targets = Float64Array.from(golden.Y.slice(0, samples).flat());
      return { before: theta, after: theta, samples, inputsBefore: inputs, inputsAfter: inputs, targets };
    };
    expect(statisticsOf(network, pair(4)).correlation.reason).toBe('noVariance');
    const one = statisticsOf(network, pair(1));
    expect(one.correlation.reason).toBe('fewSamples');
    expect(one.loss).toMatchObject({ variance: undefined, standardError: undefined, skewness: undefined });
  });

  it('would show a bulk that does not cancel the boundary', () => {
    expect(correlation([1, 2, 3], [-1, -2, -3])).toBeCloseTo(-1, 12);
    expect(Math.abs(correlation([1, 2, 3.001], [-1, -2, -3])! + 1)).toBeGreaterThan(1e-9);
  });
});

describe('golden 18: learning and data in streaming mode', () => {
  interface GoldenSplit extends Omit<GoldenNetwork, 'loss'> {
    readonly theta0: GoldenParameters;
    readonly theta1: GoldenParameters;
    readonly X0: readonly number[];
    readonly X1: readonly number[];
    readonly dz_learn: readonly (readonly number[])[];
    readonly dz_data: readonly (readonly number[])[];
    readonly data_fraction: readonly number[];
  }
  const { stream_split: split } = readGolden('18_power_current_and_stream_split') as {
    readonly stream_split: GoldenSplit;
  };

  it('splits the motion of every layer', () => {
    const network = chainOf({ ...split, loss: 'mse' });
    const [theta0, theta1] = [snapshotOf(split.theta0, network), snapshotOf(split.theta1, network)];
    const [x0, x1] = [Float64Array.from(split.X0), Float64Array.from(split.X1)];
    const layers = dataSplit(
      runForward(network, theta0, x0, 1),
      runForward(network, theta0, x1, 1),
      runForward(network, theta1, x1, 1),
    );
    const square = (vector: readonly number[]): number => vector.reduce((sum, v) => sum + v * v, 0);
    expect(layers).toHaveLength(split.data_fraction.length);
    layers.forEach(({ learning, data, dataFraction }, m) => {
      expect(Math.abs(learning / square(split.dz_learn[m]!) - 1)).toBeLessThan(1e-12);
      expect(Math.abs(data / square(split.dz_data[m]!) - 1)).toBeLessThan(1e-12);
      expect(dataFraction.value).toBeCloseTo(split.data_fraction[m]!, 12);
    });
  });

  it('has no fraction where nothing moves', () => {
    const network = chainOf({ ...split, loss: 'mse' });
    const pass = runForward(network, snapshotOf(split.theta0, network), Float64Array.from(split.X0), 1);
    expect(dataSplit(pass, pass, pass)[0]!.dataFraction.reason).toBe('atRest');
  });
});
