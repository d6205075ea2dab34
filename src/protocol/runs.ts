import type { BackendName } from '../network/types.js';
import type { RunStatus, TrainingPath } from '../run/result.js';

/** A run of the library, without its numbers: a row of the table of runs. Plain data: it is kept on disk. */
export interface RunEntry {
  /** Of this run alone, over all windows. */
  readonly id: string;
  /** Counts the runs of its spec from 1. */
  readonly number: number;
  /** What it is called; undefined: `run 3`. */
  readonly name: string | undefined;
  /** It is not given up to make room for newer ones. */
  readonly kept: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Undefined while it goes on, and where it ended with its window. */
  readonly endedAt: number | undefined;
  /** Of the extension that trained it. */
  readonly version: string | undefined;
  /** What its spec has that another run's has not, in a few words: empty where nothing; undefined where there is none to compare with. */
  readonly changes: { readonly from: number; readonly text: string } | undefined;
  /** The run that it was forked from; undefined for one of the text in the editor. */
  readonly forkOf: string | undefined;
  readonly seed: number;
  readonly status: RunStatus;
  /** Why it ended; for some ends. */
  readonly message: string | undefined;
  readonly backend: BackendName | undefined;
  readonly path: TrainingPath | undefined;
  readonly step: number;
  readonly steps: number;
  readonly frameCount: number;
  /** Of the parameters at the end; undefined where it did not come to one, or it is not finite. */
  readonly finalLoss: number | undefined;
  /** In the last frame. */
  readonly lastLoss: number | undefined;
  /** Largest residual of the identity over its frames; undefined where it is defined for none. */
  readonly worstResidual: number | undefined;
  /** Its text is there, to be compared and opened again. */
  readonly hasText: boolean;
  /** On disk; undefined while it is not stored. */
  readonly bytes: number | undefined;
}

/** The runs of a spec, newest first, and what is stored of all specs together. */
export interface RunsView {
  readonly entries: readonly RunEntry[];
  /** Ids. */
  readonly latest: string | undefined;
  readonly shown: string | undefined;
  readonly compared: readonly string[];
  readonly storage: RunStorage;
  /** What could not be read or stored, in sentences. */
  readonly problems: readonly string[];
}

/** Of all specs that share the storage. */
export interface RunStorage {
  readonly bytes: number;
  readonly limitBytes: number;
  /** Runs that are not kept, and what they take. */
  readonly unkept: number;
  readonly unkeptBytes: number;
  /** Runs that are not kept and stay, for each spec. */
  readonly keep: number;
}

/** What a run is called. */
export const runName = ({ number, name }: Pick<RunEntry, 'number' | 'name'>): string =>
  name ?? `run ${number}`;

/** Characters that a name has at most. */
export const NAME_LENGTH = 60;
/** Runs beside the shown one that can be compared with it. */
export const MOST_COMPARED = 3;

/** What the panel asks of the host about runs; runs are named by their ids. */
export type RunsMessage =
  /** Look at a run; undefined: the latest. */
  | { readonly type: 'showRun'; readonly id: string | undefined }
  /** Lay these over the shown run, and no others. */
  | { readonly type: 'compareRuns'; readonly ids: readonly string[] }
  | { readonly type: 'keepRun'; readonly id: string; readonly kept: boolean }
  /** An empty name goes back to `run 3`. */
  | { readonly type: 'renameRun'; readonly id: string; readonly name: string }
  | { readonly type: 'deleteRun'; readonly id: string }
  | { readonly type: 'deleteUnkeptRuns' }
  /** In the editor for differences: another run on the left, this one on the right; undefined stands for the text as it is now. */
  | { readonly type: 'diffSpecs'; readonly left: string; readonly right: string | undefined }
  /** Its text as a new document. */
  | { readonly type: 'reopenSpec'; readonly id: string }
  /** Its text in place of the text in the editor. */
  | { readonly type: 'restoreSpec'; readonly id: string };

/** The message if it is one of ours, else undefined: a webview's messages are input. */
export function readRunsMessage(message: Readonly<Record<string, unknown>>): RunsMessage | undefined {
  const { type, id, ids, kept, name, left, right } = message;
  switch (type) {
    case 'deleteUnkeptRuns':
      return { type };
    case 'showRun':
      return id === undefined || isId(id) ? { type, id } : undefined;
    case 'deleteRun':
    case 'reopenSpec':
    case 'restoreSpec':
      return isId(id) ? { type, id } : undefined;
    case 'keepRun':
      return isId(id) && typeof kept === 'boolean' ? { type, id, kept } : undefined;
    case 'renameRun':
      return isId(id) && typeof name === 'string' ? { type, id, name } : undefined;
    case 'compareRuns':
      return Array.isArray(ids) && ids.length <= MOST_COMPARED && ids.every(isId) ? { type, ids } : undefined;
    case 'diffSpecs':
      return isId(left) && (right === undefined || isId(right)) ? { type, left, right } : undefined;
    default:
      return undefined;
  }
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
