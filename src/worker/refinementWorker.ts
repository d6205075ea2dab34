import { parentPort, workerData } from 'node:worker_threads';
import { EXPERIMENT_FIELDS } from '../continuum/experimentFields.js';
import { OFFSETS } from '../continuum/offsets.js';
import { refineInPieces } from '../continuum/refinement.js';
import type { RefinementPlace } from '../protocol/refinement.js';
import type { RefinementEvent } from './refinementClient.js';

/** Entry of the worker of one refinement experiment; it ends by itself. */
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');

/** Layers and neurons of the lattices. */
const SIZES = [16, 32, 64, 128, 256];
const HIGHEST_ORDER = 3;
/** Progress is told when it has grown by so much. */
const TOLD_PROGRESS = 0.02;

const post = (event: RefinementEvent): void => {
  port.postMessage(event);
};

// The client starts this file with nothing else.
const { offsets, fields } = workerData as RefinementPlace;
const pieces = refineInPieces(EXPERIMENT_FIELDS, {
  offsets: OFFSETS[offsets],
  fields,
  sizes: SIZES,
  order: HIGHEST_ORDER,
});
let told = 0;
for (;;) {
  const next = pieces.next();
  if (next.done === true) {
    const { rows, slopes } = next.value;
    post({
      type: 'done',
      rows: rows.map(({ neurons, widthSpacing, placeErrors }) => ({ neurons, widthSpacing, placeErrors })),
      slopes,
    });
    break;
  }
  if (next.value - told < TOLD_PROGRESS) continue;
  told = next.value;
  post({ type: 'progress', progress: told });
}
