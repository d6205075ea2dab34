import type { DatasetLoss } from './datasetLoss.js';

/** The validation loss of the parameters before a step. */
export interface Validation {
  readonly step: number;
  readonly loss: DatasetLoss;
}

/** Validations that have been asked for and are computed in pieces, in their order. */
export class Validations {
  private readonly waiting: Validation[] = [];

  /** @param tell called with every loss that is finite */
  constructor(private readonly tell: (step: number, loss: number) => void) {}

  get pending(): boolean {
    return this.waiting.length > 0;
  }

  add(validation: Validation): void {
    this.waiting.push(validation);
  }

  /** Does the next piece of the first. */
  advance(): void {
    const [first] = this.waiting;
    if (first === undefined) return;
    const { step, loss } = first;
    if (!loss.done) loss.advance();
    if (!loss.done) return;
    this.waiting.shift();
    if (loss.value !== undefined) this.tell(step, loss.value);
  }
}
