import { FRAME_COLUMNS, frameWidth, LAYER_COLUMNS, type FrameColumn } from './frame.js';

/** Mean over the runs and its standard error; undefined where the quantity is in one of the runs. */
export interface Estimate {
  readonly mean: number | undefined;
  /** √(variance / n), variance with n − 1; undefined for one run. */
  readonly standardError: number | undefined;
}

type FrameQuantity = Exclude<FrameColumn, 'step'>;
type LayerQuantity = (typeof LAYER_COLUMNS)[number];
type Estimates<K extends string> = Readonly<Partial<Record<K, Estimate>>>;

/** All quantities of the frames of one step. Plain data. */
export interface EnsembleFrame {
  readonly step: number;
  /** Runs that had a frame of this step: those that diverged before it are missing, so the mean is one of survivors. */
  readonly runs: number;
  readonly quantities: Estimates<FrameQuantity>;
  readonly layers: readonly Estimates<LayerQuantity>[];
}

/** Of one quantity of the frame, over the steps. */
export interface EnsembleCurve {
  readonly steps: Float64Array;
  readonly means: Float64Array;
  /** NaN where there is none. */
  readonly standardErrors: Float64Array;
}

/**
 * Mean and standard error over runs of every number of their frames, gathered run by run (Welford 1962) and step by step:
 * the memory is that of two runs, whatever their number. Only steps of the plan count: a frame that was asked for by hand is
 * of one run alone.
 */
export class FrameEnsemble {
  private readonly width: number;
  /** By slot, step / every. */
  private counts: number[] = [];
  private means = new Float64Array(0);
  private squares = new Float64Array(0);

  /**
   * @param links of the network
   * @param every steps between two frames
   */
  constructor(
    private readonly links: number,
    private readonly every: number,
  ) {
    this.width = frameWidth(links);
  }

  /** Frames up to the last step of any run. */
  get frameCount(): number {
    return this.counts.length;
  }

  /**
   * Adds a run.
   * @param packed its frames, in order of step
   * @throws RangeError when they are not a whole number of frames
   */
  add(packed: Float64Array): void {
    if (packed.length % this.width !== 0) {
      throw new RangeError(`a run of ${packed.length} numbers is not made of frames of ${this.width}`);
    }
    for (let start = 0; start < packed.length; start += this.width) {
      const slot = packed[start]! / this.every;
      if (Number.isInteger(slot)) this.addFrame(slot, packed.subarray(start, start + this.width));
    }
  }

  /** Of the frames of step index · every; undefined where no run has one. */
  frameAt(index: number): EnsembleFrame | undefined {
    const runs = this.counts[index];
    if (runs === undefined || runs === 0) return undefined;
    const estimate = (column: number): Estimate => this.estimate(index, column);
    const quantities: Partial<Record<FrameQuantity, Estimate>> = {};
    for (const [i, name] of FRAME_COLUMNS.entries()) if (name !== 'step') quantities[name] = estimate(i);
    const layers = Array.from({ length: this.links }, (_, m) => {
      const start = FRAME_COLUMNS.length + m * LAYER_COLUMNS.length;
      const layer: Partial<Record<LayerQuantity, Estimate>> = {};
      for (const [i, name] of LAYER_COLUMNS.entries()) layer[name] = estimate(start + i);
      return layer;
    });
    return { step: index * this.every, runs, quantities, layers };
  }

  *frames(): Generator<EnsembleFrame> {
    for (let index = 0; index < this.frameCount; index++) {
      const frame = this.frameAt(index);
      if (frame !== undefined) yield frame;
    }
  }

  curve(column: FrameQuantity): EnsembleCurve {
    const at = FRAME_COLUMNS.indexOf(column);
    const estimates = this.counts.map((_, index) => this.estimate(index, at));
    return {
      steps: Float64Array.from(estimates, (_, index) => index * this.every),
      means: Float64Array.from(estimates, ({ mean }) => mean ?? NaN),
      standardErrors: Float64Array.from(estimates, ({ standardError }) => standardError ?? NaN),
    };
  }

  /** NaN, a quantity that a run does not have, makes mean and error NaN for good. */
  private addFrame(slot: number, frame: Float64Array): void {
    this.reserve(slot + 1);
    const runs = this.counts[slot]! + 1;
    this.counts[slot] = runs;
    const start = slot * this.width;
    for (let i = 0; i < this.width; i++) {
      const difference = frame[i]! - this.means[start + i]!;
      this.means[start + i]! += difference / runs;
      this.squares[start + i]! += difference * (frame[i]! - this.means[start + i]!);
    }
  }

  private reserve(slots: number): void {
    while (this.counts.length < slots) this.counts.push(0);
    if (this.means.length >= slots * this.width) return;
    const length = Math.max(slots, 2 * (this.means.length / this.width)) * this.width;
    const [means, squares] = [new Float64Array(length), new Float64Array(length)];
    means.set(this.means);
    squares.set(this.squares);
    this.means = means;
    this.squares = squares;
  }

  private estimate(index: number, column: number): Estimate {
    const runs = this.counts[index]!;
    const at = index * this.width + column;
    const variance = this.squares[at]! / (runs - 1);
    return {
      mean: defined(this.means[at]!),
      standardError: runs < 2 ? undefined : defined(Math.sqrt(variance / runs)),
    };
  }
}

const defined = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
