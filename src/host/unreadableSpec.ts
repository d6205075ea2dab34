import type { CheckedSpec } from '../network/checkSpec.js';

/** Stands in for the check of a text that is not there. */
export function unreadableSpec(name: string, message: string): CheckedSpec {
  return {
    name,
    experiment: undefined,
    links: [],
    diagnostics: [{ code: 'spec.unreadable', severity: 'error', message, range: { start: 0, end: 0 } }],
  };
}
