import type { Diagnostic } from '../base/textRange.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import type { Finding, Fix } from '../symmetry/types.js';

/** True for what breaks a symmetry, false for what is wrong with the text. */
export const isFinding = (diagnostic: Diagnostic): diagnostic is Finding =>
  'fixes' in diagnostic && 'links' in diagnostic;

/** The findings that are not silenced, in order of place. */
export const findingsOf = ({ diagnostics }: Pick<LintedSpec, 'diagnostics'>): readonly Finding[] =>
  diagnostics.filter(isFinding);

/** All ways to mend something, the best one first. */
export function fixesOf(diagnostic: Diagnostic): readonly Fix[] {
  if (isFinding(diagnostic)) return diagnostic.fixes;
  return diagnostic.fix === undefined ? [] : [diagnostic.fix];
}
