import { dynamicsPlan } from '../network/dynamicsPlan.js';
import { skipPath } from '../network/skipPath.js';
import type { Experiment, InputOperation, Optimizer, Skip, TrainableLink } from '../network/types.js';
import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import type { ContinuumStep } from './continuumLog.js';
import type { Ensemble } from './ensemble.js';
import type { Frame } from './frame.js';
import type { EnsembleFrame, Estimate } from './frameEnsemble.js';
import type { RunResult, RunStatus } from './result.js';
import type { SpecSource } from './specSource.js';
import type { ValidationCurve } from './validationCurve.js';

/** Name and version of the format that `analysisJson` writes; described in docs/formats.md. */
const ANALYSIS_SCHEMA = 'bbd-analysis/1';

/** JSON text; undefined members are written as null, for a reader must see that they have no value. */
const json = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (member === undefined ? null : member));

/** An operation without the place of its layer, which nothing else here has. */
const operationOf = (operation: InputOperation): object =>
  Object.fromEntries(Object.entries(operation).filter(([key]) => key !== 'layer'));

/** Where a skip comes from, and its way: activation first, then operations of the source's input side. */
function skipOf(link: TrainableLink, skip: Skip, links: readonly TrainableLink[]): object {
  return { from: skip.from, value: skip.value, ...skipPath(link, skip, links[skip.from]!) };
}

function layersOf({ network: { links } }: Experiment): object[] {
  return links.map((link) => ({
    m: link.m,
    name: link.name,
    type: link.type,
    inputs: link.inputs,
    outputs: link.outputs,
    inputShape: link.inputShape,
    outputShape: link.outputShape,
    activationIn: link.activationIn,
    operationsIn: link.operationsIn.map(operationOf),
    ...('window' in link ? { window: link.window, groups: link.groups } : {}),
    norm: link.norm?.kind,
    skips: link.skips.map((skip) => skipOf(link, skip, links)),
    bias: link.bias,
    frozen: link.frozen,
    tiedTo: link.tiedTo,
    initializer: link.initializer,
    learningRateMultiplier: link.learningRateMultiplier,
    weightDecay: link.weightDecay,
  }));
}

/** The numbers of an optimizer, without its name. */
const optimizerSettings = (optimizer: Optimizer): object =>
  Object.fromEntries(Object.entries(optimizer).filter(([key]) => key !== 'kind'));

function settingsOf(experiment: Experiment): object {
  const { training, analysis, data, network } = experiment;
  return {
    mode: analysis.mode,
    mass: 1,
    every: analysis.every,
    samples: analysis.mode === 'probe' ? analysis.probe : training.batchSize,
    dynamics: dynamicsPlan(experiment).every,
    continuum: analysis.continuum,
    statistics: analysis.statistics,
    seeds: analysis.seeds,
    inputShape: network.inputShape,
    loss: network.loss,
    outputActivation: network.outputActivation,
    operationsOut: network.operationsOut.map(operationOf),
    optimizer: training.optimizer.kind,
    optimizerSettings: optimizerSettings(training.optimizer),
    learningRate: training.learningRate,
    schedule: training.schedule,
    batchSize: training.batchSize,
    steps: training.steps,
    data: {
      source: data.source,
      samples: data.samples,
      validation: data.validation ?? 0,
      inputs: data.inputs,
      outputs: data.outputs,
    },
  };
}

function frameOf(frame: Frame): object {
  const { step, loss, trainingLoss, layers, bulk, boundary, lagrangian, residual } = frame;
  return {
    step,
    loss,
    trainingLoss,
    layers: layers.map((layer, m) => ({ m, ...layer })),
    bulk,
    boundary,
    lagrangian,
    residual,
  };
}

/** One of the two numbers of each estimate, under its quantity's name. */
const pick = (estimates: Readonly<Record<string, Estimate>>, which: keyof Estimate): object =>
  Object.fromEntries(Object.entries(estimates).map(([name, estimate]) => [name, estimate[which]]));

function ensembleFrameOf({ step, runs, quantities, layers }: EnsembleFrame): object {
  const all = (which: keyof Estimate): object => ({
    ...pick(quantities, which),
    layers: layers.map((layer, m) => ({ m, ...pick(layer, which) })),
  });
  return { step, runs, mean: all('mean'), standardError: all('standardError') };
}

function* ensembleJson(ensemble: Ensemble | undefined): Generator<string> {
  if (ensemble === undefined) {
    yield 'null';
    return;
  }
  yield `{"members": ${json(ensemble.members.map((member) => ({ ...member, message: member.message })))},\n"frames": `;
  yield* listJson(framesOf(ensemble));
  for (const kind of ['statistics', 'dynamics', 'continuum'] as const) {
    yield `,\n"${kind}": `;
    yield* listJson(ensemble[kind].entries());
  }
  yield '}';
}

function* framesOf({ frames }: Ensemble): Generator<object> {
  for (const frame of frames.frames()) yield ensembleFrameOf(frame);
}

/** One entry a line. */
function* listJson(entries: Iterable<object>): Generator<string> {
  let separator = '[\n';
  for (const entry of entries) {
    yield separator + json(entry);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}

/** What a run computed. */
export interface RecordedRun {
  /** In order of step; read once for each text that is written. */
  readonly frames: () => Iterable<Frame>;
  readonly validation: ValidationCurve;
  /** In order of step. */
  readonly statistics: readonly StatisticsRecord[];
  /** In order of step. */
  readonly dynamics: readonly DynamicsRecord[];
  /** In order of step. */
  readonly continuum: readonly ContinuumStep[];
  /** How it ended; where it has not, how it stands. */
  readonly result: Omit<RunResult, 'reason'> & { readonly reason: RunStatus };
  /** Of it and the runs with other seeds; undefined where there are none. */
  readonly ensemble: Ensemble | undefined;
}

/** What is written of a run beside what it computed. */
export interface AnalysisOrigin {
  /** Of the program that computed it. */
  readonly version: string;
  /** What was run. */
  readonly spec: SpecSource;
  /** What is known of the network's symmetry along depth; undefined where nothing is. */
  readonly symmetry: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A run in the format `bbd-analysis/1`, piece by piece, so that a long run never stands in memory as one text. Every
 * number is written with all its digits (shortest text that reads back to the same float64).
 */
export function* analysisJson(
  experiment: Experiment,
  { frames, validation, statistics, dynamics, continuum, result, ensemble }: RecordedRun,
  { version, spec, symmetry }: AnalysisOrigin,
): Generator<string> {
  yield `{\n"schema": ${json(ANALYSIS_SCHEMA)},\n"generator": ${json(`bbd-inspector ${version}`)},\n`;
  yield `"name": ${json(experiment.name)},\n"spec": ${json(spec)},\n"settings": ${json(settingsOf(experiment))},\n"symmetry": ${json(symmetry ?? null)},\n"layers": [\n`;
  yield layersOf(experiment).map(json).join(',\n');
  yield '\n],\n"frames": [';
  let separator = '\n';
  for (const frame of frames()) {
    yield separator + json(frameOf(frame));
    separator = ',\n';
  }
  const { reason, steps, finalLoss, finalValidationLoss, backend, seed, message } = result;
  const { samples, every, gap, points } = validation;
  yield `\n],\n"validation": ${json({ samples, every, gap, points })},\n"statistics": [`;
  yield statistics.map((record) => `\n${json(record)}`).join(',');
  yield '\n],\n"dynamics": [';
  yield dynamics.map((record) => `\n${json(record)}`).join(',');
  yield '\n],\n"continuum": [';
  yield continuum.map((record) => `\n${json(record)}`).join(',');
  yield '\n],\n"ensemble": ';
  yield* ensembleJson(ensemble);
  yield ',\n';
  yield `"result": ${json({ reason, steps, finalLoss, finalValidationLoss, backend, seed, message })}\n}\n`;
}
