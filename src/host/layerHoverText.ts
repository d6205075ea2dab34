import { escapeMarkdown } from '../language/escapeMarkdown.js';
import { notesOnPlace, sectorOf, type LinkSurroundings } from '../language/layerPlace.js';
import { writeShape } from '../network/shape.js';
import { linkEquation, sharedLinkEquation } from '../language/linkEquation.js';
import type { Link } from '../network/types.js';
import { formatCount } from '../run/format.js';
import type { Finding } from '../symmetry/types.js';
import { equationKey } from './equationKey.js';
import type { ThemeKind } from './sparklineImage.js';
import { termsTable, type LatestTerms } from './termsTable.js';

/** What there is to say about links beside their definition. */
export interface LayerHoverContext extends LinkSurroundings {
  /** Those that are not shown at the same place already. */
  readonly findings: readonly Finding[];
  readonly latest: LatestTerms | undefined;
  readonly theme: ThemeKind;
}

/**
 * Markdown about the layer that `links` are copies of. Short, and the numbers near the top: hovers are low.
 * @param links copies of one definition, in order of m; not empty
 */
export function layerHoverText(links: readonly Link[], context: LayerHoverContext): string {
  const { latest, theme } = context;
  const key = equationKey(links);
  const paragraphs = [
    headline(links, context),
    ...groupAlike(links).map(describeGroup),
    ...(latest === undefined ? [] : [termsTable(links, latest, theme)]),
    ...(key === undefined ? [] : [key]),
    ...findingsOn(links, context),
    ...notesOnPlace(links, context),
  ];
  return paragraphs.join('\n\n');
}

function headline(links: readonly Link[], context: LinkSurroundings): string {
  const [first, last] = [links[0]!, links.at(-1)!];
  const name = `**${escapeMarkdown(first.name)}**`;
  const type = first.type === 'opaque' ? escapeMarkdown(first.className) : first.type;
  const sector = sectorOf(links.find(({ m }) => m > 0) ?? first, context);
  if (links.length === 1) return `${name} · ${type} · link ${first.m} · ${sectorOf(first, context)}`;
  const copies = `${links.length} copies: links ${first.m}–${last.m}`;
  return `${name} … **${escapeMarkdown(last.name)}** · ${type} · ${copies} · ${sector}`;
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();

const alike = (a: Link, b: Link): boolean =>
  a.m > 0 &&
  b.m > a.m &&
  sameShape(a.inputShape, b.inputShape) &&
  sameShape(a.outputShape, b.outputShape) &&
  sharedLinkEquation(a) === sharedLinkEquation(b);

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

/** Scale and shift of a norm are counted with the link that the norm belongs to. */
const hasNorm = ({ norm, operationsIn }: Link): boolean =>
  norm !== undefined || operationsIn.some(({ kind }) => kind === 'layerNorm' || kind === 'batchNorm');

function describeGroup(group: readonly Link[]): string {
  const [first, last] = [group[0]!, group.at(-1)!];
  const sizes = `\`${writeShape(first.inputShape)} → ${writeShape(first.outputShape)}\``;
  const shape = `${sizes} · ${formatCount(first.parameterCount)} parameters${hasNorm(first) ? ' with its norm' : ''}`;
  if (group.length === 1) return `${shape} · ${linkEquation(first)}`;
  const step = group[1]!.m - first.m;
  const range = step === 1 ? `m = ${first.m} … ${last.m}` : `m = ${first.m}, ${first.m + step} … ${last.m}`;
  return `${shape} each · ${sharedLinkEquation(first)}, ${range}`;
}

/** Findings that are shown in full; the rest is counted. */
const MAX_FINDINGS = 3;

function findingsOn(links: readonly Link[], { findings }: LayerHoverContext): readonly string[] {
  const own = new Set(links.map(({ m }) => m));
  const about = findings.filter((finding) => finding.links.some((m) => own.has(m)));
  const left = about.length - MAX_FINDINGS;
  return [
    ...about.slice(0, MAX_FINDINGS).map(({ message, code }) => `⚠ ${escapeMarkdown(message)} (\`${code}\`)`),
    ...(left > 0 ? [`${left} more findings: see the Problems view.`] : []),
  ];
}
