import { LineIndex, type Diagnostic, type Severity } from '../base/textRange.js';
import type { Experiment } from '../network/types.js';
import type { AnalysisOrigin, RecordedRun } from '../run/analysisJson.js';

/** Something that the linter says about the spec of a run. */
export interface ExportedFinding {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** One-based, in the text of the spec. */
  readonly line: number;
}

/** Everything that exports are made from. */
export interface ExportedRun {
  readonly experiment: Experiment;
  readonly recorded: RecordedRun;
  readonly origin: AnalysisOrigin;
  readonly findings: readonly ExportedFinding[];
}

/** What the check of a text found, with places as people write them. */
export function findingsOf(diagnostics: readonly Diagnostic[], text: string): readonly ExportedFinding[] {
  const lines = new LineIndex(text);
  return diagnostics.map(({ severity, code, message, range }) => ({
    severity,
    code,
    message: message.replace(/\s+/g, ' '),
    line: lines.positionAt(range.start).line + 1,
  }));
}
