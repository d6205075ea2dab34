import type { ComparedHue, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';

/** Dashes tell the runs beside the shown one apart; the colour of a line still says which quantity it is. */
export const COMPARED_DASHES: Readonly<Record<ComparedHue, readonly number[]>> = {
  0: [2, 2],
  1: [7, 2],
  2: [7, 2, 2, 2],
};

/** Share of the ink that a line of another run has. */
export const COMPARED_OPACITY = 0.65;

/** What a legend names beside the lines of the shown run. */
export type LegendNote =
  | { readonly kind: 'run'; readonly dash: readonly number[]; readonly text: string }
  | { readonly kind: 'band' | 'bar'; readonly text: string };

/**
 * The band of the ensemble and the runs that are laid over the shown one, for the legend.
 * @param hasBands whether the chart draws bands at all
 */
export function legendNotes({ ensemble, compared }: RunView, hasBands: boolean): LegendNote[] {
  const runs = ensemble?.members.length ?? 0;
  const notes: LegendNote[] =
    hasBands && runs > 1
      ? [{ kind: 'band', text: `mean ± standard error over ${formatCount(runs)} seeds` }]
      : [];
  return [
    ...notes,
    ...compared.map(({ name, hue }): LegendNote => ({
      kind: 'run',
      dash: COMPARED_DASHES[hue],
      text: name,
    })),
  ];
}
