import type { BiasRole } from '../../../src/decomposition/biasRole.js';
import type { ExportedRun } from '../../../src/export/exportedRun.js';
import type { RecordedRun } from '../../../src/run/analysisJson.js';
import { continuumRecord } from '../run/continuumRecords.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { makeFrame } from '../run/frames.js';
import { experiment, origin, recorded } from '../run/recordedRuns.js';
import { statisticsRecord } from '../run/statisticsRecords.js';

const BIASES: readonly BiasRole[] = ['free', 'none'];

/** Steps 0, 10, 20 of two layers; the layer without bias has no residual, at step 20 the other is at rest. */
export const FRAMES = [makeFrame(0, BIASES), makeFrame(10, BIASES), makeFrame(20, BIASES, true)];

/** A run with some of everything, its numbers all different. */
export const exportedRun = (run: Partial<RecordedRun> = {}): ExportedRun => ({
  experiment,
  recorded: recorded({
    frames: () => FRAMES,
    dynamics: [dynamicsRecord(0), dynamicsRecord(10)],
    statistics: [statisticsRecord(15)],
    continuum: [continuumRecord(10)],
    validation: {
      samples: 4,
      every: 10,
      gap: undefined,
      points: [
        { step: 0, loss: 0.1 + 0.2 },
        { step: 21, loss: 1 / 3 },
      ],
    },
    ...run,
  }),
  origin,
  findings: [],
});
