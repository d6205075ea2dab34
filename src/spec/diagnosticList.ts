import type { Diagnostic, TextRange } from '../base/textRange.js';
import type { SpecCode } from './specCodes.js';

/** A diagnostic whose code is one of the documented ones. */
export interface CodedDiagnostic<Code extends string> extends Diagnostic {
  readonly code: Code;
}
export type Report<Code extends string> = (diagnostic: CodedDiagnostic<Code>) => void;

/** An error in the syntax of a text. */
export type SyntaxProblem = CodedDiagnostic<SpecCode> & { readonly severity: 'error' };

/** More than this helps nobody; one more says that there are more. */
const MAX_SHOWN = 100;

/** A text with more is not a spec with mistakes; sorting and comparing all would only take time. */
const MAX_KEPT = 1000;

const overlaps = (a: TextRange, b: TextRange): boolean => a.start <= b.end && b.start <= a.end;

/** Collects what is found wrong with one text. */
export class DiagnosticList {
  private readonly found = new Map<string, Diagnostic>();
  private readonly syntaxErrors: SyntaxProblem[] = [];
  private errors = false;

  /** Keeps a diagnostic; the same one again (an alias is read once for each use) is dropped. */
  readonly report = (diagnostic: Diagnostic): void => {
    if (diagnostic.severity === 'error') this.errors = true;
    if (this.found.size === MAX_KEPT) return;
    const { code, message, range } = diagnostic;
    this.found.set(`${code} ${range.start} ${range.end} ${message}`, diagnostic);
  };

  /** Keeps an error in the text's syntax: it hides the consequences that the broken syntax has there. */
  readonly reportSyntax = (error: SyntaxProblem): void => {
    this.errors = true;
    if (this.syntaxErrors.length <= MAX_SHOWN) this.syntaxErrors.push(error);
  };

  /** Takes over what another list of the same text has found. */
  absorb(other: DiagnosticList): void {
    other.syntaxErrors.forEach(this.reportSyntax);
    other.found.forEach(this.report);
  }

  get hasError(): boolean {
    return this.errors;
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
    const next = all[MAX_SHOWN];
    if (next === undefined) return all;
    const more: CodedDiagnostic<SpecCode> = {
      code: 'spec.more',
      severity: this.errors ? 'error' : next.severity,
      message: `There are more problems, from here on: mend the first ${MAX_SHOWN} first.`,
      range: next.range,
    };
    return [...all.slice(0, MAX_SHOWN), more];
  }
}
