import { formatCount } from '../../src/run/format.js';
import { allControlled, numberOf, orNone } from './continuumFacts.js';
import type { DepthLine, DepthValues } from './depthLines.js';
import { layerCell, type RecordCell } from './recordCell.js';
import type { ContinuumBlock, ContinuumStep } from './records.js';

export const ORDER_KEYS = ['lattice', 'order0', 'order1', 'order2'] as const;
export type OrderKey = (typeof ORDER_KEYS)[number];

/** The lattice and what the expansion makes of it. */
export const ORDER_LINES: Readonly<Record<OrderKey, DepthLine>> = {
  lattice: { symbol: 'L_m', name: 'lattice', hue: 'foreground', dash: [], marker: 'circle', at: 'layer' },
  order0: {
    symbol: 'L^{[0]}',
    name: 'order 0',
    hue: 'orange',
    dash: [2, 3],
    marker: 'triangle',
    at: 'layer',
  },
  order1: { symbol: 'L^{[1]}', name: 'order 1', hue: 'blue', dash: [7, 4], marker: 'rect', at: 'layer' },
  order2: {
    symbol: 'L^{[2]}',
    name: 'order 2',
    hue: 'green',
    dash: [7, 2, 2, 2],
    marker: 'rectRot',
    at: 'layer',
  },
};

type Terms = Readonly<Record<'weightKinetic' | 'neuronKinetic' | 'coupling' | 'fluxSquared', number>>;

const sumOf = ({ weightKinetic, neuronKinetic, coupling, fluxSquared }: Terms): number =>
  weightKinetic + neuronKinetic + coupling + fluxSquared;

/** A layer of a block: the lattice, and by order n the expansion to it less the lattice. */
export interface LayerOrders {
  readonly m: number;
  readonly lattice: number;
  /** Undefined near the ends of a block. */
  readonly errors: readonly (number | undefined)[];
  /** ‖f^[n] − f‖ ÷ ‖f‖ of the highest order; undefined of local blocks. */
  readonly fluxError: number | undefined;
  /** Of local blocks. */
  readonly staggering: number | undefined;
  readonly atEnd: boolean;
}

/** The layers of a block; none where it has no expansion. */
export function layerOrders({ start, approximation }: ContinuumBlock): LayerOrders[] {
  if (!approximation) return [];
  if (approximation.kind === 'local') {
    return approximation.links.map(({ lattice, errors, staggering, atEnd }, i) => ({
      m: start + i,
      lattice: sumOf(lattice),
      errors,
      fluxError: undefined,
      staggering: numberOf(staggering),
      atEnd,
    }));
  }
  return approximation.links.map(({ lattice, orders }, i) => ({
    m: start + i,
    lattice: sumOf(lattice),
    errors: orders.map((order) => numberOf(order?.error)),
    fluxError: numberOf(orders.at(-1)?.fluxError),
    staggering: undefined,
    atEnd: orders.some((order) => !order),
  }));
}

/** By layer of the network; layers in no block have no value. */
export function orderValues({ blocks }: ContinuumStep): DepthValues<OrderKey> {
  const count = Math.max(0, ...blocks.map(({ start, length }) => start + length));
  const list = (): (number | undefined)[] => Array.from({ length: count }, () => undefined);
  const values = { lattice: list(), order0: list(), order1: list(), order2: list() };
  for (const { m, lattice, errors } of blocks.flatMap(layerOrders)) {
    values.lattice[m] = lattice;
    (['order0', 'order1', 'order2'] as const).forEach((key, n) => {
      const error = errors[n];
      values[key][m] = error === undefined ? undefined : lattice + error;
    });
  }
  return values;
}

/** Rows of the table of orders: layer, lattice, errors of three orders, ‖f^[n] − f‖ ÷ ‖f‖, s. */
export const orderRows = ({ blocks }: ContinuumStep): RecordCell[][] =>
  blocks
    .flatMap(layerOrders)
    .map(({ m, lattice, errors, fluxError, staggering, atEnd }) => [
      layerCell(m, `${m}${atEnd ? ', near an end' : ''}`),
      orNone(lattice),
      ...[0, 1, 2].map((n) => orNone(errors[n])),
      orNone(fluxError),
      orNone(staggering),
    ]);

/** The chart of the orders in words. */
export function summarizeOrders(record: ContinuumStep | undefined): string {
  const layers = record?.blocks.flatMap(layerOrders) ?? [];
  if (record === undefined || layers.length === 0) {
    return 'Chart of the lattice and its expansion along depth: there is no expansion.';
  }
  const worst = (n: number): string => {
    const ratios = layers.flatMap(({ lattice, errors }) => {
      const error = errors[n];
      return error === undefined || lattice === 0 ? [] : [Math.abs(error / lattice)];
    });
    return ratios.length === 0 ? 'undefined' : orNone(Math.max(...ratios));
  };
  return (
    `Chart of the lattice and its expansion in ${formatCount(layers.length)} layers at step ${formatCount(record.step)}: ` +
    `largest relative errors ${worst(0)}, ${worst(1)} and ${worst(2)} at orders 0, 1 and 2` +
    (allControlled(record) ? '.' : '; not controlled, so small errors are no evidence of a continuum.')
  );
}
