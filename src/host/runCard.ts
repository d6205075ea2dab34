import { BACKEND_NAMES } from '../network/types.js';
import type { RunEntry } from '../protocol/runs.js';
import { END_REASONS, isLive, TRAINING_PATHS } from '../run/result.js';
import { RecordReader } from './recordReader.js';
import type { RunMarks, RunOrigin } from './runOrigin.js';
import type { SavedRun } from './savedRun.js';

/** What the library knows of a run without reading its numbers. */
export interface RunCard {
  /** URI of the spec that it is a run of. */
  readonly spec: string;
  /** See RunOrigin. */
  readonly text: string | undefined;
  readonly entry: RunEntry;
}

/** The row of a run as it is now. */
export function entryOf({
  facts,
  origin,
  marks,
  store,
}: Pick<SavedRun, 'facts' | 'origin' | 'marks' | 'store'>): RunEntry {
  const { number, seed, status, message, backend, path, step, steps, finalLoss, endedAt } = facts;
  const { id, startedAt, version, changes, forkOf } = origin;
  return {
    id,
    number,
    name: marks.name,
    kept: marks.kept,
    startedAt,
    endedAt,
    version,
    changes,
    forkOf,
    seed,
    status,
    message,
    backend,
    path,
    step,
    steps,
    frameCount: store.frameCount,
    finalLoss,
    lastLoss: store.frameAt(store.frameCount - 1)?.loss,
    worstResidual: store.largest('residual'),
    hasText: origin.text !== undefined,
    bytes: undefined,
  };
}

export const cardOf = (spec: string, run: SavedRun): RunCard => ({
  spec,
  text: run.origin.text,
  entry: entryOf(run),
});

export const originOf = ({ text, entry }: RunCard): RunOrigin => ({
  id: entry.id,
  text,
  startedAt: entry.startedAt,
  version: entry.version,
  changes: entry.changes,
  forkOf: entry.forkOf,
});

export const marksOf = ({ entry: { name, kept } }: RunCard): RunMarks => ({ name, kept });

export const withMarks = (card: RunCard, { name, kept }: RunMarks): RunCard => ({
  ...card,
  entry: { ...card.entry, name, kept },
});

/**
 * Reads a card that was written as JSON. A run that was live then has ended with its window.
 * @throws TypeError on a field that is not as `RunCard` has it
 */
export function readCard(value: unknown): RunCard {
  const record = new RecordReader(value);
  const entry = readEntry(record.group('entry'));
  return {
    spec: record.text('spec'),
    text: record.optional('text', (key) => record.text(key)),
    entry: isLive(entry.status) ? { ...entry, status: 'interrupted' } : entry,
  };
}

function readEntry(record: RecordReader): RunEntry {
  const number = (key: string): number => record.number(key);
  const text = (key: string): string => record.text(key);
  return {
    id: text('id'),
    number: number('number'),
    name: record.optional('name', text),
    kept: record.boolean('kept'),
    startedAt: number('startedAt'),
    endedAt: record.optional('endedAt', number),
    version: record.optional('version', text),
    changes: record.optional('changes', (key) => {
      const changes = record.group(key);
      return { from: changes.number('from'), text: changes.text('text') };
    }),
    forkOf: record.optional('forkOf', text),
    seed: number('seed'),
    status: record.oneOf('status', ['starting', 'running', 'paused', ...END_REASONS]),
    message: record.optional('message', text),
    backend: record.optional('backend', (key) => record.oneOf(key, BACKEND_NAMES)),
    path: record.optional('path', (key) => record.oneOf(key, TRAINING_PATHS)),
    step: number('step'),
    steps: number('steps'),
    frameCount: number('frameCount'),
    finalLoss: record.optional('finalLoss', number),
    lastLoss: record.optional('lastLoss', number),
    worstResidual: record.optional('worstResidual', number),
    hasText: record.boolean('hasText'),
    bytes: undefined,
  };
}
