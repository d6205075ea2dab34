import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/result.js';
import type { RefinementPlace, RefinementView } from '../protocol/refinement.js';

type Done = Extract<RefinementView, { status: 'done' }>;

/** What the worker of an experiment tells. */
export type RefinementEvent =
  | { readonly type: 'progress'; /** 0 to 1. */ readonly progress: number }
  | ({ readonly type: 'done' } & Pick<Done, 'rows' | 'slopes'>);

/** An experiment in a worker of its own. */
export interface RefinementClient {
  /** Ends it at once, without another word from it. */
  dispose(): void;
}

/**
 * Runs the refinement experiment in a worker thread, so that nobody waits for it.
 * @param workerFile the built worker, dist/refinement.js
 * @param onView called with what there is to show, until it is done or has failed
 */
export function startRefinement(
  workerFile: string,
  { offsets, fields }: RefinementPlace,
  onView: (view: RefinementView) => void,
): RefinementClient {
  const place: RefinementPlace = { offsets, fields };
  const worker = new Worker(workerFile, { workerData: place });
  let live = true;
  const end = (view?: RefinementView): void => {
    if (!live) return;
    live = false;
    void worker.terminate();
    if (view !== undefined) onView(view);
  };
  worker.on('message', (event: RefinementEvent) => {
    if (!live) return;
    if (event.type === 'progress') onView({ status: 'running', ...place, progress: event.progress });
    else end({ status: 'done', ...place, rows: event.rows, slopes: event.slopes });
  });
  worker.on('error', (error) => {
    end({ status: 'failed', ...place, message: messageOf(error) });
  });
  worker.on('exit', (code) => {
    end({ status: 'failed', ...place, message: `its worker ended with code ${code}` });
  });
  return {
    dispose: () => {
      end();
    },
  };
}
