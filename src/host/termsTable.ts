import type { LayerTerms } from '../decomposition/types.js';
import { escapeMarkdown } from '../language/escapeMarkdown.js';
import type { Link } from '../network/types.js';
import { quantity } from '../quantities/quantities.js';
import { formatCount, formatValue } from '../run/format.js';
import type { Frame } from '../run/frame.js';
import { sparklineImage, type ThemeKind } from './sparklineImage.js';

/** The numbers of a run to show beside a layer's definition. */
export interface LatestTerms {
  readonly runNumber: number;
  /** Frames from the first to the newest, evenly chosen; not empty. */
  readonly frames: readonly Frame[];
  /** The text has changed since that run began. */
  readonly stale: boolean;
}

const KEYS = ['weightKinetic', 'neuronKinetic', 'coupling', 'fluxSquared', 'biasKinetic'] as const;
const TERMS = KEYS.map((key) => ({ key, symbol: escapeMarkdown(quantity(key).symbol) }));

/** Rows of the table of copies; the rest is counted, not listed. */
const TABLE_ROWS = 8;

/** Keeps the columns of a table apart: hovers give them no space, and trim every character that is one. */
const GAP = '&emsp;';

/** The latest terms of some links as a Markdown table: with their course for one link, a row a link for several. */
export function termsTable(links: readonly Link[], latest: LatestTerms, theme: ThemeKind): string {
  const newest = latest.frames.at(-1)!;
  const shown = links.filter(({ m }) => newest.layers[m] !== undefined);
  const [only] = shown;
  if (only === undefined) return 'The last run had no such layer.';
  return shown.length === 1 ? tableOfOne(only, latest, theme) : tableOfCopies(shown, newest, latest);
}

const runOf = ({ runNumber, frames, stale }: LatestTerms): string =>
  `run ${runNumber}, step ${formatCount(frames.at(-1)!.step)}${stale ? ' (before the last edit)' : ''}`;

/** One row a term, with its course over the run. */
function tableOfOne({ m }: Link, latest: LatestTerms, theme: ThemeKind): string {
  const { frames } = latest;
  const rows = TERMS.map(({ symbol, key }) => {
    const values = frames.flatMap(({ layers }) => layers[m]?.[key] ?? []);
    const [first, last] = [formatValue(values[0]!, 2), formatValue(values.at(-1)!, 2)];
    const alt = `${symbol.replace('\\', '')} over the run, from ${first} to ${last}, logarithmic scale`;
    return `| ${symbol} | ${GAP}${formatValue(values.at(-1)!)} | ${GAP}${sparklineImage(values, theme, alt)} |`;
  });
  const residual = residualText(frames.at(-1)!.layers[m]!);
  return [
    `| | ${GAP}value | ${GAP}${runOf(latest)} |`,
    '|---|--:|:--|',
    ...rows,
    `| residual | ${GAP}${residual} | |`,
  ].join('\n');
}

/** One row a copy. */
function tableOfCopies(links: readonly Link[], frame: Frame, latest: LatestTerms): string {
  const rows = links.slice(0, TABLE_ROWS).map(({ m }) => {
    const terms = frame.layers[m]!;
    const values = TERMS.map(({ key }) => formatValue(terms[key]));
    return `| ${[m, ...values, residualText(terms)].join(` | ${GAP}`)} |`;
  });
  const left = links.length - TABLE_ROWS;
  return [
    `| m | ${TERMS.map(({ symbol }) => symbol).join(' | ')} | ${GAP}residual |`,
    '|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
    '',
    `Values of ${runOf(latest)}${left > 0 ? `; ${left} more copies in the panel` : ''}.`,
  ].join('\n');
}

function residualText({ residual, residualGap }: LayerTerms): string {
  if (residual !== undefined) return formatValue(residual, 2);
  switch (residualGap) {
    case 'noBias':
      return 'no bias';
    case 'frozen':
      return 'frozen bias';
    case 'atRest':
    case undefined:
      return 'at rest';
  }
}
