import type { Dataset } from '../data/types.js';
import type { LiveParameters } from '../decomposition/runAnalysis.js';
import type { ParameterPlaces } from '../kernels/analysisPlan.js';
import type { TrainableNetwork, TrainablePlan } from '../network/types.js';
import type { TrainingPath } from '../run/result.js';
import type { Batch } from './batches.js';
import type { Float32LinkParameters } from './initialParameters.js';

/** What a run trains, and how. */
export interface EngineOptions {
  readonly network: TrainableNetwork;
  readonly data: Dataset;
  readonly training: TrainablePlan;
  readonly seed: number;
}

/** Takes the training steps of one run, in float32. Same options, same backend, same machine: the same bits. */
export interface TrainingEngine {
  readonly path: TrainingPath;
  /** The batch that the next step will use. */
  readonly batch: Batch;
  /**
   * Where θ lies, for kernels that read it in place without a copy, as it is after the step that was taken last. Undefined
   * where only `parameters` has it.
   */
  readonly places: ParameterPlaces | undefined;
  /** The same for networks of every kind: views of θ where it lies. */
  readonly live?: LiveParameters | undefined;
  /**
   * Takes one step.
   * @returns the mean loss of the batch before the step, float32; not finite when training has diverged
   */
  step(): number;
  /** θ as it is now, in order of m: copies that never change, the same object until the next step. */
  parameters(): readonly Float32LinkParameters[];
  /** Frees everything that it holds; the engine is of no use afterwards. */
  dispose(): void;
}
