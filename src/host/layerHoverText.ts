import { LOSSES } from '../base/loss.js';
import type { LayerTerms } from '../decomposition/types.js';
import type { Link, Network } from '../network/types.js';
import { formatCount, formatValue } from '../run/format.js';
import type { Frame } from '../run/frame.js';
import { linkEquation, sharedLinkEquation } from './linkEquation.js';
import { sparkline } from './sparkline.js';

/** The numbers of a run to show beside a layer's definition. */
export interface LatestTerms {
  readonly runNumber: number;
  /** Frames from the first to the newest, evenly chosen; not empty. */
  readonly frames: readonly Frame[];
  /** The text has changed since that run began. */
  readonly stale: boolean;
}

const TERMS = [
  { symbol: 'K\\_W', key: 'weightKinetic' },
  { symbol: 'K\\_z', key: 'neuronKinetic' },
  { symbol: 'C', key: 'coupling' },
  { symbol: 'F', key: 'fluxSquared' },
  { symbol: 'K\\_b', key: 'biasKinetic' },
] as const;

/** Rows of the table of copies; the rest is counted, not listed. */
const TABLE_ROWS = 8;

/** Keeps the columns of a table apart: hovers give them no space, and trim every character that is one. */
const GAP = '&emsp;';

/**
 * Markdown about the layer that `links` are copies of. Short, and the numbers near the top: hovers are low.
 * @param links copies of one definition, in order of m; not empty
 * @param network undefined while the text has errors
 */
export function layerHoverText(
  links: readonly Link[],
  network: Network | undefined,
  latest: LatestTerms | undefined,
): string {
  const paragraphs = [
    headline(links),
    ...groupAlike(links).map(describeGroup),
    ...(latest === undefined ? [] : [latestTable(links, latest)]),
    ...placeOf(links, network),
  ];
  return paragraphs.join('\n\n');
}

/** Names come from the text: nothing in them may act as markup. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&');

function headline(links: readonly Link[]): string {
  const [first, last] = [links[0]!, links.at(-1)!];
  const name = `**${escapeMarkdown(first.name)}**`;
  if (links.length === 1) return `${name} · ${first.type} · link ${first.m} · ${sectorOf(first)}`;
  const copies = `${links.length} copies: links ${first.m}–${last.m}`;
  return `${name} … **${escapeMarkdown(last.name)}** · ${first.type} · ${copies} · ${sectorOf(first)}`;
}

const sectorOf = ({ m }: Link): string => (m === 0 ? '**bulk** and input **boundary**' : '**bulk**');

const alike = (a: Link, b: Link): boolean =>
  a.m > 0 &&
  b.m === a.m + 1 &&
  a.inputs === b.inputs &&
  a.outputs === b.outputs &&
  a.activationIn === b.activationIn &&
  a.bias === b.bias;

/** Splits copies into stretches that share shape and equation: the first copy often differs. */
function groupAlike(links: readonly Link[]): readonly (readonly Link[])[] {
  const groups: Link[][] = [];
  for (const link of links) {
    const group = groups.at(-1);
    if (group !== undefined && alike(group.at(-1)!, link)) group.push(link);
    else groups.push([link]);
  }
  return groups;
}

function describeGroup(group: readonly Link[]): string {
  const [first, last] = [group[0]!, group.at(-1)!];
  const shape = `\`${first.inputs} → ${first.outputs}\` · ${formatCount(first.parameterCount)} parameters`;
  return group.length === 1
    ? `${shape} · ${linkEquation(first)}`
    : `${shape} each · ${sharedLinkEquation(first)}, m = ${first.m} … ${last.m}`;
}

function placeOf(links: readonly Link[], network: Network | undefined): string[] {
  const notes: string[] = [];
  if (links.some((link) => link.m === 0)) {
    notes.push(
      'Coupling C and flux² F of link 0 are **boundary** (“input”): the data enter there. All else is **bulk**.',
    );
  }
  if (network !== undefined && links.some((link) => link.m === network.links.length - 1)) {
    const output = network.outputActivation === 'linear' ? 'Z' : `${network.outputActivation}(Z)`;
    notes.push(
      `Head: ${output} enters the loss, and −ℓ is the output **boundary**; \`${LOSSES[network.loss].formula}\`.`,
    );
  }
  if (links.some((link) => !link.bias)) {
    notes.push(
      'No bias: K\\_z + C + F = 0 by constraint, so the neurons here carry no independent energy. Add a bias to give them one.',
    );
  }
  return notes;
}

function latestTable(links: readonly Link[], latest: LatestTerms): string {
  const newest = latest.frames.at(-1)!;
  const shown = links.filter(({ m }) => newest.layers[m] !== undefined);
  const [only] = shown;
  if (only === undefined) return 'The last run had no such layer.';
  return shown.length === 1 ? tableOfOne(only, latest) : tableOfCopies(shown, newest, latest);
}

const runOf = ({ runNumber, frames, stale }: LatestTerms): string =>
  `run ${runNumber}, step ${formatCount(frames.at(-1)!.step)}${stale ? ' (before the last edit)' : ''}`;

/** One row a term, with its course over the run. */
function tableOfOne({ m }: Link, latest: LatestTerms): string {
  const { frames } = latest;
  const rows = TERMS.map(({ symbol, key }) => {
    const values = frames.flatMap(({ layers }) => layers[m]?.[key] ?? []);
    return `| ${symbol} | ${GAP}${formatValue(values.at(-1)!)} | ${GAP}${sparkline(values)} |`;
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
  return residualGap === 'noBias' ? 'no bias' : 'at rest';
}
