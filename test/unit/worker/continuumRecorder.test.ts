import { describe, expect, test } from 'vitest';
import { sumTerms } from '../../../src/continuum/localSum.js';
import type { Experiment } from '../../../src/network/types.js';
import type { ContinuumStep } from '../../../src/run/continuumLog.js';
import { experiment } from '../engine/experiments.js';
import { check, examples } from '../network/specTexts.js';
import { SessionHarness } from './sessionHarness.js';

async function recordsOf(plan: Experiment): Promise<readonly ContinuumStep[]> {
  const harness = new SessionHarness(plan);
  await harness.startAndOpen();
  harness.runToEnd();
  return harness.eventsOf('continuum').map(({ record }) => record);
}

/** An example as it is, but for how long it trains. */
function example(name: string, steps: number): Experiment {
  const [, text] = examples.find(([file]) => file === `${name}.bbd.yaml`)!;
  const checked = check(text).experiment!;
  return {
    ...checked,
    training: { ...checked.training, backend: 'cpu', steps },
    analysis: { ...checked.analysis, every: 1, dynamics: 0, continuum: steps - 1 },
  };
}

const CHAIN = { widths: [3, 3, 3, 3, 3, 3] };

describe('a run', () => {
  test('is read as a continuum at every n-th decomposed step', async () => {
    const plan = experiment({
      chain: CHAIN,
      training: { steps: 20 },
      analysis: { every: 3, continuum: 2 },
    });
    const harness = new SessionHarness(plan);
    await harness.startAndOpen();
    harness.runToEnd();
    const records = harness.eventsOf('continuum').map(({ record }) => record);
    expect(records.map(({ step }) => step)).toEqual([0, 6, 12, 18]);
    for (const { step, blocks } of records) {
      const { layers } = harness.frames.find((frame) => frame.step === step)!;
      const [block] = blocks;
      expect(block).toMatchObject({ start: 1, period: 1, samples: 2 });
      // K_W needs no samples: it is that of the frame. K_z + C + F is the same for every sample (THEORY §1.4).
      block!.lattice.forEach((value, i) => {
        const { weightKinetic, neuronKinetic, coupling, fluxSquared } = layers[block!.start + i]!;
        const terms = { weightKinetic, neuronKinetic, coupling, fluxSquared };
        const largest = Math.max(...Object.values(terms).map(Math.abs));
        expect(Math.abs(value - sumTerms(terms))).toBeLessThan(1e-12 * largest);
      });
    }
  });

  test('is read at every step that is taken by hand, and never else with a rate of 0', async () => {
    const plan = experiment({ chain: CHAIN, training: { steps: 50 }, analysis: { every: 5, continuum: 0 } });
    const harness = new SessionHarness(plan);
    await harness.startAndOpen();
    harness.ask('pause');
    for (let i = 0; i < 2; i++) harness.ask('step');
    harness.ask('resume');
    harness.runToEnd();
    expect(harness.eventsOf('continuum').map(({ record }) => record.step)).toEqual([0, 1]);
  });

  test('has all details in its first and last record, and of a step that was asked for', async () => {
    const plan = experiment({ chain: CHAIN, training: { steps: 40 }, analysis: { every: 5, continuum: 3 } });
    const harness = new SessionHarness(plan);
    await harness.startAndOpen();
    harness.ask('pause');
    for (let i = 0; i < 3; i++) harness.ask('step');
    harness.ask('continuum');
    harness.ask('step');
    harness.ask('resume');
    harness.runToEnd();
    const records = harness.eventsOf('continuum').map(({ record }) => record);
    expect(records.map(({ step }) => step)).toEqual([0, 1, 2, 3, 15, 30, 35]);
    for (const { step, detailed, blocks } of records) {
      expect(detailed).toBe([0, 3, 35].includes(step));
      expect(blocks[0]!.kernels !== undefined).toBe(detailed);
    }
  });

  test('without equal layers in a row has empty records', async () => {
    const plan = experiment({
      chain: { widths: [3, 4, 5, 2] },
      training: { steps: 1 },
      analysis: { continuum: 1 },
    });
    expect(await recordsOf(plan)).toEqual([{ step: 0, detailed: true, blocks: [], boundary: undefined }]);
  });
});

describe('examples', () => {
  test('of a smooth ring is controlled at the start and converges at the orders of the expansion', async () => {
    const records = await recordsOf(example('smooth-ring', 4));
    expect(records.map(({ step }) => step)).toEqual([0, 3]);
    for (const { blocks, boundary } of records) {
      const [block] = blocks;
      expect(block!.length).toBeGreaterThanOrEqual(11);
      expect(block!.validity.verdict).toBe('controlled');
      const { approximation } = block!;
      if (approximation?.kind !== 'local') throw new Error('no local expansion');
      // One field for both weights of a neuron, as the paper supposes.
      for (const { staggering } of approximation.links) expect(staggering).toBeLessThan(0.25);
      approximation.observedOrders!.forEach((order, n) => {
        // Interpolated fields of a few layers: n + 1 to half an order.
        expect(Math.abs(order! - (n + 1))).toBeLessThan(0.5);
      });
      expect(boundary!.printed).toHaveLength(4);
    }
  });

  test.each(['smooth-residual', 'residual-tanh'])(
    'of a residual network is controlled at the start: %s',
    async (name) => {
      for (const { blocks } of await recordsOf(example(name, 3))) {
        const [{ validity, approximation }] = [blocks[0]!];
        expect(validity.verdict).toBe('controlled');
        if (approximation?.kind !== 'depth') throw new Error('no expansion along depth');
        for (const terms of approximation.neuralOde!.slice(1)) {
          expect(Math.abs(terms!.density / terms!.lattice - 1)).toBeLessThan(0.1);
        }
      }
    },
  );

  test('of a plain deep network is not, however its neurons are labelled and small the truncation error', async () => {
    const [record] = await recordsOf(example('deep-tanh', 2));
    const { validity, alignedValidity } = record!.blocks[0]!;
    expect(validity.verdict).toBe('notControlled');
    expect(alignedValidity!.verdict).toBe('notControlled');
  });
});
