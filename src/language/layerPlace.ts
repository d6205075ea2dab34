import type { Link, Network } from '../network/types.js';
import { LOSS } from '../spec/loss.js';
import type { SymmetryReport } from '../symmetry/types.js';
import { blockOfLink, spanOfBlock, type NamedBlock } from './blocks.js';

/** What a checked spec tells of the places of its links. */
export interface LinkSurroundings {
  /** Undefined while the text has errors. */
  readonly network: Network | undefined;
  readonly symmetry: SymmetryReport | undefined;
}

/** Markdown: bulk or boundary, and the symmetric block that a link is part of, in a few words. */
export function sectorOf(link: Link, { symmetry }: LinkSurroundings): string {
  if (link.m === 0) return '**bulk** and input **boundary**';
  const block = blockOfLink(symmetry, link.m);
  if (block !== undefined)
    return `**bulk**, block **${block.letter}** (${spanOfBlock(block)}, period ${block.period})`;
  return symmetry?.edges.includes(link.m) === true ? '**bulk**, edge' : '**bulk**';
}

/** Sentences on what the places of some links mean. */
export function notesOnPlace(links: readonly Link[], surroundings: LinkSurroundings): readonly string[] {
  const { network, symmetry } = surroundings;
  const notes: string[] = [];
  const blocks = new Set(links.flatMap(({ m }) => blockOfLink(symmetry, m)?.index ?? []));
  const [first] = links;
  const block = first && blockOfLink(symmetry, links.find(({ m }) => m > 0)?.m ?? 0);
  if (symmetry !== undefined && block !== undefined && blocks.size === 1) notes.push(symmetryOfBlock(block));
  if (links.some(({ m }) => m === 0)) {
    notes.push(
      'Coupling C and flux² F of link 0 are **boundary** (“input”): the data enter there. All else is **bulk**.',
    );
  }
  if (network !== undefined && links.some(({ m }) => m === network.links.length - 1))
    notes.push(head(network));
  const edge = links.find(({ m }) => symmetry?.edges.includes(m));
  if (edge !== undefined) {
    notes.push('Edge: its shape is that of the end of the network; that is its place, no defect.');
  }
  if (links.some(({ bias }) => !bias)) {
    notes.push(
      'No bias: K\\_z + C + F = 0 by constraint, so the neurons here carry no independent energy. Add a bias to give them one.',
    );
  }
  return notes;
}

/** The positive statement. */
function symmetryOfBlock({ letter, period, start, length }: NamedBlock): string {
  const shift = period === 1 ? 'm → m + 1' : `m → m + ${period}`;
  const cells = Math.floor(length / period);
  const what = period === 1 ? `${cells} equal links` : `${cells} equal cells of ${period} links`;
  return `✓ Block ${letter}, ${what} from link ${start} on: Σℒₘ is invariant under ${shift} inside it.`;
}

function head({ outputActivation, loss }: Network): string {
  const output = outputActivation === 'linear' ? 'Z' : `${outputActivation}(Z)`;
  const formula =
    LOSS.shape.kind === 'choice'
      ? LOSS.shape.choices.find(({ name }) => name === loss)?.documentation
      : undefined;
  return `Head: ${output} enters the loss, and −ℓ is the output **boundary**${formula === undefined ? '' : `; \`${formula}\``}.`;
}
