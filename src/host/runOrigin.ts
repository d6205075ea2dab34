import { randomUUID } from 'node:crypto';

/** Where a run comes from, fixed when it begins. Plain data: it is kept on disk with the run. */
export interface RunOrigin {
  /** Of this run alone, over all windows. */
  readonly id: string;
  /** The spec that was trained, as it was in the editor; undefined for a run stored by a version that did not keep it. */
  readonly text: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
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

/** The origin of a run that is about to start. */
export const originOfNewRun = (text: string, forkOf?: string): RunOrigin => ({
  id: randomUUID(),
  text,
  startedAt: Date.now(),
  forkOf,
});
