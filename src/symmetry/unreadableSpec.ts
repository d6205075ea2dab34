import type { SpecCode } from '../spec/specCodes.js';
import type { LintedSpec } from './lintSpec.js';

/** Stands in for the check of a text that is not there. */
export function unreadableSpec(name: string, message: string): LintedSpec {
  return {
    name,
    tree: undefined,
    layersFile: undefined,
    layers: [],
    links: [],
    network: undefined,
    experiment: undefined,
    gap: undefined,
    assumptions: [],
    symmetry: undefined,
    diagnostics: [
      { code: 'spec.unreadable' satisfies SpecCode, severity: 'error', message, range: { start: 0, end: 0 } },
    ],
  };
}
