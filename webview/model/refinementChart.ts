import type { RefinementView } from '../../src/protocol/refinement.js';
import type { FigureTable } from './figureTable.js';
import { formatScientific } from './formatNumber.js';
import type { Line, Point } from './stepLines.js';

type DoneRefinement = Extract<RefinementView, { status: 'done' }>;

export const REFINED_ORDERS = ['order0', 'order1', 'order2', 'order3'] as const;
export type RefinedOrder = (typeof REFINED_ORDERS)[number];

/** Errors of the orders 0 … n together. */
export const REFINEMENT_LINES: Readonly<Record<RefinedOrder, Line>> = {
  order0: { symbol: 'n = 0', name: 'to order', hue: 'orange', dash: [2, 3], marker: 'triangle' },
  order1: { symbol: 'n = 1', name: 'to order', hue: 'blue', dash: [7, 4], marker: 'rect' },
  order2: { symbol: 'n = 2', name: 'to order', hue: 'green', dash: [7, 2, 2, 2], marker: 'rectRot' },
  order3: { symbol: 'n = 3', name: 'to order', hue: 'purple', dash: [], marker: 'circle' },
};

/** Where weights are, for a menu. */
export const OFFSET_TEXTS = {
  midLink: 'half way (1, 2; 1, 2)',
  paper: 'paper (1, 1; 1, 2)',
  presynaptic: 'where they see (1, 1; 1, 1)',
  postsynaptic: 'where they sum (0, 1; 0, 1)',
  generic: 'no special place',
} as const satisfies Readonly<Record<RefinementView['offsets'], string>>;

export const FIELD_TEXTS = {
  perTap: 'one a tap',
  one: 'one',
} as const satisfies Readonly<Record<RefinementView['fields'], string>>;

/** Points of an order in decades: log₁₀ of the spacing a_y and of the error. */
export const refinementPoints = ({ rows }: DoneRefinement, order: RefinedOrder): Point[] => {
  const n = REFINED_ORDERS.indexOf(order);
  return rows.map(({ widthSpacing, placeErrors }) => ({
    x: Math.log10(widthSpacing),
    y: Math.log10(placeErrors[n] ?? NaN),
  }));
};

/** A slope may be so far from n + 1: lattices are finite. */
const TOLERANCE = 0.1;

/** Whether every error falls as it must. */
const slopesHold = ({ slopes }: DoneRefinement): boolean =>
  slopes.every((slope, n) => Math.abs(slope - (n + 1)) <= TOLERANCE);

/** What came out, in a sentence. */
export function refinementResult(view: DoneRefinement): string {
  const slopes = view.slopes.map((slope) => slope.toFixed(2)).join(', ');
  const expected = view.slopes.map((_, n) => n + 1).join(', ');
  return slopesHold(view)
    ? `Slopes ${slopes}: they must be ${expected}, so every order is right.`
    : `Slopes ${slopes}, where ${expected} are expected: the expansion does not hold here.`;
}

export const refinementSummary = (view: RefinementView | undefined): string =>
  view?.status === 'done'
    ? `Chart of the error against the spacing on logarithmic axes, ${view.rows.length} lattices. ${refinementResult(view)}`
    : 'Chart of the error against the spacing: the experiment has not been run.';

/** One row a lattice, and the slopes. */
export function refinementTable(view: RefinementView | undefined): FigureTable {
  const columns = ['N', 'a_y', ...REFINED_ORDERS.map((_, n) => `to order ${n}`)];
  if (view?.status !== 'done') return { columns, rows: [], note: 'The experiment has not been run.' };
  return {
    columns,
    rows: [
      ...view.rows.map(({ neurons, widthSpacing, placeErrors }) => [
        String(neurons),
        formatScientific(widthSpacing),
        ...placeErrors.map(formatScientific),
      ]),
      ['slope', '', ...view.slopes.map((slope) => slope.toFixed(3))],
    ],
    note: 'Root mean square, over neurons that all lattices share, of what the densities lack of K_z + C + F.',
  };
}
