import type * as vscode from 'vscode';

/** Specs in YAML. For specs in JSON the editor's own JSON features do what these documents need from us. */
export const BBD_LANGUAGE: vscode.DocumentSelector = { language: 'bbd' };
