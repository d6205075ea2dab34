/**
 * Codes of what keeps a block from being read as a continuum; each is explained in docs/diagnostics.md. `continuum.rough` is told from the text,
 * of nearly every network, and so only where the settings ask for it; `continuum.notControlled` from a run.
 */
export const CONTINUUM_CODES = ['continuum.rough', 'continuum.notControlled'] as const;
export type ContinuumCode = (typeof CONTINUUM_CODES)[number];

/** What is not told unless a setting gives it a severity. */
export const UNASKED_CODES: ReadonlySet<string> = new Set<ContinuumCode>(['continuum.rough']);
