import type { LintedSpec } from '../symmetry/lintSpec.js';

/** What is known of a network's symmetry along depth, as a line below other results; nothing where nothing is known. */
export function symmetryLine({ symmetry }: LintedSpec): string {
  if (symmetry === undefined) return '';
  const { summary, findings } = symmetry;
  const more =
    findings.length === 0
      ? ''
      : ` (bbd check: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'})`;
  return `symmetry      ${summary}${more}\n`;
}
