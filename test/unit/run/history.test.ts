import { describe, expect, it } from 'vitest';
import type { BiasRole } from '../../../src/decomposition/biasRole.js';
import { depthHistory, type HistorySource } from '../../../src/run/history.js';
import { layerValues, LAYER_QUANTITIES } from '../../../src/run/layerQuantities.js';
import { RunStore } from '../../../src/run/runStore.js';
import { dynamicsRecord } from './dynamicsRecords.js';
import { makeFrame, packFrames } from './frames.js';

const BIASES: readonly BiasRole[] = ['none', 'free', 'free'];
const SHARERS = [1, 2, 2];

function sourceOf(steps: readonly number[], changes: Partial<HistorySource> = {}): HistorySource {
  const store = new RunStore(BIASES);
  store.append(
    packFrames(
      steps.map((step) => makeFrame(step, BIASES)),
      BIASES.length,
    ),
  );
  return {
    store,
    dynamics: { records: [] },
    continuum: { records: [] },
    biasSharers: SHARERS,
    ...changes,
  };
}

describe('depthHistory', () => {
  it('has what each frame says, while there is room', () => {
    const source = sourceOf([0, 10, 20]);
    for (const quantity of LAYER_QUANTITIES) {
      const history = depthHistory(source, quantity, undefined, 600);
      if (history.records === 0) continue;
      expect([...history.firstSteps]).toEqual([0, 10, 20]);
      expect([...history.lastSteps]).toEqual([0, 10, 20]);
      const frame = source.store.frameAt(1);
      const expected = layerValues(quantity, { frame, dynamics: undefined, biasSharers: SHARERS });
      expect([...history.values.subarray(3, 6)], quantity).toEqual(
        expected?.values.map(({ value }) => value ?? NaN),
      );
    }
  });

  it('says which layers lack a value, and why', () => {
    expect(depthHistory(sourceOf([0, 10]), 'residual', undefined, 600).gaps).toEqual([
      { m: 0, reason: 'noBias' },
    ]);
    expect(depthHistory(sourceOf([0, 10]), 'coupling', undefined, 600).gaps).toEqual([]);
  });

  it('keeps of several steps in one column the value of the largest size, with its sign', () => {
    const steps = Array.from({ length: 10 }, (_, i) => i);
    const source = sourceOf(steps);
    const history = depthHistory(source, 'coupling', undefined, 3);
    expect([...history.firstSteps]).toEqual([0, 3, 6]);
    expect([...history.lastSteps]).toEqual([2, 5, 9]);
    expect(history.records).toBe(10);
    const all = source.store.layerColumn(1, 'coupling');
    const largest = all.subarray(3, 6).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    expect(largest).toBeLessThan(0);
    expect(history.values[1 * 3 + 1]).toBe(largest);
  });

  it('is of the steps that are asked for', () => {
    const history = depthHistory(sourceOf([0, 10, 20, 30]), 'fluxSquared', { first: 5, last: 20 }, 600);
    expect([...history.firstSteps]).toEqual([10, 20]);
  });

  it('takes what frames do not have from the records', () => {
    const dynamics = { records: [dynamicsRecord(10), dynamicsRecord(30)] };
    const source = sourceOf([0, 10, 20, 30], { dynamics });
    const history = depthHistory(source, 'energyDensity', undefined, 600);
    expect([...history.firstSteps]).toEqual([10, 30]);
    expect(history.values[0]).toBe(dynamics.records[0]?.energy.energyDensity[0]);
  });

  it('is empty where nothing is recorded', () => {
    const history = depthHistory(sourceOf([0]), 'medianLinear', undefined, 600);
    expect(history).toMatchObject({ records: 0, layers: 3, gaps: [] });
    expect(history.values).toHaveLength(0);
  });

  it('has 600 columns at most, whatever is asked for', () => {
    const source = sourceOf(Array.from({ length: 700 }, (_, i) => i));
    expect(depthHistory(source, 'coupling', undefined, 10_000).firstSteps).toHaveLength(600);
  });
});
