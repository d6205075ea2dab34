import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import type { StepPair } from '../../../src/decomposition/types.js';
import { analyzeStatistics, type StatisticsInput } from '../../../src/dynamics/analyzeStatistics.js';
import { unknown } from '../../../src/dynamics/quantity.js';
import { StepPasses } from '../../../src/dynamics/stepPasses.js';
import type { AnalysisMode } from '../../../src/network/types.js';
import {
  networks,
  normals,
  randomParameters,
  randomStep,
  type KnownNetwork,
} from '../decomposition/randomNetworks.js';

function inputOf(network: KnownNetwork, seed: number, mode: AnalysisMode, samples: number): StatisticsInput {
  const random = createRandom(seed, 'statistics');
  const before = randomParameters(network, random);
  const inputs = normals(samples * network.inputs, 1, random);
  const pair: StepPair = {
    before,
    after: randomStep(network.links, before, 1e-2, random),
    samples,
    inputsBefore: inputs,
    inputsAfter: mode === 'streaming' ? normals(inputs.length, 1, random) : inputs,
    targets: normals(samples * network.outputs, 1, random),
  };
  return {
    network,
    optimizer: { kind: 'sgd' },
    learningRate: 0.01,
    batchSize: 4,
    dataSamples: 100,
    seed,
    mode,
    step: 7,
    passes: new StepPasses(network, pair),
    window: [decompose(network, pair)],
    initialOrder: unknown('notSeen'),
  };
}

/** Every number of a record; throws at one that JSON has no word for. */
function* numbersOf(value: unknown, path: string): Generator<string> {
  if (typeof value === 'number' && !Number.isFinite(value)) yield path;
  if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) yield* numbersOf(member, `${path}.${key}`);
  }
}

describe('the statistics of a step', () => {
  it('are finite numbers or reasons, in networks of every kind, and the same each time', () => {
    fc.assert(
      fc.property(
        networks,
        fc.integer(),
        fc.constantFrom<AnalysisMode>('probe', 'batch', 'streaming'),
        fc.constantFrom(1, 5, 16),
        ({ network }, seed, mode, samples) => {
          const input = inputOf(network, seed, mode, samples);
          const record = analyzeStatistics(input);
          expect([...numbersOf(record, 'record')]).toEqual([]);
          expect(structuredClone(record)).toEqual(record);
          expect(record.balance).toHaveLength(network.links.length - 1);
          expect(record.dataSplit.reason).toBe(mode === 'streaming' ? undefined : 'notStreaming');
          if (samples < 16 && network.links.length > 2) expect(record.order.reason).toBe('fewSamples');
          const [bulk] = record.symmetry.stretches;
          if (network.links.length > 1) expect(bulk).toMatchObject({ kind: 'bulk', start: 1 });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('need a frame', () => {
    const [network] = fc.sample(networks, { numRuns: 1, seed: 3 });
    const input = inputOf(network!.network, 1, 'probe', 2);
    expect(() => analyzeStatistics({ ...input, window: [] })).toThrow(/window/u);
    expect(analyzeStatistics(input)).toEqual(analyzeStatistics(input));
  });
});
