import type { Experiment } from '../network/types.js';
import { ContinuumRecorder } from './continuumRecorder.js';
import { DynamicsRecorder } from './dynamicsRecorder.js';
import { StatisticsRecorder } from './statisticsRecorder.js';

/** What records the physics of some steps beside their decomposition. */
export interface Recorders {
  readonly statistics: StatisticsRecorder;
  readonly dynamics: DynamicsRecorder;
  readonly continuum: ContinuumRecorder;
}

/**
 * The recorders of a run. They are a fifth of the worker's code and wanted once the first step is taken, so they stand in a file
 * of their own that is read while the backend starts.
 * @param samples that are trained on
 */
export const createRecorders = (experiment: Experiment, samples: number): Recorders => ({
  statistics: new StatisticsRecorder(experiment, samples),
  dynamics: new DynamicsRecorder(experiment),
  continuum: new ContinuumRecorder(experiment),
});
