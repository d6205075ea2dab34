import type { SymmetryReport } from './types.js';

/** What is known of a network's symmetry along depth, as JSON; described in docs/formats.md. */
export function symmetryJson({
  verdict,
  summary,
  undefinedBecause,
  structure,
  edges,
}: SymmetryReport): Readonly<Record<string, unknown>> {
  const { homogeneousFraction, bestBlock, blocks, breaks } = structure;
  return {
    verdict,
    summary,
    undefinedBecause: undefinedBecause ?? null,
    homogeneousFraction: homogeneousFraction ?? null,
    bestBlock: bestBlock ?? null,
    blocks,
    breaks,
    edges,
  };
}
