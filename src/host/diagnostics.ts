import * as vscode from 'vscode';
import type { Diagnostic, Severity } from '../base/textRange.js';
import type { DiagnosticDocs } from './diagnosticDocs.js';
import { toRange } from './specDocuments.js';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** What is written without effect: shown faded. */
const UNNECESSARY: ReadonlySet<string> = new Set(['spec.duplicateKey']);

/** @param document with the text that was checked */
export function toVscodeDiagnostic(
  document: vscode.TextDocument,
  diagnostic: Diagnostic,
  docs: DiagnosticDocs,
): vscode.Diagnostic {
  const { range, message, severity, code, related } = diagnostic;
  const shown = new vscode.Diagnostic(toRange(document, range), message, SEVERITIES[severity]);
  const target = docs.find(code);
  shown.source = 'BBD';
  shown.code = target === undefined ? code : { value: code, target };
  if (UNNECESSARY.has(code)) shown.tags = [vscode.DiagnosticTag.Unnecessary];
  if (related !== undefined) {
    shown.relatedInformation = related.map(
      (place) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(document.uri, toRange(document, place.range)),
          place.message,
        ),
    );
  }
  return shown;
}

/** The code of a diagnostic that `toVscodeDiagnostic` made. */
export function codeOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}
