import { biasRole, type BiasRole } from '../decomposition/biasRole.js';
import type { LinkStructure } from '../decomposition/types.js';
import {
  frameColumnOffset,
  frameWidth,
  layerColumnOffset,
  unpackFrame,
  type Frame,
  type FrameColumn,
  type LayerColumn,
} from './frame.js';
import type { StepExtent } from './stepRange.js';

/**
 * Bytes that one run's frames may take; later frames are dropped and `droppedFrames` says how many. 256 MiB hold
 * about 170 000 frames of 24 links.
 */
const RUN_STORE_LIMIT_BYTES = 256 * 2 ** 20;

/** All frames of a run, packed in float64, in order of step. Append-only. */
export class RunStore {
  private readonly width: number;
  private values: Float64Array;
  private length = 0;
  private dropped = 0;

  /**
   * @param biases per link
   * @param limitBytes see RUN_STORE_LIMIT_BYTES
   */
  constructor(
    readonly biases: readonly BiasRole[],
    private readonly limitBytes = RUN_STORE_LIMIT_BYTES,
  ) {
    this.width = frameWidth(biases.length);
    this.values = new Float64Array(this.width * 64);
  }

  /** An empty store for the frames of these links. */
  static of(links: readonly LinkStructure[]): RunStore {
    return new RunStore(links.map(biasRole));
  }

  get frameCount(): number {
    return this.length;
  }

  /** Frames that came after the store was full. */
  get droppedFrames(): number {
    return this.dropped;
  }

  /** The packed frames, `frameCount` × frameWidth numbers; a view, valid until the next append. */
  get packed(): Float64Array {
    return this.values.subarray(0, this.length * this.width);
  }

  /**
   * Appends packed frames.
   * @throws RangeError when the block is not a whole number of frames
   */
  append(block: Float64Array): void {
    if (block.length % this.width !== 0) {
      throw new RangeError(`a block of ${block.length} numbers is not made of frames of ${this.width}`);
    }
    const capacity = Math.floor(this.limitBytes / (8 * this.width));
    const kept = Math.min(block.length / this.width, capacity - this.length);
    this.dropped += block.length / this.width - kept;
    if (kept === 0) return;
    const needed = (this.length + kept) * this.width;
    if (needed > this.values.length) {
      const grown = new Float64Array(
        Math.min(Math.max(needed, this.values.length * 2), capacity * this.width),
      );
      grown.set(this.packed);
      this.values = grown;
    }
    this.values.set(block.subarray(0, kept * this.width), this.length * this.width);
    this.length += kept;
  }

  /** Frame number `index`, or undefined outside 0 … frameCount−1. */
  frameAt(index: number): Frame | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) return undefined;
    return unpackFrame(this.values, index * this.width, this.biases);
  }

  /** All frames in order of step. */
  *frames(): Generator<Frame> {
    for (let index = 0; index < this.length; index++) {
      yield unpackFrame(this.values, index * this.width, this.biases);
    }
  }

  /** One column of the frames from index `from` up to, without, `to`, as a copy; of all frames by default. */
  column(column: FrameColumn, from = 0, to = this.length): Float64Array {
    return this.stride(frameColumnOffset(column), from, to);
  }

  /** The same of a column of link m. */
  layerColumn(m: number, column: LayerColumn, from = 0, to = this.length): Float64Array {
    return this.stride(layerColumnOffset(m, column), from, to);
  }

  /** The steps of its first and its last frame; undefined where there is none. */
  get extent(): StepExtent | undefined {
    const first = this.stepAt(0);
    const last = this.stepAt(this.length - 1);
    return first === undefined || last === undefined ? undefined : { first, last };
  }

  /** Indices `from` up to, without, `to` of the frames of these steps; of all frames where undefined. */
  framesBetween(extent: StepExtent | undefined): { readonly from: number; readonly to: number } {
    if (extent === undefined) return { from: 0, to: this.length };
    return { from: this.indexFrom(extent.first), to: this.indexFrom(extent.last + 1) };
  }

  /** Largest of the finite numbers of a column; undefined where there is none. */
  largest(column: FrameColumn): number | undefined {
    const offset = frameColumnOffset(column);
    let largest = -Infinity;
    for (let i = 0; i < this.length; i++) {
      const value = this.values[i * this.width + offset]!;
      if (Number.isFinite(value) && value > largest) largest = value;
    }
    return largest === -Infinity ? undefined : largest;
  }

  stepAt(index: number): number | undefined {
    return index >= 0 && index < this.length ? this.values[index * this.width] : undefined;
  }

  /** Index of the recorded frame whose step is nearest to `step`; undefined when there is none. */
  indexNearest(step: number): number | undefined {
    if (this.length === 0) return undefined;
    const after = Math.min(this.indexFrom(step), this.length - 1);
    const before = after - 1;
    return before >= 0 && step - this.stepAt(before)! <= this.stepAt(after)! - step ? before : after;
  }

  /** Index of the first frame of this step or a later one; `frameCount` where there is none. */
  private indexFrom(step: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stepAt(middle)! < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private stride(offset: number, from: number, to: number): Float64Array {
    const column = new Float64Array(Math.max(0, to - from));
    for (let i = 0; i < column.length; i++) column[i] = this.values[(from + i) * this.width + offset]!;
    return column;
  }
}
