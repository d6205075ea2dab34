import type { LintedSpec } from '../symmetry/lintSpec.js';
import { blockLetter, namedBlocks, spanOfBlock, type NamedBlock } from './blocks.js';
import { findingsOf } from './findings.js';

/** What the lens at the top says of a spec, and what a click on it is to do. */
export interface VerdictLens {
  readonly title: string;
  readonly tooltip: string;
  readonly leadsTo: 'problem' | 'block' | 'nothing';
}

/** The verdict on the symmetry along depth in a few words; errors come first. */
export function verdictLens(checked: LintedSpec): VerdictLens | undefined {
  const { symmetry, diagnostics } = checked;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    return { title: countOf(errors, 'error'), tooltip: 'Go to the next one', leadsTo: 'problem' };
  }
  if (symmetry === undefined) return undefined;
  const blocks = namedBlocks(symmetry);
  const findings = findingsOf(checked).length;
  const tooltip = symmetry.summary;
  if (symmetry.verdict === 'undefined') {
    return {
      title: 'Depth symmetry undefined: too few links',
      tooltip,
      leadsTo: 'nothing',
    };
  }
  if (symmetry.verdict === 'symmetric') {
    return {
      title: `✓ Depth-symmetric: ${blocks.map(describeBlock).join('; ')}`,
      tooltip,
      leadsTo: findings > 0 ? 'problem' : 'block',
    };
  }
  return { title: brokenTitle(findings, blocks), tooltip, leadsTo: findings > 0 ? 'problem' : 'nothing' };
}

function brokenTitle(findings: number, blocks: readonly NamedBlock[]): string {
  const longest = blocks.reduce<NamedBlock | undefined>(
    (best, block) => (best === undefined || block.length > best.length ? block : best),
    undefined,
  );
  const said = findings === 0 ? 'Not depth-symmetric' : `${countOf(findings, 'break')} of symmetry`;
  return longest === undefined ? said : `${said}; longest block: ${describeBlock(longest)}`;
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** `links 1–6, period 1` */
const describeBlock = (block: NamedBlock): string => `${spanOfBlock(block)}, period ${block.period}`;

/** Facts on a block of a network for the lens above its first layer. */
export interface BlockLens {
  readonly index: number;
  /** Where its first layer begins. */
  readonly offset: number;
  readonly facts: readonly string[];
  readonly parameters: number;
}

export function blockLenses({ symmetry, links }: LintedSpec): readonly BlockLens[] {
  return (symmetry?.structure.blocks ?? []).flatMap(({ start, length, period }, index) => {
    const first = symmetry?.blockRanges[index]?.[0];
    if (first === undefined) return [];
    const own = links.slice(start, start + length);
    return [
      {
        index,
        offset: first.start,
        facts: [`block ${blockLetter(index)}`, spanOfBlock({ start, length, period }), `period ${period}`],
        parameters: own.reduce((sum, { parameterCount }) => sum + parameterCount, 0),
      },
    ];
  });
}
