import type { CheckedSpec } from '../network/checkSpec.js';
import type { SymmetryReport } from '../symmetry/types.js';
import { escapeMarkdown } from './escapeMarkdown.js';
import { linkSpan } from './blocks.js';

/**
 * Markdown about a model that a spec takes from another file.
 * @param file as the spec names it
 */
export function modelFileText(
  {
    links,
    layers,
    symmetry,
  }: Pick<CheckedSpec, 'links' | 'layers'> & {
    readonly symmetry: SymmetryReport | undefined;
  },
  file: string,
): string {
  const span = links.length === 0 ? 'no links' : linkSpan(0, links.length - 1);
  return [
    `**${escapeMarkdown(file)}** · ${layers.length} layers · ${span}`,
    ...(symmetry === undefined ? [] : [escapeMarkdown(symmetry.summary)]),
  ].join('\n\n');
}
