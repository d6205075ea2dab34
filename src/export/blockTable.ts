import type { BlockContinuum } from '../continuum/types.js';
import { medianRoughness } from '../run/continuumText.js';
import type { ExportedRun } from './exportedRun.js';
import { keyColumn, quantityColumn, STEP_COLUMN, type Cell, type Table } from './table.js';

const NUMBERS: Readonly<Record<string, (block: BlockContinuum) => number | undefined>> = {
  medianLinear: ({ validity }) => validity.medianLinear,
  medianCubic: ({ validity }) => validity.medianCubic,
  weightRoughness: ({ validity }) => medianRoughness(validity.weightRoughness),
  hiddenRoughness: ({ validity }) => medianRoughness(validity.hiddenRoughness),
};

const COLUMNS = [
  STEP_COLUMN,
  keyColumn('start', 'count', 'First layer of the block.'),
  keyColumn('length', 'count', 'Layers in the block.'),
  keyColumn('period', 'count', 'After how many layers it repeats.'),
  ...Object.keys(NUMBERS).map((id) => quantityColumn(id)),
  { ...quantityColumn('verdict'), kind: 'text' as const },
];

/** One row a record of the continuum limit and block of equal layers: whether it may be read as a continuum. */
export function blockTable({ recorded }: ExportedRun): Table {
  return { columns: COLUMNS, rows };

  function* rows(): Generator<readonly Cell[]> {
    for (const { step, blocks } of recorded.continuum) {
      for (const block of blocks) {
        const { start, length, period, validity } = block;
        const numbers = Object.values(NUMBERS).map((read) => read(block));
        yield [step, start, length, period, ...numbers, validity.verdict];
      }
    }
  }
}
