import type { Diagnostic, TextRange } from '../base/textRange.js';
import type { SpecCode } from './specCodes.js';

/** A diagnostic whose code is one of the documented ones. */
export interface CodedDiagnostic<Code extends string> extends Diagnostic {
  readonly code: Code;
}
export type Report<Code extends string> = (diagnostic: CodedDiagnostic<Code>) => void;

/** More than this helps nobody; one more says that there are more. */
const MAX_DIAGNOSTICS = 100;

const overlaps = (a: TextRange, b: TextRange): boolean => a.start <= b.end && b.start <= a.end;

/** Collects what is found wrong with one text. */
export class DiagnosticList {
  private readonly found = new Map<string, Diagnostic>();
  private readonly syntaxErrors: Diagnostic[] = [];

  /** Keeps a diagnostic; the same one again (an alias is read once for each use) is dropped. */
  readonly report = (diagnostic: Diagnostic): void => {
    const { code, message, range } = diagnostic;
    this.found.set(`${code} ${range.start} ${range.end} ${message}`, diagnostic);
  };

  /** Keeps a diagnostic about the text's syntax: it hides the consequences that the broken syntax has there. */
  readonly reportSyntax = (diagnostic: CodedDiagnostic<SpecCode>): void => {
    this.syntaxErrors.push(diagnostic);
  };

  get hasError(): boolean {
    return (
      this.syntaxErrors.length > 0 || [...this.found.values()].some(({ severity }) => severity === 'error')
    );
  }

  /** All that is worth showing, in order of place. */
  list(): readonly Diagnostic[] {
    const broken = this.syntaxErrors.length > 0;
    const consequences = [...this.found.values()].filter(
      ({ code, range }) =>
        !broken ||
        (code !== 'spec.missingKey' && !this.syntaxErrors.some((error) => overlaps(error.range, range))),
    );
    const all = [...this.syntaxErrors, ...consequences].sort(
      (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
    );
    const last = all[MAX_DIAGNOSTICS];
    if (last === undefined) return all;
    const shown = all.slice(0, MAX_DIAGNOSTICS);
    const severity = all.some((d) => d.severity === 'error') ? 'error' : last.severity;
    return [
      ...shown,
      {
        code: 'spec.more' satisfies SpecCode,
        severity,
        message: `There are more problems, from here on: mend the first ${MAX_DIAGNOSTICS} first.`,
        range: last.range,
      },
    ];
  }
}
