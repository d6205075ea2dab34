import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { StepPasses } from '../../../src/dynamics/stepPasses.js';
import type { StatisticsRecord } from '../../../src/dynamics/statisticsRecord.js';
import type { Experiment } from '../../../src/network/types.js';
import { StatisticsRecorder } from '../../../src/worker/statisticsRecorder.js';
import { normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';
import { experiment } from '../engine/experiments.js';

/** Takes steps whose parameters move at random; what is given out of each. */
class Steps {
  private readonly random = createRandom(5, 'steps');
  private parameters;
  private readonly x;
  private readonly y;
  readonly recorder: StatisticsRecorder;
  copies = 0;

  constructor(
    private readonly plan: Experiment,
    private readonly samples = 16,
  ) {
    const { network } = plan;
    this.recorder = new StatisticsRecorder(plan, 100);
    this.parameters = randomParameters(network, this.random);
    this.x = normals(samples * network.inputs, 1, this.random);
    this.y = normals(samples * network.outputs, 1, this.random);
  }

  take(step: number): StatisticsRecord | undefined {
    const { network } = this.plan;
    const before = this.parameters;
    const after = randomStep(network.links, before, 1e-2, this.random);
    this.parameters = after;
    const pair = {
      before,
      after,
      samples: this.samples,
      inputsBefore: this.x,
      inputsAfter: this.x,
      targets: this.y,
    };
    const needed = this.recorder.needsParameters(step, this.samples);
    if (needed) this.copies++;
    const passes = needed ? new StepPasses(network, pair) : undefined;
    return this.recorder.record(step, decompose(network, pair), passes);
  }
}

const plan = (statistics: number): Experiment =>
  experiment({
    chain: { widths: [3, 6, 6, 6, 2] },
    training: { schedule: { kind: 'step', every: 10, factor: 0.5 }, learningRate: 0.1 },
    analysis: { every: 5, statistics },
  });

describe('the statistics of a run', () => {
  it('come at the first decomposed step, and at the first that is late enough after it', () => {
    const steps = new Steps(plan(12));
    const taken = [0, 5, 10, 15, 20, 25, 30].filter((step) => steps.take(step) !== undefined);
    expect(taken).toEqual([0, 15, 30]);
    expect(steps.copies).toBe(3);
  });

  it('come when they are asked for, with the order of step 0 beside them', () => {
    const steps = new Steps(plan(0));
    expect(steps.take(0)).toBeUndefined();
    expect(steps.take(5)).toBeUndefined();
    expect(steps.recorder.asked).toBe(false);
    steps.recorder.ask();
    expect(steps.recorder.asked).toBe(true);
    const record = steps.take(10);
    expect(record).toMatchObject({ step: 10, samples: 16, symmetry: { frames: 3 } });
    expect(record!.initialOrder.value!.samples).toBe(16);
    expect(record!.initialOrder.value).not.toEqual(record!.order.value);
    expect(steps.take(15)).toBeUndefined();
    // Of the same steps with statistics from the start, the baseline is the same.
    const other = new Steps(plan(10));
    const first = other.take(0)!;
    other.take(5);
    expect(first.initialOrder).toEqual(first.order);
    expect(other.take(10)!.initialOrder).toEqual(first.order);
    expect(record!.initialOrder).toEqual(first.order);
  });

  it('keep no parameters where there is no baseline to have', () => {
    const steps = new Steps(plan(0), 8);
    steps.take(0);
    expect(steps.copies).toBe(0);
    steps.recorder.ask();
    expect(steps.take(5)!.initialOrder.reason).toBe('notSeen');
  });

  it('have the learning rate of their step', () => {
    const temperatureAt = (step: number): number => {
      const steps = new Steps(plan(0));
      steps.recorder.ask();
      return steps.take(step)!.noise.value!.temperature.value!;
    };
    expect(temperatureAt(5) / temperatureAt(10)).toBeCloseTo(2, 10);
  });

  it('are averaged over a window of frames that has an end', () => {
    const steps = new Steps(plan(0), 1);
    for (let step = 0; step < 70; step++) steps.take(step);
    steps.recorder.ask();
    expect(steps.take(70)!.symmetry.frames).toBe(64);
  });
});
