import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { TextEdit } from '../base/textRange.js';

/** Of the texts that runs were trained from. */
export const RUN_SCHEME = 'bbd-run';

const JSON_PATTERN = '**/*.bbd.json';

/** The documents that are specs: the `bbd` language, and JSON files by their name. */
export const SPEC_SELECTOR: vscode.DocumentSelector = [
  { language: 'bbd' },
  { language: 'json', pattern: JSON_PATTERN },
  { language: 'jsonc', pattern: JSON_PATTERN },
];

/** True for specs that can be edited; not for views of other versions, such as the left side of a diff. */
export function isSpecDocument(document: vscode.TextDocument): boolean {
  return (
    vscode.languages.match(SPEC_SELECTOR, document) > 0 &&
    document.uri.scheme !== RUN_SCHEME &&
    (document.isUntitled || vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) !== false)
  );
}

/** The open document with this address, if there is one. */
export function findDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

export function toRange(
  document: vscode.TextDocument,
  range: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

/** Edits of one text as one that can be undone at once. */
export function toWorkspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, toRange(document, range), newText);
  return edit;
}

export const fileNameOf = (uri: vscode.Uri): string => posix.basename(uri.path);
