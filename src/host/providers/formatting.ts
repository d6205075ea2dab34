import * as vscode from 'vscode';
import type { TextRange } from '../../base/textRange.js';
import { formatSpec } from '../../language/formatSpec.js';
import { toRange } from '../specDocuments.js';
import { BBD_LANGUAGE } from './languages.js';

/** Formats a spec, or a part of it; comments stay, and so does what it says. */
export function registerFormatting(): vscode.Disposable {
  const format = (document: vscode.TextDocument, range?: TextRange): vscode.TextEdit[] =>
    formatSpec(document.getText(), range).map((edit) =>
      vscode.TextEdit.replace(toRange(document, edit.range), edit.newText),
    );
  return vscode.Disposable.from(
    vscode.languages.registerDocumentFormattingEditProvider(BBD_LANGUAGE, {
      provideDocumentFormattingEdits: (document) => format(document),
    }),
    vscode.languages.registerDocumentRangeFormattingEditProvider(BBD_LANGUAGE, {
      provideDocumentRangeFormattingEdits: (document, range) =>
        format(document, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }),
    }),
  );
}
