import { BATCH_NORM_MOMENTUM, type MovingStatistics } from '../network/parameterLayout.js';

/** The moving mean and variance of a batchNorm. */
export class MovingAverage {
  private current: MovingStatistics<Float32Array>;

  constructor(channels: number) {
    this.current = { mean: new Float32Array(channels), variance: new Float32Array(channels).fill(1) };
  }

  /** As they are now: arrays that never change. */
  get statistics(): MovingStatistics<Float32Array> {
    return this.current;
  }

  /** Takes up the mean and variance of a batch, one number a channel. */
  takeUp(mean: ArrayLike<number>, variance: ArrayLike<number>): void {
    const follow = (moving: Float32Array, batch: ArrayLike<number>): Float32Array =>
      moving.map((value, c) => BATCH_NORM_MOMENTUM * value + (1 - BATCH_NORM_MOMENTUM) * batch[c]!);
    this.current = {
      mean: follow(this.current.mean, mean),
      variance: follow(this.current.variance, variance),
    };
  }
}
