import type { MovingAverage } from './movingAverage.js';
import type { Tensor } from './tensorStore.js';

/** Scale g and shift β of a norm on the backend, one number a channel. */
export interface NormTensors {
  readonly scale: Tensor;
  readonly shift: Tensor;
  /** Of a batchNorm. */
  readonly moving: MovingAverage | undefined;
}

/** The parameters of a link on the backend: the counterpart of `LinkParameters`. */
export interface LinkTensors {
  /** W^(m) as a matrix: its last axis, the outputs, and all others. */
  readonly weights: Tensor;
  readonly bias: Tensor | undefined;
  readonly norm?: NormTensors | undefined;
  readonly operations?: readonly (NormTensors | undefined)[] | undefined;
  readonly operationsOut?: readonly (NormTensors | undefined)[] | undefined;
}
