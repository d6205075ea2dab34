import { formatCount, formatValue } from '../run/format.js';

const CLEAR_LINE = '\r\u001b[2K';

/** One line on a terminal that says how far a run is, written over itself. */
export class ProgressLine {
  private shown = false;

  /** @param label what comes first, e.g. which run it is */
  constructor(
    private readonly write: (text: string) => void,
    private readonly label = '',
  ) {}

  update(step: number, steps: number, loss: number | undefined, stepsPerSecond: number | undefined): void {
    const parts = [
      `step ${formatCount(step)} of ${formatCount(steps)} (${Math.floor((100 * step) / steps)} %)`,
    ];
    if (loss !== undefined) parts.push(`batch loss ${formatValue(loss)}`);
    if (stepsPerSecond !== undefined) parts.push(`${formatCount(stepsPerSecond)} steps/s`);
    this.write(CLEAR_LINE + this.label + parts.join('  '));
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.write(CLEAR_LINE);
    this.shown = false;
  }
}
