import type { ChartData, ChartLine } from '../run/chartData.js';
import { symmetricLogFor } from '../run/symmetricLog.js';
import { latexSymbol, latexText } from './latexText.js';

const COLORS = ['blue', 'red', 'black', 'teal', 'orange', 'violet', 'brown', 'gray'];

const isKnown = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

/**
 * A chart as a pgfplots picture with all its points; it needs `\usepackage{pgfplots}` with compat 1.16 or later.
 * @param comments lines to stand in front of it
 */
export function pgfplots(chart: ChartData, comments: readonly string[] = []): string {
  const { title, xLabel, yLabel, lines } = chart;
  return [
    ...comments.map((line) => `% ${line}`.trimEnd()),
    String.raw`% \usepackage{pgfplots} \pgfplotsset{compat=1.16}`,
    String.raw`\begin{tikzpicture}`,
    String.raw`  \begin{axis}[`,
    `    title={${latexText(title)}},`,
    `    xlabel={${latexText(xLabel)}},`,
    `    ylabel={${latexText(yLabel)}},`,
    ...scaleOptions(chart).map((option) => `    ${option},`),
    '    unbounded coords=jump,',
    '    legend pos=outer north east,',
    '    width=12cm, height=7cm,',
    '  ]',
    ...lines.flatMap(plot),
    String.raw`  \end{axis}`,
    String.raw`\end{tikzpicture}`,
    '',
  ].join('\n');
}

/** A logarithmic axis for values of one sign; for both signs sign(y) log₁₀(1 + |y|/t), which is linear near 0. */
function scaleOptions({ yScale, lines }: ChartData): readonly string[] {
  if (yScale === 'linear') return [];
  const values = lines.flatMap(({ y }) => Array.from(y).filter(isKnown));
  if (values.every((value) => value > 0)) return ['ymode=log'];
  const { threshold } = symmetricLogFor(values);
  const t = threshold.toExponential().replace('e+', 'e');
  return [
    String.raw`y coord trafo/.code={\pgfmathparse{sign(#1)*ln(1+abs(#1)/${t})/ln(10)}}`,
    String.raw`y coord inv trafo/.code={\pgfmathparse{sign(#1)*${t}*(exp(abs(#1)*ln(10))-1)}}`,
  ];
}

function plot({ name, dash, x, y }: ChartLine, index: number): readonly string[] {
  const color = COLORS[index % COLORS.length] ?? 'black';
  const points = Array.from(y, (value, i) => `(${x[i] ?? NaN},${isKnown(value) ? value : 'nan'})`);
  return [
    `    \\addplot[${[color, dashPattern(dash), 'no markers'].filter((option) => option !== '').join(', ')}] coordinates {`,
    ...chunks(points, 8).map((row) => `      ${row.join(' ')}`),
    '    };',
    `    \\addlegendentry{${legendText(name)}}`,
  ];
}

const dashPattern = (dash: readonly number[]): string =>
  dash.length === 0
    ? ''
    : `dash pattern=${dash.map((length, i) => `${i % 2 === 0 ? 'on' : 'off'} ${length}pt`).join(' ')}`;

/** Words as they are; in what looks like a symbol, its indices. */
const legendText = (name: string): string => (/[_^]/.test(name) ? `$${latexSymbol(name)}$` : latexText(name));

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
