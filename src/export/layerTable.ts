import { LAYER_COLUMNS } from '../run/frame.js';
import { LAYER_DYNAMICS } from '../run/numbers.js';
import type { ExportedRun } from './exportedRun.js';
import { keyColumn, quantityColumn, STEP_COLUMN, type Cell, type Table } from './table.js';

const COLUMNS = [
  STEP_COLUMN,
  keyColumn('m', 'count', 'The layer, from the input: it leads from z^(m) to z^(m+1).'),
  keyColumn('layer', 'text', 'Its name.'),
  ...LAYER_COLUMNS.map((id) => quantityColumn(id)),
  {
    ...keyColumn('residualGap', 'text', 'Why the residual is undefined: noBias, frozen or atRest.'),
    undefinedWhen: 'It is defined.',
  },
  ...Object.keys(LAYER_DYNAMICS).map((id) =>
    quantityColumn(id, 'At steps whose dynamics were not recorded (analysis.dynamics).'),
  ),
];

/** One row a frame and layer: the terms, and at steps with a record of the dynamics where energy is and flows. */
export function layerTable({ experiment, recorded }: ExportedRun): Table {
  const names = experiment.network.links.map(({ name }) => name);
  return { columns: COLUMNS, rows };

  function* rows(): Generator<readonly Cell[]> {
    const dynamics = new Map(recorded.dynamics.map((record) => [record.step, record]));
    for (const { step, layers } of recorded.frames()) {
      const record = dynamics.get(step);
      for (const [m, terms] of layers.entries()) {
        yield [
          step,
          m,
          names[m],
          ...LAYER_COLUMNS.map((column) => terms[column]),
          terms.residualGap,
          ...Object.values(LAYER_DYNAMICS).map((read) => record && read(record, m)),
        ];
      }
    }
  }
}
