import { allControlled, blockFacts, blockRows, mainBlock, ordersCaption } from '../model/continuumFacts.js';
import { ORDER_KEYS, ORDER_LINES, orderRows, orderValues, summarizeOrders } from '../model/continuumLines.js';
import type { RecordCell } from '../model/recordCell.js';
import { boundaryRows, momentRows, neuralOdeRows, printedRows } from '../model/continuumTables.js';
import type { ContinuumStep } from '../model/records.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createDepthChart } from './depthChart.js';
import { element, setText } from './dom.js';
import { createFactTiles, type FactTiles } from './factTiles.js';
import { createRecordTable } from './recordTable.js';
import type { Theme } from './theme.js';

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
];

/** Whether blocks of equal layers may be read as fields, what that makes of them, and what it would take. */
export function createContinuumView(context: PanelContext, theme: Theme): ThemedPart {
  const empty = element('p', { 'class': 'card caption', 'data-testid': 'continuum-empty' });
  // Other blocks may have other numbers: what one of them lacks must not stay from the one before.
  const tiles = new Map<string, FactTiles>();
  const tilesPlace = element('div');
  const chart = createDepthChart(context, theme, {
    testId: 'chart-continuum',
    title: 'The lattice and its expansion',
    axis: 'parameter² per step²',
    lines: ORDER_LINES,
    keys: ORDER_KEYS,
    valuesOf: ({ continuum }) => continuum && orderValues(continuum),
    caption: ({ continuum }) => ordersCaption(continuum),
    summary: ({ continuum }) => summarizeOrders(continuum),
    isLogarithmic: () => context.state.logContinuum,
    setLogarithmic: (logContinuum) => {
      context.remember({ logContinuum });
    },
  });
  const tables = TABLES.map(({ title, testId, heads, rowsOf }) => ({
    table: createRecordTable(title, testId, heads, context),
    rowsOf,
  }));
  const content = element(
    'div',
    { class: 'results' },
    tilesPlace,
    element('div', { class: 'figures' }, chart.root),
    ...tables.map(({ table }) => table.root),
  );

  const showTiles = (record: ContinuumStep): void => {
    const block = mainBlock(record);
    tilesPlace.hidden = block === undefined;
    if (block === undefined) return;
    const kind = block.approximation?.kind === 'local' ? 'local' : 'depth';
    const known = tiles.get(kind) ?? createFactTiles('Whether the block is a continuum');
    tiles.set(kind, known);
    known.show(blockFacts(block));
    if (known.root.parentElement !== tilesPlace) tilesPlace.replaceChildren(known.root);
  };

  return {
    root: element('div', { 'class': 'view continuum', 'data-testid': 'view-continuum' }, empty, content),
    update(view) {
      const record = view.run?.continuum;
      const hasBlocks = record !== undefined && (record.blocks.length > 0 || record.boundary);
      content.hidden = !hasBlocks;
      empty.hidden = !content.hidden;
      setText(
        empty,
        record === undefined
          ? 'No continuum yet: it is taken at every twentieth analysed step, or as analysis.continuum in the spec says (0: never); and at every step taken by hand.'
          : 'No layers in a row are alike, so there is nothing to read as a continuum. It takes three equal layers, five for all of it.',
      );
      chart.root.hidden = record?.blocks.every(({ approximation }) => !approximation) !== false;
      chart.root.classList.toggle('not-controlled', record !== undefined && !allControlled(record));
      chart.update(view);
      if (record === undefined) return;
      showTiles(record);
      for (const { table, rowsOf } of tables) {
        const rows = rowsOf(record);
        table.root.hidden = rows.length === 0;
        table.show(rows, view.selection);
      }
    },
    setTheme(next) {
      chart.setTheme(next);
    },
  };
}
