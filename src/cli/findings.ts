import type { Diagnostic } from '../base/textRange.js';
import type { Finding, Fix } from '../symmetry/types.js';

/** Whether a diagnostic is about symmetry, and says how strongly it is broken. */
const isFinding = (diagnostic: Diagnostic): diagnostic is Finding => 'strength' in diagnostic;

/** What a finding about symmetry says beyond any diagnostic; nothing for others. */
export const strengthJson = (diagnostic: Diagnostic): Readonly<Record<string, unknown>> | undefined =>
  isFinding(diagnostic)
    ? { size: diagnostic.size ?? null, strength: diagnostic.strength, links: diagnostic.links }
    : undefined;

/** All ways out of a finding, the best one first. */
export function fixesOf(diagnostic: Diagnostic): readonly Pick<Fix, 'title' | 'edits'>[] {
  if (isFinding(diagnostic)) return diagnostic.fixes;
  return diagnostic.fix === undefined ? [] : [diagnostic.fix];
}
