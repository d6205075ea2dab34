import * as vscode from 'vscode';
import type { SeverityOverrides } from '../symmetry/lintSpec.js';

/** Which inlay hints are wanted. */
export interface InlayHintSettings {
  readonly shape: boolean;
  readonly parameters: boolean;
  readonly block: boolean;
}

/** Settings of the language features, as they hold for one document. */
export interface LanguageSettings {
  readonly codeLens: boolean;
  readonly inlayHints: InlayHintSettings;
  readonly highlightBlock: boolean;
}

/** @param scope a document, or its address */
export function readLanguageSettings(scope: vscode.ConfigurationScope): LanguageSettings {
  const settings = vscode.workspace.getConfiguration('bbd', scope);
  return {
    codeLens: settings.get('codeLens', true),
    inlayHints: {
      shape: settings.get('inlayHints.shape', true),
      parameters: settings.get('inlayHints.parameters', true),
      block: settings.get('inlayHints.block', true),
    },
    highlightBlock: settings.get('highlightBlock', true),
  };
}

const isSeverity = (value: unknown): value is NonNullable<SeverityOverrides[string]> =>
  value === 'off' || value === 'information' || value === 'warning' || value === 'error';

/** Severities of codes as the settings change them; what is no severity is left out. */
export function readSeverities(scope: vscode.ConfigurationScope): SeverityOverrides {
  const chosen: unknown = vscode.workspace.getConfiguration('bbd', scope).get('diagnostics');
  if (typeof chosen !== 'object' || chosen === null) return {};
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([code, severity]: [string, unknown]) =>
      isSeverity(severity) ? [[code, severity]] : [],
    ),
  );
}
