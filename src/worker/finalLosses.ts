import type { DatasetLoss } from './datasetLoss.js';

/** The losses of the final parameters, still to be computed; undefined members never will be. */
export class FinalLosses {
  /**
   * @param training on all samples that are trained on
   * @param validation on those kept apart
   */
  constructor(
    private readonly training: DatasetLoss | undefined,
    private readonly validation: DatasetLoss | undefined,
  ) {}

  get done(): boolean {
    return (this.training?.done ?? true) && (this.validation?.done ?? true);
  }

  /** Does the next piece; what trains comes first. */
  advance(): void {
    if (this.training?.done === false) this.training.advance();
    else this.validation?.advance();
  }

  /** As far as they are done; undefined where a loss is not finite. */
  get values(): { readonly finalLoss: number | undefined; readonly finalValidationLoss: number | undefined } {
    return { finalLoss: this.training?.value, finalValidationLoss: this.validation?.value };
  }
}
