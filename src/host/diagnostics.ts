import * as vscode from 'vscode';
import type { Diagnostic, Severity } from '../base/textRange.js';
import { toRange } from './specDocuments.js';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** @param document with the text that was checked */
export function toVscodeDiagnostic(document: vscode.TextDocument, diagnostic: Diagnostic): vscode.Diagnostic {
  const { range, message, severity, code, related } = diagnostic;
  const shown = new vscode.Diagnostic(toRange(document, range), message, SEVERITIES[severity]);
  shown.source = 'BBD';
  shown.code = code;
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
