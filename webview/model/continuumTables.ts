import { NOT_REPRODUCED, printedTerms } from '../../src/run/continuumText.js';
import { orNone } from './continuumFacts.js';
import { layerCell, type RecordCell } from './recordCell.js';
import type { ContinuumBlock, ContinuumStep } from './records.js';

type Row = readonly RecordCell[];

/** Neural-ODE form by layer: layer, form, lattice, relative difference. Empty where no block has one. */
export const neuralOdeRows = ({ blocks }: ContinuumStep): Row[] =>
  blocks.flatMap(({ start, approximation }) =>
    approximation?.kind !== 'depth'
      ? []
      : (approximation.neuralOde ?? []).flatMap((terms, i) =>
          terms
            ? [
                [
                  layerCell(start + i),
                  orNone(terms.density),
                  orNone(terms.lattice),
                  orNone(terms.lattice === 0 ? undefined : terms.density / terms.lattice - 1),
                ],
              ]
            : [],
        ),
  );

/** Moments of kernels by layer; numbers along several axes one after the other. Empty where no block has one. */
export const momentRows = ({ blocks }: ContinuumStep): Row[] =>
  blocks.flatMap(({ start, approximation }) =>
    approximation?.kind !== 'depth'
      ? []
      : (approximation.moments ?? []).map(({ gain, drift, diffusion }, i) => [
          layerCell(start + i),
          orNone(gain),
          drift.map(orNone).join(', '),
          diffusion.map((row, axis) => orNone(row[axis])).join(', '),
        ]),
  );

/** Sums over the layers of all local blocks of what the paper prints; nothing is summed over its terms. */
function printedSums(blocks: readonly ContinuumBlock[]): number[] | undefined {
  const details = blocks.flatMap(({ approximation }) =>
    approximation?.kind === 'local' ? approximation.links.flatMap((link) => link.details ?? []) : [],
  );
  if (details.length === 0) return undefined;
  return printedTerms('Eq. (10)').map((_, t) =>
    details.reduce((sum, { printed }) => sum + (printed[t] ?? 0), 0),
  );
}

/** The printed terms: term, equation, value, how its coefficient is known, remark. Empty where nothing is local. */
export function printedRows({ blocks, boundary }: ContinuumStep): Row[] {
  const rows = (equation: 'Eq. (9)' | 'Eq. (10)', values: readonly number[] | null | undefined): Row[] =>
    values
      ? printedTerms(equation).map(({ formula, reproduction, explanation }, t) => [
          { name: '', symbol: formula },
          equation,
          orNone(values[t]),
          reproduction,
          explanation,
        ])
      : [];
  return [...rows('Eq. (10)', printedSums(blocks)), ...rows('Eq. (9)', boundary?.printed)];
}

/** The input boundary of a local network: the leading terms of Eq. (9), and the lattice with its orders. Empty for others. */
export function boundaryRows({ boundary }: ContinuumStep): Row[] {
  if (!boundary) return [];
  const { leading, orders, lattice } = boundary;
  let sum = 0;
  return [
    [{ name: 'weights move', symbol: '2ẇ²X²' }, orNone(leading.weightMotion)],
    [{ name: 'data move', symbol: '2w²Ẋ²' }, orNone(leading.dataMotion)],
    [{ name: 'both', symbol: '4ẇẊwX' }, orNone(leading.cross)],
    [{ name: 'with the neurons', symbol: '−2ż(ẇX + wẊ)' }, orNone(leading.coupling)],
    ...orders.map(({ coupling, fluxSquared }, n): Row => {
      sum += coupling + fluxSquared;
      return [{ name: `complete, to order ${n}`, symbol: '' }, orNone(sum)];
    }),
    [{ name: 'lattice', symbol: 'C^(0) + F^(0)' }, orNone(lattice.coupling + lattice.fluxSquared)],
  ];
}

/** What could not be reproduced of the printed terms; empty where nothing is printed. */
export const notReproducedRows = (record: ContinuumStep): Row[] =>
  printedRows(record).length === 0 ? [] : NOT_REPRODUCED.map((text, i) => [String(i + 1), text]);

/** The complete density of one weight field by powers of the spacings, sums over the rings: a row a layer, and their sum. */
export function densityRows({ blocks }: ContinuumStep): Row[] {
  const layers = blocks.flatMap(({ start, approximation }) =>
    approximation?.kind !== 'local'
      ? []
      : approximation.links.flatMap(({ details }, i) =>
          details ? [{ m: start + i, ...details.parts }] : [],
        ),
  );
  if (layers.length === 0) return [];
  const parts = ['order0', 'order1x', 'order2x', 'order2y'] as const;
  return [
    ...layers.map((layer): Row => [layerCell(layer.m), ...parts.map((part) => orNone(layer[part]))]),
    ['together', ...parts.map((part) => orNone(layers.reduce((sum, layer) => sum + layer[part], 0)))],
  ];
}

const CONVENTIONS = { midLink: 'half way (1, 2; 1, 2)', paper: 'paper (1, 1; 1, 2)' } as const;
const FIELDS = { one: 'one', perTap: 'one a tap' } as const;

/** Local blocks as a whole under each convention: where weights are, fields, lattice, errors by order, orders seen. */
export const conventionRows = ({ blocks }: ContinuumStep): Row[] =>
  blocks.flatMap(({ approximation }) =>
    approximation?.kind !== 'local'
      ? []
      : (approximation.conventions ?? []).map(({ offsets, fields, lattice, errors, observedOrders }) => [
          CONVENTIONS[offsets],
          FIELDS[fields],
          orNone(lattice),
          ...[0, 1, 2].map((n) => orNone(errors[n])),
          observedOrders.map(orNone).join(', '),
        ]),
  );
