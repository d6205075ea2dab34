import { describe, expect, test } from 'vitest';
import { createSplitDataset } from '../../../src/data/dataset.js';
import { createTrainingEngine } from '../../../src/engine/createTrainingEngine.js';
import type { Experiment } from '../../../src/network/types.js';
import { frameWidth } from '../../../src/run/frame.js';
import { experiment } from '../engine/experiments.js';
import { referenceLoss } from '../engine/referenceNetwork.js';
import { RUN, SessionHarness } from './sessionHarness.js';

/** More steps than any test takes. */
const LONG = experiment({ training: { steps: 1_000_000 } });

async function running(given: Experiment = LONG): Promise<SessionHarness> {
  const harness = new SessionHarness(given);
  await harness.startAndOpen();
  return harness;
}

describe('a run', () => {
  test('tells that it started, reports progress and frames, and ends once as completed', async () => {
    const harness = await running(experiment({ training: { steps: 20 }, analysis: { every: 5 } }));
    const result = harness.runToEnd();
    expect(harness.events[0]).toEqual({ type: 'preparing', runId: RUN });
    expect(harness.events[1]).toEqual({ type: 'started', runId: RUN, backend: 'cpu', path: 'kernels' });
    expect(harness.events[2]).toMatchObject({ type: 'progress', status: 'running', step: 0 });
    expect(harness.events.at(-1)?.type).toBe('ended');
    expect(harness.frames.map((frame) => frame.step)).toEqual([0, 5, 10, 15]);
    expect(result).toMatchObject({ reason: 'completed', steps: 20, backend: 'cpu', seed: 7 });
    expect(result.finalLoss).toBeGreaterThan(0);
    expect(harness.step).toBe(20);
  });

  test('passes on what the user must know of the backend', async () => {
    const harness = new SessionHarness(LONG);
    harness.start();
    await harness.open('slow');
    expect(harness.eventsOf('started')).toEqual([
      { type: 'started', runId: RUN, backend: 'cpu', path: 'kernels', notice: 'slow' },
    ]);
  });

  test('posts frames at most every 50 ms and progress at most every 100 ms', async () => {
    const harness = new SessionHarness(experiment({ training: { steps: 1000 }, analysis: { every: 1 } }));
    await harness.startAndOpen();
    // Three readings of the clock a step.
    harness.tick = 0.1;
    harness.runToEnd();
    const elapsed = 1000 * 3 * 0.1;
    expect(harness.frames).toHaveLength(1000);
    expect(harness.eventsOf('frames').length).toBeLessThanOrEqual(elapsed / 50 + 2);
    expect(harness.eventsOf('progress').length).toBeLessThanOrEqual(elapsed / 100 + 3);
  });

  test('gives statistics where the plan has them', async () => {
    const plan = experiment({ training: { steps: 20 }, analysis: { every: 5, statistics: 8 } });
    const harness = await running(plan);
    harness.runToEnd();
    const records = harness.eventsOf('statistics').map(({ record }) => record);
    expect(records.map(({ step }) => step)).toEqual([0, 10]);
    const [, later] = records;
    const frame = harness.frames.find(({ step }) => step === 10)!;
    expect(Math.abs(later!.boundary.bulk.mean - frame.bulk)).toBeLessThan(1e-12 * Math.abs(frame.loss));
    expect(Math.abs(later!.boundary.loss.mean - frame.loss)).toBeLessThan(1e-12 * frame.loss);
  });

  test('remembers statistics that are asked for while it starts', async () => {
    const harness = new SessionHarness(experiment({ analysis: { every: 5, dynamics: 0 } }));
    harness.start();
    harness.ask('statistics');
    await harness.open();
    harness.runToEnd();
    expect(harness.eventsOf('statistics').map(({ record }) => record.step)).toEqual([0]);
  });

  test('tells of a step’s frame before anything that is recorded beside it, and once', async () => {
    const plan = experiment({
      training: { steps: 9 },
      analysis: { every: 2, statistics: 4, dynamics: 1, continuum: 2 },
    });
    const harness = await running(plan);
    harness.tick = 0.01;
    harness.runToEnd();
    const told = harness.frames.map(({ step }) => step);
    expect(told).toEqual([0, 2, 4, 6, 8]);
    const seen = new Set<number>();
    const width = frameWidth(plan.network.links.length);
    for (const event of harness.events) {
      if (event.type === 'frames') {
        for (let at = 0; at < event.packed.length; at += width) seen.add(event.packed[at]!);
      } else if (event.type === 'statistics' || event.type === 'dynamics' || event.type === 'continuum') {
        expect(seen).toContain(event.record.step);
      }
    }
  });

  test('gives the dynamics at every n-th decomposed step, and knows the step before each', async () => {
    const plan = experiment({ training: { steps: 20 }, analysis: { every: 3, dynamics: 2 } });
    const harness = await running(plan);
    harness.runToEnd();
    const records = harness.eventsOf('dynamics').map(({ record }) => record);
    expect(records.map(({ step }) => step)).toEqual([0, 6, 12, 18]);
    expect(records.map(({ inertia }) => inertia.overdamping.reason)).toEqual([
      'noPreviousStep',
      undefined,
      undefined,
      undefined,
    ]);
    for (const { step, energy } of records) {
      const { layers } = harness.frames.find((frame) => frame.step === step)!;
      expect(energy.energyDensity).toHaveLength(layers.length);
      energy.energyDensity.forEach((density, m) => {
        const { weightKinetic, biasKinetic } = layers[m]!;
        expect(density / (weightKinetic + biasKinetic)).toBeCloseTo(1, 10);
      });
      expect(energy.continuityResidual).toBeLessThan(1e-12);
    }
  });

  test('gives the dynamics of a short run at every decomposed step when the spec leaves the rate open', async () => {
    const plan = experiment({ training: { steps: 20 }, analysis: { every: 3, dynamics: undefined } });
    const harness = await running(plan);
    harness.runToEnd();
    const records = harness.eventsOf('dynamics').map(({ record }) => record);
    expect(records.map(({ step }) => step)).toEqual([0, 3, 6, 9, 12, 15, 18]);
    expect(records.at(-1)!.inertia.overdamping.reason).toBeUndefined();
  });

  test('gives the dynamics of every step that is taken by hand', async () => {
    const harness = await running(experiment({ analysis: { dynamics: 0 } }));
    harness.ask('pause');
    for (let i = 0; i < 3; i++) harness.ask('step');
    const records = harness.eventsOf('dynamics').map(({ record }) => record);
    expect(records.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(records.map(({ forces }) => forces.reason)).toEqual(['noPreviousStep', undefined, undefined]);
    expect(records.map(({ coupling }) => coupling.reason)).toEqual(['notAsked', 'notAsked', 'notAsked']);
    harness.ask('statistics');
    harness.ask('step');
    expect(harness.eventsOf('dynamics').at(-1)!.record.coupling.value).toBeDefined();
  });

  test('obeys the law of its optimiser to float32 on its own batches, and sums the action where no step is left out', async () => {
    const momentum = { kind: 'momentum', momentum: 0.9 } as const;
    const plan = experiment({
      training: { steps: 10, optimizer: momentum },
      analysis: { every: 1, dynamics: 5, mode: 'batch' },
    });
    const harness = await running(plan);
    harness.runToEnd();
    const [, record] = harness.eventsOf('dynamics').map((event) => event.record);
    expect(record!.inertia.lawResidual.value).toBeGreaterThan(0);
    expect(record!.inertia.lawResidual.value).toBeLessThan(1e-4);
    const ratio = Math.exp(-1 / 9);
    let [sum, weights] = [0, 0];
    for (const { lagrangian } of harness.frames.slice(0, 6)) {
      sum = ratio * sum + lagrangian;
      weights = ratio * weights + 1;
    }
    expect(record!.inertia.action.value!.normalised).toBeCloseTo(sum / weights, 12);
  });

  test('gives statistics of the next step when it is asked, also while it is paused', async () => {
    const harness = await running(experiment({ training: { steps: 1000 }, analysis: { every: 100 } }));
    harness.turn();
    harness.ask('statistics');
    expect(harness.eventsOf('statistics')).toEqual([]);
    harness.turn();
    expect(harness.eventsOf('statistics')).toHaveLength(1);
    harness.ask('pause');
    const { step } = harness;
    harness.ask('statistics');
    harness.ask('step');
    expect(harness.eventsOf('statistics').map(({ record }) => record.step)).toEqual([
      expect.any(Number),
      step,
    ]);
    // The step is decomposed, too, whatever the plan says.
    expect(harness.frames.at(-1)!.step).toBe(step);
    harness.ask('step');
    expect(harness.eventsOf('statistics')).toHaveLength(2);
  });

  test('measures its speed over the last second', async () => {
    const harness = await running();
    harness.tick = 10;
    for (let i = 0; i < 300; i++) harness.turn();
    const last = harness.eventsOf('progress').slice(-2);
    expect(last).toHaveLength(2);
    // 10 ms for every reading of the clock: the events tell how many steps a reading allows.
    for (const { stepsPerSecond } of last) {
      expect(stepsPerSecond).toBeGreaterThan(20);
      expect(stepsPerSecond).toBeLessThan(100);
    }
  });

  test('gives the same frames to the last bit whatever the slices are', async () => {
    const plan = experiment({ training: { steps: 40 }, analysis: { every: 3 } });
    const [slow, fast] = [await running(plan), await running(plan)];
    slow.tick = 30;
    fast.tick = 0.01;
    expect(slow.runToEnd()).toEqual(fast.runToEnd());
    expect(slow.frames).toEqual(fast.frames);
  });
});

describe('pausing', () => {
  test('stops the steps until resumed, and says so', async () => {
    const harness = await running();
    harness.turn();
    harness.ask('pause');
    const { step } = harness;
    expect(step).toBeGreaterThan(0);
    expect(harness.eventsOf('progress').at(-1)).toMatchObject({
      status: 'paused',
      stepsPerSecond: undefined,
    });
    while (harness.turn());
    expect(harness.step).toBe(step);
    harness.ask('resume');
    harness.turn();
    expect(harness.step).toBeGreaterThanOrEqual(step);
    harness.ask('stop');
    expect(harness.result.steps).toBeGreaterThan(step);
  });

  test('twice is pausing once, and resuming twice takes no double slices', async () => {
    const harness = await running();
    harness.ask('pause');
    harness.ask('pause');
    harness.ask('resume');
    harness.ask('resume');
    expect(harness.waitingTasks).toBe(1);
    harness.turn();
    expect(harness.waitingTasks).toBe(1);
  });

  test('while starting begins the run paused', async () => {
    const harness = new SessionHarness(LONG);
    harness.start();
    harness.ask('pause');
    await harness.open();
    expect(harness.turn()).toBe(false);
    expect(harness.eventsOf('progress').at(-1)).toMatchObject({ status: 'paused', step: 0 });
  });
});

describe('a single step', () => {
  test('is taken while paused and is always analysed', async () => {
    const harness = await running(experiment({ training: { steps: 100 }, analysis: { every: 50 } }));
    harness.ask('pause');
    const { step } = harness;
    harness.ask('step');
    harness.ask('step');
    harness.ask('step');
    expect(harness.step).toBe(step + 3);
    expect(harness.frames.map((frame) => frame.step)).toEqual([step, step + 1, step + 2]);
    expect(harness.eventsOf('progress').every((event, i) => i === 0 || event.status === 'paused')).toBe(true);
  });

  test('is ignored while running', async () => {
    const harness = await running(experiment({ training: { steps: 100 }, analysis: { every: 50 } }));
    const before = harness.events.length;
    harness.ask('step');
    expect(harness.events).toHaveLength(before);
  });

  test('completes the run when it is the last', async () => {
    const harness = await running(experiment({ training: { steps: 2 } }));
    harness.ask('pause');
    harness.ask('step');
    harness.ask('step');
    harness.ask('step');
    expect(harness.runToEnd()).toMatchObject({ reason: 'completed', steps: 2 });
  });
});

describe('stopping', () => {
  test('ends the run at once with what it has', async () => {
    const harness = await running();
    harness.turn();
    harness.ask('stop');
    const { reason, steps, finalLoss } = harness.result;
    expect(reason).toBe('stopped');
    expect(steps).toBeGreaterThan(0);
    expect(finalLoss).toBeGreaterThan(0);
    expect(harness.frames.length).toBe(Math.ceil(steps / LONG.analysis.every));
    const count = harness.events.length;
    while (harness.turn());
    expect(harness.events).toHaveLength(count);
  });

  test('twice, or followed by anything else, changes nothing', async () => {
    const harness = await running();
    harness.ask('stop');
    const count = harness.events.length;
    for (const request of ['stop', 'pause', 'resume', 'step'] as const) harness.ask(request);
    harness.start();
    await harness.open();
    while (harness.turn());
    expect(harness.events).toHaveLength(count);
  });

  test('while starting ends the run before it began, even if the backend answers later', async () => {
    const harness = new SessionHarness(LONG);
    harness.start();
    harness.ask('stop');
    expect(harness.result).toEqual({
      reason: 'stopped',
      steps: 0,
      finalLoss: undefined,
      finalValidationLoss: undefined,
      backend: undefined,
      seed: 7,
    });
    await harness.open();
    while (harness.turn());
    expect(harness.events).toHaveLength(1);
  });

  test('while paused works as well', async () => {
    const harness = await running();
    harness.ask('pause');
    harness.ask('stop');
    expect(harness.result.reason).toBe('stopped');
  });
});

test('requests for another run are ignored', async () => {
  const harness = await running();
  const count = harness.events.length;
  for (const request of ['stop', 'pause', 'step', 'resume'] as const) harness.ask(request, RUN + 1);
  expect(harness.events).toHaveLength(count);
  harness.turn();
  harness.ask('stop');
  expect(harness.result.steps).toBeGreaterThan(0);
});

test('requests before the start are ignored', () => {
  const harness = new SessionHarness(LONG);
  for (const request of ['stop', 'pause', 'step', 'resume'] as const) harness.ask(request);
  expect(harness.events).toEqual([]);
});

describe('a run with samples kept apart', () => {
  const SPLIT = experiment({
    samples: 40,
    training: { steps: 40 },
    analysis: { every: 4 },
  });
  const split = (changes: Partial<Experiment['training']> = {}, validation = 10): Experiment => ({
    ...SPLIT,
    data: { ...SPLIT.data, validation },
    training: { ...SPLIT.training, ...changes },
  });

  test('tells their loss at analysed steps and at the end, the same whatever the slices are', async () => {
    const [slow, fast] = [await running(split()), await running(split())];
    slow.tick = 30;
    fast.tick = 0.01;
    const result = slow.runToEnd();
    expect(fast.runToEnd()).toEqual(result);
    const points = slow.eventsOf('validation');
    expect(points.map(({ step }) => step)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40]);
    expect(fast.eventsOf('validation')).toEqual(points);
    expect(points.at(-1)?.loss).toBe(result.finalValidationLoss);
    for (const { loss } of points) expect(loss).toBeGreaterThan(0);
  });

  test('takes the loss of the samples that it does not train on', async () => {
    const harness = await running(split());
    const { finalLoss, finalValidationLoss } = harness.runToEnd();
    // The final parameters are those of a run of one step more, before that step.
    const { training, validation } = createSplitDataset(split().data, split().seed);
    const engine = createTrainingEngine({
      network: SPLIT.network,
      data: training,
      training: split().training,
      seed: SPLIT.seed,
    });
    for (let k = 0; k < 40; k++) engine.step();
    const parameters = engine.parameters().map(({ weights, bias }) => ({
      weights: Float64Array.from(weights),
      bias: bias && Float64Array.from(bias),
    }));
    expect(finalLoss).toBeCloseTo(referenceLoss(SPLIT.network, parameters, training), 12);
    expect(validation?.samples).toBe(10);
    if (validation === undefined) return;
    expect(finalValidationLoss).toBeCloseTo(referenceLoss(SPLIT.network, parameters, validation), 12);
  });

  test('tells nothing of the kind without them', async () => {
    const harness = await running(SPLIT);
    expect(harness.runToEnd().finalValidationLoss).toBeUndefined();
    expect(harness.eventsOf('validation')).toEqual([]);
  });

  test('goes on with a validation while it is paused, but takes no steps', async () => {
    // 1.2 million multiply-adds a sample: several pieces a validation.
    const wide = experiment({
      chain: { widths: [3, 1000, 1200, 2] },
      training: { steps: 10 },
      analysis: { every: 5 },
    });
    const harness = await running({ ...wide, data: { ...wide.data, validation: 20 } });
    harness.tick = 30;
    harness.turn();
    harness.ask('pause');
    while (harness.turn());
    expect(harness.eventsOf('validation').map(({ step }) => step)).toEqual([0]);
    expect(harness.step).toBe(1);
  });

  test('ends at once when it is stopped in the midst of a validation', async () => {
    const wide = experiment({
      chain: { widths: [3, 1000, 1200, 2] },
      training: { steps: 10 },
      analysis: { every: 5 },
    });
    const harness = await running({ ...wide, data: { ...wide.data, validation: 20 } });
    harness.tick = 30;
    harness.turn();
    const read = harness.clockReadings;
    harness.ask('stop');
    expect(harness.result).toMatchObject({ reason: 'stopped', steps: 1, finalValidationLoss: undefined });
    // 60 ms at 30 ms a reading: no more than a few pieces.
    expect(harness.clockReadings - read).toBeLessThan(10);
  });
});

describe('a run that goes wrong', () => {
  test('ends as diverged at its step, with the frames before it and advice', async () => {
    const harness = await running(
      experiment({
        chain: { widths: [3, 4, 4, 2], activation: 'linear' },
        training: { steps: 1000, learningRate: 30 },
        analysis: { every: 1 },
      }),
    );
    const result = harness.runToEnd();
    expect(result.reason).toBe('diverged');
    expect(result.steps).toBeGreaterThan(0);
    expect(result.steps).toBeLessThan(100);
    expect(result.finalLoss).toBeUndefined();
    expect(result.message).toContain(`at step ${result.steps}`);
    expect(result.message).toContain('learningRate (now 30)');
    expect(harness.frames.map((frame) => frame.step)).toEqual(
      Array.from({ length: result.steps }, (_, k) => k),
    );
    for (const frame of harness.frames) expect(Number.isFinite(frame.lagrangian)).toBe(true);
  });

  test('is noticed by its parameters when a saturated output hides them from the loss', async () => {
    // One of ten samples has an input that makes the weight overflow; σ(±∞) and the loss stay finite.
    const large = 4;
    const inputValues = new Float64Array(10).fill(1e-42);
    inputValues[large] = 1e3;
    const plan = experiment({
      chain: {
        widths: [1, 1],
        outputActivation: 'sigmoid',
        bias: false,
        initializer: { kind: 'normal', gain: 1e-6 },
      },
      training: { steps: 1000, learningRate: 1e37, batchSize: 1 },
      analysis: { every: 1000 },
    });
    const data = {
      source: 'csv',
      inputs: 1,
      outputs: 1,
      samples: 10,
      standardize: false,
      targetKind: 'numbers',
    } as const;
    const harness = await running({
      ...plan,
      data: { ...data, inputValues, targetValues: new Float64Array(10) },
    });
    const result = harness.runToEnd();
    expect(result).toMatchObject({ reason: 'diverged', finalLoss: undefined });
    expect(result.steps).toBe(31);
    expect(harness.frames).toHaveLength(1);
  });

  test('ends as failed when the backend does not start', async () => {
    const harness = new SessionHarness(LONG);
    harness.start();
    await harness.failToOpen('no backend');
    expect(harness.result).toMatchObject({ reason: 'failed', steps: 0, backend: undefined });
    expect(harness.result.message).toContain('no backend');
  });

  test('ends as failed before it draws anything when the machine has too little memory, with the number', async () => {
    const harness = new SessionHarness(LONG, 1000);
    await harness.startAndOpen();
    expect(harness.events).toHaveLength(1);
    expect(harness.result).toMatchObject({ reason: 'failed', steps: 0 });
    expect(harness.result.message).toMatch(
      /needs at least 1 MB of memory, and there are 1 MB.*take fewer samples/,
    );
  });

  test('ends as failed when something is thrown while it is prepared', async () => {
    const harness = new SessionHarness(experiment({ training: { batchSize: -1 } }));
    await harness.startAndOpen();
    expect(harness.result.reason).toBe('failed');
    expect(harness.result.message).toContain('could not start');
  });
});
