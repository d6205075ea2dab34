import { quantity } from '../quantities/quantities.js';
import type { LAYER_COLUMNS, Frame } from '../run/frame.js';
import { aboutLines } from './about.js';
import type { ExportedRun } from './exportedRun.js';
import { latexNumber } from './latexNumber.js';
import { latexSymbol, latexText } from './latexText.js';

const DIGITS = 4;

const TERMS = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
] as const satisfies readonly (typeof LAYER_COLUMNS)[number][];
const RESIDUAL = 'residual';
const SUMS = ['bulk', 'boundary', 'loss', 'lagrangian'] as const;

const math = (latex: string): string => `$${latex}$`;
const symbolOf = (id: string): string => math(latexSymbol(quantity(id).symbol));

/** A value of a cell; what has none is a dash. */
const cell = (value: number | undefined, digits = DIGITS): string =>
  value === undefined || Number.isNaN(value) ? '--' : math(latexNumber(value, digits));

/**
 * The terms of every layer at one step as a LaTeX table, for `\input`; it needs the packages booktabs and amsmath. Its caption
 * defines every column; what it was made from stands in comments at its top.
 */
export function latexTable(run: ExportedRun, frame: Frame): string {
  const { experiment } = run;
  const heads = ['$m$', 'layer', ...TERMS.map(symbolOf), symbolOf(RESIDUAL)];
  const rows = frame.layers.map((terms, m) => [
    String(m),
    latexText(experiment.network.links[m]?.name ?? ''),
    ...TERMS.map((term) =>
      cell(term === 'biasKinetic' && terms.residualGap === 'noBias' ? undefined : terms[term]),
    ),
    cell(terms.residual, 1),
  ]);
  const sums = SUMS.map((id) =>
    math(`${latexSymbol(quantity(id).symbol)} = ${latexNumber(frame[id], DIGITS)}`),
  ).join(', ');
  return [
    ...aboutLines(run).map((line) => `% ${line}`.trimEnd()),
    String.raw`% \usepackage{booktabs, amsmath}`,
    String.raw`\begin{table}`,
    String.raw`  \centering`,
    `  \\caption{${caption(run, frame)}}`,
    `  \\label{tab:bbd-step-${frame.step}}`,
    `  \\begin{tabular}{rl${'r'.repeat(TERMS.length + 1)}}`,
    String.raw`    \toprule`,
    tableRow(heads),
    String.raw`    \midrule`,
    ...rows.map(tableRow),
    String.raw`    \midrule`,
    tableRow([String.raw`\multicolumn{${heads.length}}{l}{${sums}}`]),
    String.raw`    \bottomrule`,
    String.raw`  \end{tabular}`,
    String.raw`\end{table}`,
    '',
  ].join('\n');
}

const tableRow = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\`;

function caption({ experiment }: ExportedRun, frame: Frame): string {
  const terms = TERMS.map((id) => `${math(quantity(id).latex)} (${latexText(quantity(id).name)})`);
  const unit = latexText(quantity(TERMS[0]).unit);
  return [
    `${latexText(experiment.name)}, step ${frame.step}: the terms of every layer, in ${unit}.`,
    `${terms.join('; ')}.`,
    `A dot is the change over one step; means over the samples.`,
    `${math(quantity(RESIDUAL).latex)} is 0 but for rounding; a dash: undefined.`,
  ].join(' ');
}
