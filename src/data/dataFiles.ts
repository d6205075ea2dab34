import type { Result } from '../base/result.js';

/** Why a data file that a spec names cannot be used; the message says what to do. */
export interface DataFileProblem {
  readonly kind: 'missing' | 'outsideWorkspace' | 'tooLarge' | 'unreadable';
  readonly message: string;
}

/** Reads the text of a data file; `path` as it is written in the spec. Must not throw. */
export type ReadDataFile = (path: string) => Result<string, DataFileProblem>;
