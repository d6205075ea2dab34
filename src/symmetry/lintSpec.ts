import type { Diagnostic } from '../base/textRange.js';
import { checkSpec, type CheckedSpec, type SpecEnvironment } from '../network/checkSpec.js';
import type { SymmetryReport } from './types.js';

/** How much a code shall count: from settings. */
export type SeverityOverrides = Readonly<
  Partial<Record<string, 'off' | 'information' | 'warning' | 'error'>>
>;

/** A checked spec with everything that the linter says about it. */
export interface LintedSpec extends CheckedSpec {
  /** Undefined while the network is not known. */
  readonly symmetry: SymmetryReport | undefined;
  /** Of the text and of its symmetry, in order of place; those that are silenced are left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a spec and its symmetries. Pure, never throws, and fast enough for every keystroke. */
export function lintSpec(
  text: string,
  environment: SpecEnvironment,
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the findings are to come
  _severities: SeverityOverrides = {},
): LintedSpec {
  return { ...checkSpec(text, environment), symmetry: undefined };
}
