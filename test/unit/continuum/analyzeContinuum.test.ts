import { describe, expect, it } from 'vitest';
import { analyzeContinuum } from '../../../src/continuum/analyzeContinuum.js';
import { sumTerms } from '../../../src/continuum/localSum.js';
import type { ContinuumRecord } from '../../../src/continuum/types.js';
import type { Decomposition, NetworkStructure } from '../../../src/decomposition/types.js';
import { analysed, chain, drawParameters, trainedStep } from './networks.js';

/** Every lattice value is that of the decomposition, to 1e-12 of the link's largest term. */
function expectLattice(record: ContinuumRecord, decomposition: Decomposition): void {
  expect(record.blocks.length).toBeGreaterThan(0);
  for (const { start, lattice } of record.blocks) {
    lattice.forEach((value, i) => {
      const { weightKinetic, neuronKinetic, coupling, fluxSquared } = decomposition.layers[start + i]!;
      const terms = { weightKinetic, neuronKinetic, coupling, fluxSquared };
      const largest = Math.max(...Object.values(terms).map(Math.abs));
      expect(Math.abs(value - sumTerms(terms))).toBeLessThanOrEqual(1e-12 * largest);
    });
  }
}

const bulk = (network: NetworkStructure): { start: number; length: number; period: number }[] => [
  { start: 1, length: network.links.length - 1, period: 1 },
];

describe('the continuum of a run', () => {
  const TRAINING = { steps: 3, samples: 3, rate: 0.02 };

  it('has the lattice of the decomposition in a local network, and orders for every link', () => {
    const network = chain('local', 8, 6);
    const pair = trainedStep(network, drawParameters(network, 1, 0.7), TRAINING);
    const { passes, decomposition } = analysed(network, pair);
    const record = analyzeContinuum(network, pair, passes, bulk(network), { samples: 3 });
    expectLattice(record, decomposition);
    const [block] = record.blocks;
    const local = block!.approximation!;
    expect(local.kind).toBe('local');
    expect(local.links).toHaveLength(5);
    if (local.kind !== 'local') return;
    local.links.forEach(({ lattice, orders, errors, staggering }, i) => {
      expect(sumTerms(lattice)).toBeCloseTo(block!.lattice[i]!, 12);
      let sum = 0;
      orders.forEach((terms, n) => {
        sum += sumTerms(terms);
        expect(errors[n]).toBeCloseTo(sum - sumTerms(lattice), 12);
      });
      expect(staggering).toBeGreaterThan(0.3);
    });
    expect(local.links.map(({ atEnd }) => atEnd)).toEqual([true, false, false, true, true]);
    const boundary = record.boundary!;
    expect(boundary.lattice.coupling).toBeCloseTo(decomposition.layers[0]!.coupling, 12);
    expect(boundary.lattice.fluxSquared).toBeCloseTo(decomposition.layers[0]!.fluxSquared, 12);
    // Independent weights are no continuum.
    expect(block!.validity.verdict).toBe('notControlled');
  });

  it('has the lattice of the decomposition in a residual network, and its neural-ODE form', () => {
    const network = chain('dense', 5, 7, true);
    const pair = trainedStep(network, drawParameters(network, 2, 0.2), TRAINING);
    const { passes, decomposition } = analysed(network, pair);
    const record = analyzeContinuum(network, pair, passes, bulk(network), { samples: 3 });
    expectLattice(record, decomposition);
    expect(record.boundary).toBeUndefined();
    const { approximation, lattice } = record.blocks[0]!;
    if (approximation?.kind !== 'depth') throw new Error('no depth continuum');
    const ode = approximation.neuralOde!;
    expect(ode[0]).toBeUndefined();
    ode.slice(1).forEach((terms, i) => {
      expect(terms!.lattice).toBeCloseTo(lattice[i + 1]!, 12);
    });
    expect(approximation.moments).toBeUndefined();
  });

  it('takes approximations on fewer samples than the lattice where asked to', () => {
    const network = chain('dense', 4, 5);
    const pair = trainedStep(network, drawParameters(network, 2, 0.5), { ...TRAINING, steps: 1 });
    const { passes, decomposition } = analysed(network, pair);
    const record = analyzeContinuum(network, pair, passes, bulk(network), { samples: 1, order: 0 });
    expectLattice(record, decomposition);
    const first = (values: ArrayLike<number>): Float64Array =>
      Float64Array.from({ length: 4 }, (_, i) => values[i]!);
    const one = {
      ...pair,
      samples: 1,
      inputsBefore: first(pair.inputsBefore),
      inputsAfter: first(pair.inputsAfter),
      targets: first(pair.targets),
    };
    const alone = analyzeContinuum(network, one, analysed(network, one).passes, bulk(network), { order: 0 });
    expect(record.blocks[0]!.samples).toBe(1);
    expect(record.blocks[0]!.validity).toEqual(alone.blocks[0]!.validity);
    expect(record.blocks[0]!.approximation).toEqual(alone.blocks[0]!.approximation);
  });

  it('says why there is nothing to say', () => {
    const network = chain('dense', 4, 5);
    const pair = trainedStep(network, drawParameters(network, 2, 0.5), { ...TRAINING, steps: 1 });
    const { passes } = analysed(network, pair);
    const of = (structure: NetworkStructure, blocks: Parameters<typeof analyzeContinuum>[3]) =>
      analyzeContinuum(structure, pair, passes, blocks).blocks[0]!;
    const [block] = bulk(network);
    expect(of(network, [{ ...block!, period: 2 }])).toMatchObject({
      gap: 'period',
      approximation: undefined,
    });
    expect(of(network, [{ start: 1, length: 2, period: 1 }]).validity).toMatchObject({
      verdict: 'undefined',
      gap: 'tooFewLinks',
    });
    const still = { ...pair, after: pair.before };
    const { passes: rest } = analysed(network, still);
    const atRest = analyzeContinuum(network, still, rest, bulk(network)).blocks[0]!;
    expect(atRest.validity).toMatchObject({ verdict: 'undefined', gap: 'atRest' });
  });
});
