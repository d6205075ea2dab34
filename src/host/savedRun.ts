import { ACTIVATION_NAMES } from '../base/activation.js';
import { fail, messageOf, succeed, type Result } from '../base/result.js';
import type { DegreesOfFreedom } from '../run/freedom.js';
import { ANALYSIS_MODES, BACKEND_NAMES } from '../network/types.js';
import { VALIDATION_GAPS } from '../network/validationPlan.js';
import type { LayerView } from '../protocol/panel.js';
import type { RunEntry } from '../protocol/runs.js';
import { ContinuumLog, isContinuumStep } from '../run/continuumLog.js';
import { DynamicsLog, isDynamicsRecord } from '../run/dynamicsLog.js';
import { formatCount } from '../run/format.js';
import { decodeRun, encodeRun } from '../run/persist.js';
import { thinOut, type RecordLog } from '../run/recordLog.js';
import { END_REASONS, isLive, TRAINING_PATHS } from '../run/result.js';
import { RunStore } from '../run/runStore.js';
import { isStatisticsRecord, StatisticsLog } from '../run/statisticsLog.js';
import { NO_VALIDATION, type ValidationCurve } from '../run/validationCurve.js';
import { RecordReader } from './recordReader.js';
import { entryOf, marksOf, originOf, readCard, type RunCard } from './runCard.js';
import type { RunFacts } from './runFacts.js';
import { NO_MARKS, type RunMarks, type RunOrigin } from './runOrigin.js';

export interface SavedRun {
  readonly facts: RunFacts;
  readonly origin: RunOrigin;
  readonly marks: RunMarks;
  readonly store: RunStore;
  readonly dynamics: DynamicsLog;
  readonly continuum: ContinuumLog;
  readonly statistics: StatisticsLog;
}

/** Records of one kind that are stored of a run, some 20 kB each; of the statistics, which take more, fewer. */
const SAVED_RECORDS = 100;
const SAVED_STATISTICS = 25;

/**
 * A run as bytes for the disk.
 * @param card what the library says of it: it stands at the head, so that the library can be made anew from its runs
 */
export function encodeSavedRun(run: SavedRun, card: RunCard): Uint8Array {
  const records = {
    dynamics: thinOut(run.dynamics.records, SAVED_RECORDS),
    continuum: thinOut(run.continuum.records, SAVED_RECORDS),
    statistics: thinOut(run.statistics.records, SAVED_STATISTICS),
  };
  return encodeRun({ ...run.facts, ...records, card }, run.store);
}

/** Reads back a run; one that was live when it was written comes back as interrupted. */
export function decodeSavedRun(bytes: Uint8Array): Result<SavedRun, string> {
  const decoded = decodeRun(bytes);
  if (!decoded.ok) return decoded;
  const { header, store } = decoded.value;
  try {
    const record = new RecordReader(header);
    const facts = readFacts(record);
    const card = cardInHeader(header);
    if (facts.layers.length !== store.biases.length) return fail('its layers and its frames do not match');
    return succeed({
      facts: isLive(facts.status) ? interrupted(facts) : facts,
      origin: card === undefined ? UNKNOWN_ORIGIN : originOf(card),
      marks: card === undefined ? NO_MARKS : marksOf(card),
      store,
      dynamics: addAll(new DynamicsLog(), readRecords(header, 'dynamics', isDynamicsRecord)),
      continuum: addAll(new ContinuumLog(), readRecords(header, 'continuum', isContinuumStep)),
      statistics: addAll(new StatisticsLog(), readRecords(header, 'statistics', isStatisticsRecord)),
    });
  } catch (thrown) {
    return fail(`its description is damaged: ${messageOf(thrown)}`);
  }
}

/** The records of a kind, which are drawn as they are; an older version may not have written them, or written others. */
function readRecords<R>(
  header: unknown,
  kind: 'dynamics' | 'continuum' | 'statistics',
  isOne: (record: unknown) => record is R,
): readonly R[] {
  const records = new Map<string, unknown>(Object.entries(header ?? {})).get(kind);
  return Array.isArray(records) ? records.map(withoutNulls).filter(isOne) : [];
}

function addAll<R extends { readonly step: number }, L extends RecordLog<R>>(
  log: L,
  records: readonly R[],
): L {
  for (const record of records) log.add(record);
  return log;
}

/** JSON has null where a list had an undefined entry. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutNulls(member)]));
}

/** @throws TypeError on a field that is not as `RunFacts` has it */
function readFacts(record: RecordReader): RunFacts {
  const number = (key: string): number => record.number(key);
  const text = (key: string): string => record.text(key);
  const layers = record.list('layers', readLayer);
  return {
    title: text('title'),
    fingerprint: text('fingerprint'),
    number: number('number'),
    seed: number('seed'),
    status: record.oneOf('status', ['starting', 'running', 'paused', ...END_REASONS]),
    step: number('step'),
    steps: number('steps'),
    stepsPerSecond: record.optional('stepsPerSecond', number),
    backend: record.optional('backend', (key) => record.oneOf(key, BACKEND_NAMES)),
    path: record.optional('path', (key) => record.oneOf(key, TRAINING_PATHS)),
    notice: record.optional('notice', text),
    message: record.optional('message', text),
    finalLoss: record.optional('finalLoss', number),
    endedAt: record.optional('endedAt', number),
    validation: record.optional('validation', (key) => readValidation(record.group(key))) ?? NO_VALIDATION,
    loss: text('loss'),
    optimizer: text('optimizer'),
    learningRate: number('learningRate'),
    schedule: record.optional('schedule', text),
    batchSize: number('batchSize'),
    mode: record.oneOf('mode', ANALYSIS_MODES),
    every: number('every'),
    probe: number('probe'),
    layers,
    // An older version did not write it.
    biasSharers: record.optional('biasSharers', (key) => record.numbers(key)) ?? layers.map(() => 1),
  };
}

/**
 * The card at the head of a stored run; undefined in a run of a version without a library.
 * @throws TypeError where it is damaged
 */
export function cardInHeader(header: unknown): RunCard | undefined {
  const card = new Map<string, unknown>(Object.entries(header ?? {})).get('card');
  return card === undefined ? undefined : readCard(card);
}

/** What there is to say of a run from its head alone, where it has no card. */
export function entryInHeader(header: unknown, id: string, startedAt: number): RunEntry {
  const facts = readFacts(new RecordReader(header));
  const origin = { ...UNKNOWN_ORIGIN, id, startedAt };
  const noFrames = new RunStore([]);
  const run = { facts: isLive(facts.status) ? interrupted(facts) : facts, origin, marks: NO_MARKS };
  return entryOf({ ...run, store: noFrames });
}

const UNKNOWN_ORIGIN: RunOrigin = {
  id: '',
  text: undefined,
  startedAt: 0,
  version: undefined,
  changes: undefined,
  forkOf: undefined,
};

function readValidation(record: RecordReader): ValidationCurve {
  return {
    samples: record.number('samples'),
    every: record.optional('every', (key) => record.number(key)),
    gap: record.optional('gap', (key) => record.oneOf(key, VALIDATION_GAPS)),
    points: record.list('points', (point) => ({ step: point.number('step'), loss: point.number('loss') })),
  };
}

const readLayer = (layer: RecordReader): LayerView => ({
  m: layer.number('m'),
  name: layer.text('name'),
  type: layer.text('type'),
  shape: layer.text('shape'),
  activationIn: layer.oneOf('activationIn', ACTIVATION_NAMES),
  bias: layer.boolean('bias'),
  parameterCount: layer.number('parameterCount'),
  freedom: layer.optional('freedom', (key) => readFreedom(layer.group(key))),
  skipsFrom: layer.optional('skipsFrom', (key) => layer.numbers(key)) ?? [],
  line: layer.number('line'),
});

const readFreedom = (freedom: RecordReader): DegreesOfFreedom => ({
  weights: freedom.number('weights'),
  neurons: freedom.number('neurons'),
  biases: freedom.number('biases'),
  inputs: freedom.number('inputs'),
});

const interrupted = (facts: RunFacts): RunFacts => ({
  ...facts,
  status: 'interrupted',
  stepsPerSecond: undefined,
  message:
    `Training ended with the window that it ran in, at step ${formatCount(facts.step)}; what it had recorded is shown. ` +
    'Restart to train again from the same seed.',
});
