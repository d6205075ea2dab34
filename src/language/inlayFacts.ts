import type { PlacedLayer } from '../network/placedLayer.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import { blockOfLink, spanOfBlock } from './blocks.js';
import { writeShape } from '../network/shape.js';

/** What stands behind the first line of a layer's definition. */
export interface InlayFacts {
  /** End of that line's definition, before a comment. */
  readonly offset: number;
  /** Of the last copy; undefined while shapes are unknown. */
  readonly outputShape: string | undefined;
  /** Of one copy. */
  readonly parameters: number;
  readonly copies: number;
  readonly block: { readonly letter: string; readonly span: string; readonly period: number } | undefined;
}

/** One for each definition of a layer, in order of place; none for layers that are written in another file. */
export function inlayFacts(
  text: string,
  { layers, symmetry, layersFile }: Pick<LintedSpec, 'layers' | 'symmetry' | 'layersFile'>,
): readonly InlayFacts[] {
  if (layersFile !== undefined) return [];
  const byPlace = new Map<number, PlacedLayer[]>();
  for (const layer of layers) {
    const copies = byPlace.get(layer.range.start);
    if (copies === undefined) byPlace.set(layer.range.start, [layer]);
    else copies.push(layer);
  }
  return [...byPlace.values()].map((copies) => {
    const last = copies.at(-1)!;
    const links = copies.flatMap(({ link }) => link ?? []);
    const block = links.map((m) => blockOfLink(symmetry, m)).find((found) => found !== undefined);
    return {
      offset: endOfFirstLine(text, last.range),
      outputShape: last.outputShape && writeShape(last.outputShape),
      parameters: last.parameterCount,
      copies: copies.length,
      block: block && { letter: block.letter, span: spanOfBlock(block), period: block.period },
    };
  });
}

function endOfFirstLine(text: string, { start, end }: PlacedLayer['range']): number {
  const lineEnd = start + (/\r?\n|$/.exec(text.slice(start, end))?.index ?? 0);
  if (lineEnd === end) return end;
  const line = text.slice(start, lineEnd);
  return start + line.replace(/(?:^|\s)#.*$/, '').trimEnd().length;
}
