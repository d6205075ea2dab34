import type { LayerTerms } from '../decomposition/types.js';
import type { Link } from '../network/types.js';
import { formatValue } from '../run/format.js';
import type { Frame } from '../run/frame.js';

const MAX_WIDTH = 100;
const MIN_NAME_WIDTH = 6;
const GAP = '  ';
const DIGITS = 3;

interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  readonly cell: (link: Link, terms: LayerTerms) => string;
}

const number = (heading: string, read: (terms: LayerTerms) => number): Column => ({
  heading,
  align: 'right',
  cell: (_, terms) => formatValue(read(terms), DIGITS),
});

const NAME: Column = { heading: 'layer', align: 'left', cell: (link) => link.name };
const COLUMNS: readonly Column[] = [
  { heading: 'm', align: 'right', cell: (link) => String(link.m) },
  NAME,
  { heading: 'shape', align: 'right', cell: (link) => `${link.inputs}→${link.outputs}` },
  { heading: 'C, F in', align: 'left', cell: (link) => (link.m === 0 ? 'boundary' : 'bulk') },
  number('K_W', (terms) => terms.weightKinetic),
  number('K_z', (terms) => terms.neuronKinetic),
  number('C', (terms) => terms.coupling),
  number('F', (terms) => terms.fluxSquared),
  number('K_b', (terms) => terms.biasKinetic),
  {
    heading: 'residual',
    align: 'right',
    cell: (_, { residual }) => (residual === undefined ? '-' : formatValue(residual, 2)),
  },
];

const shorten = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** What the columns mean, and which values are missing and why. */
function notes({ layers }: Frame): string[] {
  const gaps = new Set(layers.map((layer) => layer.residualGap));
  return [
    'K_W = ½‖Ẇ‖², K_z = ½‖ż‖², C = -ż·f, F = ½‖f‖², K_b = ½‖ḃ‖², f = W′h′ - Wh; differences over one step',
    'residual = |K_z + C + F - K_b| / K_b: 0 but for rounding',
    ...(gaps.has('noBias') ? ['- without a bias K_z + C + F is 0 by constraint: no residual'] : []),
    ...(gaps.has('frozen') ? ['- with a frozen bias K_z + C + F is 0 by constraint: no residual'] : []),
    ...(gaps.has('atRest') ? ['- the bias did not change in this step, K_b = 0: no residual'] : []),
  ];
}

/** The terms of every layer in one frame: aligned, and no wider than a terminal unless the numbers need it. */
export function layerTable(links: readonly Link[], frame: Frame): string {
  const cells = COLUMNS.map((column) => [
    column.heading,
    ...links.map((link, m) => column.cell(link, frame.layers[m]!)),
  ]);
  const widths = cells.map((column) => Math.max(...column.map((cell) => cell.length)));
  const nameAt = COLUMNS.indexOf(NAME);
  const others = widths.reduce((sum, width, at) => (at === nameAt ? sum : sum + width), 0);
  const left = MAX_WIDTH - others - GAP.length * (COLUMNS.length - 1);
  widths[nameAt] = Math.min(widths[nameAt]!, Math.max(left, MIN_NAME_WIDTH));

  const rows = cells[0]!.map((_, row) =>
    COLUMNS.map(({ align }, at) => {
      const text = shorten(cells[at]![row]!, widths[at]!);
      return align === 'left' ? text.padEnd(widths[at]!) : text.padStart(widths[at]!);
    }).join(GAP),
  );
  return [...rows, ...notes(frame)].join('\n');
}
