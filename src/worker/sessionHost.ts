import type { StartedBackend } from '../engine/backend.js';
import type { Experiment } from '../network/types.js';
import type { WasmModules } from '../protocol/worker.js';
import type { Post } from './outbox.js';
import type { createRecorders } from './recorders.js';

/** What a session needs of the worker that it runs in. */
export interface SessionHost {
  readonly post: Post;
  /** Milliseconds, from a clock that does not go back. */
  readonly now: () => number;
  /** Runs a task after the messages that have arrived by now. */
  readonly defer: (task: () => void) => void;
  /** Bytes of memory that a run may take; undefined where that is not known. */
  readonly memory?: number;
  /** Loads recorders.ts, which stands in a file of its own. */
  readonly loadRecorders: () => Promise<{ readonly createRecorders: typeof createRecorders }>;
  readonly startBackend: (run: Experiment, wasm: WasmModules) => Promise<StartedBackend>;
}
