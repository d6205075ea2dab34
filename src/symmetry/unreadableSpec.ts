import { NOTHING_CHECKED } from '../network/checkedSpec.js';
import type { SpecCode } from '../spec/specCodes.js';
import type { LintedSpec } from './lintSpec.js';

/** Stands in for the check of a text that is not there. */
export function unreadableSpec(name: string, message: string): LintedSpec {
  return {
    ...NOTHING_CHECKED,
    name,
    symmetry: undefined,
    diagnostics: [
      { code: 'spec.unreadable' satisfies SpecCode, severity: 'error', message, range: { start: 0, end: 0 } },
    ],
  };
}
