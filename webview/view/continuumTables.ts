import type { PanelView } from '../../src/protocol/panel.js';
import { blockRows } from '../model/continuumFacts.js';
import { orderRows } from '../model/continuumLines.js';
import {
  boundaryRows,
  conventionRows,
  densityRows,
  momentRows,
  neuralOdeRows,
  notReproducedRows,
  printedRows,
} from '../model/continuumTables.js';
import type { ContinuumStep } from '../model/records.js';
import { createRecordTable } from './recordTable.js';
import type { RecordCell } from '../model/recordCell.js';
import type { PanelContext } from './context.js';

const text = (head: string): { text: string; isNumber: boolean } => ({ text: head, isNumber: false });
const number = (head: string): { text: string; isNumber: boolean } => ({ text: head, isNumber: true });

/** The tables, each shown where it has a row. */
const TABLES: readonly {
  readonly title: string;
  readonly testId: string;
  readonly heads: readonly { readonly text: string; readonly isNumber: boolean }[];
  readonly rowsOf: (record: ContinuumStep) => readonly (readonly RecordCell[])[];
}[] = [
  {
    title: 'Blocks of equal layers',
    testId: 'continuum-blocks',
    heads: [
      text('block'),
      text('verdict'),
      number('V^{lin}'),
      number('V^{cub}'),
      number('κ_W'),
      number('κ_h'),
      number('s'),
      text('what that says'),
    ],
    rowsOf: blockRows,
  },
  {
    title: 'Expansion of the layers',
    testId: 'continuum-orders',
    heads: [
      text('layer'),
      number('L_m'),
      number('L^{[0]} − L_m'),
      number('L^{[1]} − L_m'),
      number('L^{[2]} − L_m'),
      number('‖f^{[2]} − f‖ ÷ ‖f‖'),
      number('s'),
    ],
    rowsOf: orderRows,
  },
  {
    title: 'Local blocks as a whole, by where weights are (α_x, β_x; α_y, β_y) and how many fields they make',
    testId: 'continuum-conventions',
    heads: [
      text('weights'),
      text('fields'),
      number('∑L_m'),
      number('∑L^{[0]} − ∑L_m'),
      number('∑L^{[1]} − ∑L_m'),
      number('∑L^{[2]} − ∑L_m'),
      number('observed orders'),
    ],
    rowsOf: conventionRows,
  },
  {
    title: 'Complete density of one weight field by powers of the spacings (parameter² per step²)',
    testId: 'continuum-densities',
    heads: [text('layer'), number('O(1)'), number('O(a_x)'), number('O(a_x²)'), number('O(a_y²)')],
    rowsOf: densityRows,
  },
  {
    title: 'Residual layers as a neural ODE',
    testId: 'continuum-ode',
    heads: [text('layer'), number('L_{ODE}'), number('L_m'), number('L_{ODE} ÷ L_m − 1')],
    rowsOf: neuralOdeRows,
  },
  {
    title: 'Moments of kernels (by axis)',
    testId: 'continuum-moments',
    heads: [text('layer'), number('‖μ_0‖'), number('‖μ_1‖'), number('½‖μ_2‖')],
    rowsOf: momentRows,
  },
  {
    title: 'Input boundary, Eq. (9)',
    testId: 'continuum-boundary',
    heads: [text('term'), number('parameter² per step²')],
    rowsOf: boundaryRows,
  },
  {
    title: 'Terms as the paper prints them: representative, not summable',
    testId: 'continuum-printed',
    heads: [
      text('term'),
      text('of'),
      number('parameter² per step²'),
      text('coefficient'),
      text('how it comes'),
    ],
    rowsOf: printedRows,
  },
  {
    title: 'What could not be reproduced of the printed terms',
    testId: 'continuum-not-reproduced',
    heads: [text('no.'), text('why')],
    rowsOf: notReproducedRows,
  },
];

/** All tables of a record, each shown where it has a row. */
export function createContinuumTables(context: PanelContext): {
  readonly roots: readonly HTMLElement[];
  show(record: ContinuumStep, selection: PanelView['selection']): void;
} {
  const tables = TABLES.map(({ title, testId, heads, rowsOf }) => ({
    table: createRecordTable(title, testId, heads, context),
    rowsOf,
  }));
  return {
    roots: tables.map(({ table }) => table.root),
    show(record, selection) {
      for (const { table, rowsOf } of tables) {
        const rows = rowsOf(record);
        table.root.hidden = rows.length === 0;
        table.show(rows, selection);
      }
    },
  };
}
