import { CompensatedSum } from '../base/compensatedSum.js';
import { LOSSES, type LossName } from '../base/loss.js';
import type { FloatArray } from './types.js';

/**
 * The mean over samples of ℓ of what comes out of a network. It keeps the views of single samples for as long as it is given
 * the same arrays, whose numbers may change.
 */
export class SampleLoss {
  private outputs: SampleRows | undefined;
  private targets: SampleRows | undefined;

  /** @param width N_M */
  constructor(
    private readonly loss: LossName,
    private readonly samples: number,
    private readonly width: number,
  ) {}

  /**
   * @param outputs samples × `outputRow`, of which the first N_M numbers of each row count
   * @param targets Y, samples × N_M
   */
  mean(outputs: FloatArray, outputRow: number, targets: FloatArray): number {
    if (this.outputs?.array !== outputs) this.outputs = this.rowsOf(outputs, outputRow);
    if (this.targets?.array !== targets) this.targets = this.rowsOf(targets, this.width);
    const { value } = LOSSES[this.loss];
    const sum = new CompensatedSum();
    for (let s = 0; s < this.samples; s++) sum.add(value(this.outputs.rows[s]!, this.targets.rows[s]!));
    return sum.value / this.samples;
  }

  private rowsOf(array: FloatArray, row: number): SampleRows {
    const rows = Array.from({ length: this.samples }, (_, s) =>
      array.subarray(s * row, s * row + this.width),
    );
    return { array, rows };
  }
}

interface SampleRows {
  readonly array: FloatArray;
  readonly rows: readonly FloatArray[];
}
