import type { SymmetryView } from '../../src/protocol/panel.js';

/** A verdict that stands above the sentence already. */
const SAID_ABOVE = /^(?:Depth-symmetric|Depth symmetry is not defined here): (.)/;

/** The verdict's sentence below its heading: not said twice, and with its formulas on one line. */
export function summaryText({ summary }: SymmetryView): string {
  return summary
    .replace(SAID_ABOVE, (_, first: string) => first.toUpperCase())
    .replace(/m → m \+ (?=\d)/g, (formula) => formula.replaceAll(' ', '\u00a0'));
}
