import { randomUUID } from 'node:crypto';
import type { RunEntry } from '../protocol/runs.js';
import { describeChanges } from '../spec/specChanges.js';

/** Where a run comes from, fixed when it begins. Plain data: it is kept on disk with the run. */
export interface RunOrigin {
  /** Of this run alone, over all windows. */
  readonly id: string;
  /** The spec that was trained, as it was in the editor; undefined for a run stored by a version that did not keep it. */
  readonly text: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Of the extension. */
  readonly version: string | undefined;
  /** What its text has that the text of an earlier run has not; undefined where there is none to compare with. */
  readonly changes: RunEntry['changes'];
  /** The run that it was forked from, by its id; undefined for one of the text in the editor. */
  readonly forkOf: string | undefined;
}

/** What a person says of a run, at any time. */
export interface RunMarks {
  /** Undefined: it is called by its number. */
  readonly name: string | undefined;
  /** It is not given up to make room for newer ones. */
  readonly kept: boolean;
}

export const NO_MARKS: RunMarks = { name: undefined, kept: false };

/** A run that a new one is compared with. */
export interface EarlierText {
  readonly number: number;
  readonly text: string | undefined;
}

/** The origin of a run of `text` that is about to start. */
export function originOfNewRun(
  text: string,
  {
    version,
    earlier,
    forkOf,
  }: {
    readonly version: string | undefined;
    readonly earlier: EarlierText | undefined;
    readonly forkOf: string | undefined;
  },
): RunOrigin {
  const changes = earlier?.text === undefined ? undefined : describeChanges(earlier.text, text);
  return {
    id: randomUUID(),
    text,
    startedAt: Date.now(),
    version,
    changes:
      changes === undefined || earlier === undefined ? undefined : { from: earlier.number, text: changes },
    forkOf,
  };
}
