import type { Diagnostic } from '../base/textRange.js';
import type { Link } from '../network/types.js';
import type { SymmetryReport } from './types.js';
import { writeLayers } from './wording.js';

/** V^lin needs three links in a row. */
const FEWEST_LINKS = 3;
/** V^lin and V^cub of independent layers, and V^lin from which nothing is controlled (THEORY §5b). */
const EXPECTED = { linear: 1.15, cubic: 1.31, notControlled: 0.4 } as const;

/** A skip that adds z as it is makes a small step of each layer, whatever the weights. */
const isResidual = ({ skips }: Link): boolean =>
  skips.some(({ span, value }) => span === 1 && value === 'preactivation');

/** Whether the weights of a link say nothing of those of the next one. */
const isIndependent = (link: Link): boolean =>
  link.initializer.kind !== 'smooth' && link.initializer.kind !== 'identity' && !isResidual(link);

/** Blocks whose weights are drawn independently from layer to layer, so that their continuum is not controlled at the start (THEORY §5b). */
export function findRoughBlocks(
  links: readonly Link[],
  { structure, blockRanges }: Pick<SymmetryReport, 'structure' | 'blockRanges'>,
): readonly Diagnostic[] {
  return structure.blocks.flatMap(({ start, length, period }, i): Diagnostic[] => {
    const block = links.slice(start, start + length);
    const range = blockRanges[i]?.[0];
    if (range === undefined || length < FEWEST_LINKS * period || !block.every(isIndependent)) return [];
    return [
      {
        code: 'continuum.rough',
        severity: 'information',
        message:
          `The weights of ${writeLayers(block.map(({ m }) => m))} are drawn independently, so at the start no layer follows from its neighbours: expect ` +
          `V ${EXPECTED.linear} (linear) and ${EXPECTED.cubic} (cubic), where the continuum is not controlled from ${EXPECTED.notControlled} on. Use ` +
          'init: {kind: smooth} with a depthCorrelation of several layers, or residual layers.',
        range,
      },
    ];
  });
}
