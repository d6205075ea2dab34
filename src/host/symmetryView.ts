import type { Diagnostic } from '../base/textRange.js';
import { blockLetter } from '../language/blocks.js';
import type { DepthSegment, SymmetryView } from '../protocol/panel.js';
import type { SymmetryReport } from '../symmetry/types.js';

/**
 * A report for the panel: every link with the role that it plays.
 * @param links number of links M
 * @param diagnostics those that the panel lists as problems
 */
export function symmetryView(
  { verdict, summary, structure, edges, findings }: SymmetryReport,
  links: number,
  diagnostics: readonly Diagnostic[],
): SymmetryView {
  const breaking = new Set(findings.flatMap((finding) => finding.links));
  const edge = new Set(edges);
  const blockOf = new Map(
    structure.blocks.flatMap(({ start, length }, index) =>
      Array.from({ length }, (_, i) => [start + i, index] as const),
    ),
  );
  const segmentOf = (m: number): DepthSegment => {
    const alone = { first: m, last: m, block: undefined };
    if (m === 0) return { ...alone, role: 'input' };
    const index = blockOf.get(m);
    const block = index === undefined ? undefined : structure.blocks[index];
    if (block !== undefined && index !== undefined) {
      return { ...alone, role: 'block', block: { index, letter: blockLetter(index), period: block.period } };
    }
    if (edge.has(m)) return { ...alone, role: 'edge' };
    return { ...alone, role: breaking.has(m) ? 'defect' : 'other' };
  };
  const codes = new Set<string>(findings.map(({ code }) => code));
  return {
    verdict,
    summary,
    segments: joinAlike(Array.from({ length: links }, (_, m) => segmentOf(m))),
    findings: diagnostics.flatMap(({ code }, index) => (codes.has(code) ? [index] : [])),
  };
}

/** Joins neighbours of one role, and of one block, to stretches. */
function joinAlike(segments: readonly DepthSegment[]): readonly DepthSegment[] {
  const joined: DepthSegment[] = [];
  for (const segment of segments) {
    const before = joined.at(-1);
    if (before?.role === segment.role && before.block?.index === segment.block?.index) {
      joined[joined.length - 1] = { ...before, last: segment.last };
    } else {
      joined.push(segment);
    }
  }
  return joined;
}
