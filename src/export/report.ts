import type { QuantityDefinition } from '../quantities/definition.js';
import FORMULAS from '../quantities/formulas.json';
import { quantity, QUANTITY_GROUPS } from '../quantities/quantities.js';
import { formatCount, formatValue } from '../run/format.js';
import type { Frame } from '../run/frame.js';
import { analyzeCommand, generatorOf } from './about.js';
import type { ExportedRun } from './exportedRun.js';
import { escapeHtml, symbolHtml } from './html.js';
import { reportCharts, type ReportChart } from './reportCharts.js';
import { REPORT_STYLE } from './reportStyle.js';
import { reportVerdicts } from './reportVerdicts.js';
import { chartLegend, svgChart } from './svgChart.js';

/** Made from the table of definitions, so every quantity's formula is there. */
const formulas: Readonly<Record<string, string>> = FORMULAS;

const TABLE_COLUMNS = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'residual',
] as const;
const SUMS = ['bulk', 'boundary', 'loss', 'lagrangian'] as const;

/** Nothing runs in the page and nothing is loaded from anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * A run as one HTML file by itself: verdicts, findings, charts, the numbers of the last frame, the spec, and what every quantity
 * means. It has no scripts and loads nothing.
 */
export function* report(run: ExportedRun): Generator<string> {
  const { experiment, origin } = run;
  const charts = reportCharts(run);
  let frame: Frame | undefined;
  for (const each of run.recorded.frames()) frame = each;
  const used = new Set<string>([
    ...charts.flatMap(({ chart }) => chart.lines.map(({ name }) => name)),
    ...(frame === undefined ? [] : [...TABLE_COLUMNS, ...SUMS]),
  ]);
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="${escapeHtml(generatorOf(origin.version))}">
<title>${escapeHtml(experiment.name)} · bulk–boundary decomposition</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
`;
  yield `<header>\n<h1>${escapeHtml(experiment.name)}</h1>\n${summary(run)}</header>\n`;
  yield verdictsHtml(run);
  yield findingsHtml(run);
  yield section('charts', 'Charts', charts.map(chartHtml).join(''));
  if (frame !== undefined) yield section('numbers', 'The last frame', frameHtml(run, frame));
  yield section('spec', 'Spec', specHtml(run));
  yield section('definitions', 'Definitions', definitionsHtml(used));
  yield '</body>\n</html>\n';
}

const section = (id: string, title: string, content: string): string =>
  content === '' ? '' : `<section id="${id}">\n<h2>${title}</h2>\n${content}</section>\n`;

function summary({ experiment, recorded, origin }: ExportedRun): string {
  const { reason, steps, backend, seed, finalLoss, message } = recorded.result;
  const { network, training, analysis } = experiment;
  const facts = [
    `${formatCount(network.links.length)} layers, ${formatCount(network.parameterCount)} parameters`,
    `${training.optimizer.kind}, learning rate ${training.learningRate}, batch ${training.batchSize}`,
    `${reason} after ${formatCount(steps)} steps`,
    ...(finalLoss === undefined ? [] : [`final loss ${formatValue(finalLoss)}`]),
    `seed ${seed}`,
    ...(backend === undefined ? [] : [backend]),
    `terms in mode ${analysis.mode}`,
    generatorOf(origin.version),
  ];
  const told = message === undefined ? '' : `<p>${escapeHtml(message)}</p>\n`;
  return `<p class="muted">${facts.map(escapeHtml).join(' · ')}</p>\n${told}`;
}

function verdictsHtml(run: ExportedRun): string {
  const tiles = reportVerdicts(run).map(
    ({ question, answer, note, tone }) =>
      `<div class="${tone}"><dt>${question}</dt><dd class="value">${escapeHtml(answer)}</dd><dd class="note">${escapeHtml(note)}</dd></div>`,
  );
  return `<dl class="tiles">\n${tiles.join('\n')}\n</dl>\n`;
}

function findingsHtml({ findings }: ExportedRun): string {
  const items = findings.map(
    ({ severity, code, message, line }) =>
      `<li>Line ${line}, ${severity} <code>${escapeHtml(code)}</code>: ${escapeHtml(message)}</li>`,
  );
  return section('findings', 'Findings', items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>\n`);
}

/** `symbol name` of a quantity. */
const named = (id: string): string => {
  const { symbol, name } = quantity(id);
  return `<span>${symbolHtml(symbol)}</span> ${escapeHtml(name)}`;
};

const chartHtml = ({ chart, caption }: ReportChart): string =>
  `<figure>\n<h3>${escapeHtml(chart.title)}</h3>\n${chartLegend(chart, named)}\n${svgChart(chart, caption)}\n<figcaption>${escapeHtml(caption)}</figcaption>\n</figure>\n`;

function frameHtml({ experiment }: ExportedRun, frame: Frame): string {
  const heads = TABLE_COLUMNS.map(
    (id) =>
      `<th scope="col" class="number" title="${escapeHtml(quantity(id).name)}">${symbolHtml(quantity(id).symbol)}</th>`,
  );
  const cell = (value: number | undefined, digits: number): string =>
    value === undefined
      ? '<td class="number">—</td>'
      : `<td class="number" title="${value}">${value === 0 ? '0' : value.toExponential(digits - 1).replace('e+', 'e')}</td>`;
  const rows = frame.layers.map((terms, m) => {
    const name = escapeHtml(experiment.network.links[m]?.name ?? '');
    return `<tr><td class="number">${m}</td><th scope="row">${name}</th>${TABLE_COLUMNS.map((id) => cell(terms[id], id === 'residual' ? 1 : 4)).join('')}</tr>`;
  });
  const sums = SUMS.map((id) => `${symbolHtml(quantity(id).symbol)} = ${formatValue(frame[id])}`).join(', ');
  return `<p>${sums}.</p>
<div class="scroller"><table>
<caption>Terms of every layer at step ${formatCount(frame.step)}, in ${quantity('weightKinetic').unit}; the residual is a pure number.</caption>
<thead><tr><th scope="col" class="number">m</th><th scope="col">layer</th>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
`;
}

function specHtml({ origin: { spec } }: ExportedRun): string {
  return `<p>This makes the same numbers again, on the same machine to the last bit:</p>
<pre><code>${escapeHtml(analyzeCommand(spec))}</code></pre>
<p>with <code>${escapeHtml(spec.file)}</code>:</p>
<pre><code>${escapeHtml(spec.text)}</code></pre>
`;
}

function definitionsHtml(used: ReadonlySet<string>): string {
  return QUANTITY_GROUPS.map(({ title, entries }) => {
    const items = entries.filter(({ id }) => used.has(id)).map(definition);
    return items.length === 0
      ? ''
      : `<h3>${escapeHtml(title)}</h3>\n<dl class="definitions">\n${items.join('\n')}\n</dl>\n`;
  }).join('');
}

function definition({ id, name, meaning, unit, normalisation, undefinedWhen }: QuantityDefinition): string {
  const measured = `${unit === '1' ? 'A pure number' : `In ${unit}`}; ${normalisation}.`;
  const empty = undefinedWhen === undefined ? '' : ` Undefined: ${undefinedWhen}`;
  return `<dt>${escapeHtml(name)}</dt><dd class="scroller">${formulas[id] ?? ''}</dd><dd>${escapeHtml(meaning)} <span class="note">${escapeHtml(measured + empty)}</span></dd>`;
}
