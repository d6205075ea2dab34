/** Codes of what can be wrong with a comment that silences others; each is explained in docs/diagnostics.md. */
export const LINT_CODES = ['lint.unknownCode', 'lint.cannotSilence'] as const;
export type LintCode = (typeof LINT_CODES)[number];
