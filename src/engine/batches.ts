import { createRandom, permutation } from '../base/random.js';
import type { Dataset } from '../data/types.js';

/** Some samples, row-major: x is samples × inputs, y samples × outputs. */
export interface Batch {
  readonly samples: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** The rows of a data set with the given numbers, copied. */
export function selectSamples(data: Dataset, rows: ArrayLike<number>): Batch {
  const x = new Float32Array(rows.length * data.inputs);
  const y = new Float32Array(rows.length * data.outputs);
  for (let s = 0; s < rows.length; s++) {
    const row = rows[s]!;
    x.set(data.x.subarray(row * data.inputs, (row + 1) * data.inputs), s * data.inputs);
    y.set(data.y.subarray(row * data.outputs, (row + 1) * data.outputs), s * data.outputs);
  }
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
  private present: Batch;

  constructor(
    private readonly data: Dataset,
    private readonly batchSize: number,
    seed: number,
  ) {
    this.random = createRandom(seed, 'batches');
    this.order = permutation(data.samples, this.random);
    this.present = this.draw();
  }

  get current(): Batch {
    return this.present;
  }

  advance(): void {
    this.present = this.draw();
  }

  private draw(): Batch {
    const rows = new Uint32Array(this.batchSize);
    for (let s = 0; s < rows.length; s++) {
      if (this.position === this.order.length) {
        this.order = permutation(this.data.samples, this.random);
        this.position = 0;
      }
      rows[s] = this.order[this.position++]!;
    }
    return selectSamples(this.data, rows);
  }
}
