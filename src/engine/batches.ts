import { createRandom, permutation } from '../base/random.js';
import type { Dataset } from '../data/types.js';

/** Some samples, row-major: x is samples × inputs, y samples × outputs. */
export interface Batch {
  readonly samples: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Rows with fewer numbers are copied faster one by one than by a call. */
const SHORT_ROW = 64;

/** Copies row `row` of a matrix to the place of row `place` of another, both with `width` columns. */
function copyRow(from: Float32Array, row: number, to: Float32Array, place: number, width: number): void {
  if (width >= SHORT_ROW) {
    to.set(from.subarray(row * width, (row + 1) * width), place * width);
    return;
  }
  for (let i = 0; i < width; i++) to[place * width + i] = from[row * width + i]!;
}

function copySamples(data: Dataset, rows: ArrayLike<number>, x: Float32Array, y: Float32Array): void {
  for (let s = 0; s < rows.length; s++) {
    copyRow(data.x, rows[s]!, x, s, data.inputs);
    copyRow(data.y, rows[s]!, y, s, data.outputs);
  }
}

/** The rows of a data set with the given numbers, copied. */
export function selectSamples(data: Dataset, rows: ArrayLike<number>): Batch {
  const x = new Float32Array(rows.length * data.inputs);
  const y = new Float32Array(rows.length * data.outputs);
  copySamples(data, rows, x, y);
  return { samples: rows.length, x, y };
}

/**
 * The batches of a run, without end. The samples are visited in epochs, each a fresh seeded permutation of all of
 * them; batches are cut from the epochs laid end to end, so every batch is full and one may hold the end of an epoch
 * and the beginning of the next.
 */
export class BatchSequence {
  private readonly random;
  private order: Uint32Array;
  private position = 0;
  /** The samples of the current batch. */
  private readonly rows: Uint32Array;
  /** The current batch, once somebody has asked for it. */
  private present: Batch | undefined;

  constructor(
    private readonly data: Dataset,
    batchSize: number,
    seed: number,
  ) {
    this.random = createRandom(seed, 'batches');
    this.order = permutation(data.samples, this.random);
    this.rows = new Uint32Array(batchSize);
    this.advance();
  }

  get current(): Batch {
    return (this.present ??= selectSamples(this.data, this.rows));
  }

  /** Writes the current batch where it is needed: x samples × inputs, y samples × outputs. */
  copyCurrent(x: Float32Array, y: Float32Array): void {
    copySamples(this.data, this.rows, x, y);
  }

  advance(): void {
    for (let s = 0; s < this.rows.length; s++) {
      if (this.position === this.order.length) {
        this.order = permutation(this.data.samples, this.random);
        this.position = 0;
      }
      this.rows[s] = this.order[this.position++]!;
    }
    this.present = undefined;
  }
}
