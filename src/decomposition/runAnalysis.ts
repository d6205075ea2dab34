import type { ParameterPlaces } from '../kernels/analysisPlan.js';
import type { KernelHeap } from '../kernels/kernelHeap.js';
import type { Decomposition, FloatArray, ParameterSnapshot } from './types.js';

/** Some samples, row-major. Told apart by the identity of their arrays, which must not change. */
export interface Samples {
  readonly samples: number;
  /** X, samples × N_0 */
  readonly x: FloatArray;
  /** Y, samples × N_M */
  readonly y: FloatArray;
}

/** Where the parameters of a run are found, as they are after the step taken last. */
export interface ParameterSource<A extends FloatArray = FloatArray> {
  /** Copies that never change; the same object until the next step. */
  parameters(): ParameterSnapshot<A>;
  /** Where they lie, for kernels; undefined where only `parameters` has them. */
  readonly places: ParameterPlaces | undefined;
  /** Those of a network that is no chain of the kernels; undefined where there is nothing but `parameters`. */
  readonly live?: LiveParameters | undefined;
}

/** Parameters of any network where training has them, without a copy. */
export interface LiveParameters {
  readonly heap: KernelHeap;
  /** Views of that heap, of the parameters as they are now: good until the next step, or until the heap grows. */
  readonly views: () => ParameterSnapshot<Float32Array>;
}

/** Decomposes steps of a run while it takes them. Steps may be left out. */
export interface RunAnalysis {
  /**
   * Takes up the state before step k.
   * @param samples with which the step is seen: X_k and Y_k
   */
  before(step: number, samples: Samples): void;
  /**
   * The decomposition of step k, which has been taken since `before`.
   * @param samples X_(k+1) of streaming mode; in the other modes those given before
   */
  after(step: number, samples: Samples): Decomposition;
}
