import * as vscode from 'vscode';
import type { TextRange } from '../base/textRange.js';
import { toRange } from './specDocuments.js';

/** Milliseconds for which a revealed place stands out. */
const HIGHLIGHT_TIME = 1500;

const highlight = vscode.window.createTextEditorDecorationType({
  backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
  isWholeLine: true,
});

/**
 * Goes to a place of a document, in the column where the document is open or else the first one, and marks it for a
 * moment.
 */
export async function revealInEditor(document: vscode.TextDocument, place: TextRange): Promise<void> {
  const range = toRange(document, place);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(document) ?? vscode.ViewColumn.One,
  });
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  editor.setDecorations(highlight, [range]);
  setTimeout(() => {
    editor.setDecorations(highlight, []);
  }, HIGHLIGHT_TIME);
}

function columnOf(document: vscode.TextDocument): vscode.ViewColumn | undefined {
  const key = document.uri.toString();
  const holdsDocument = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === key;
  return vscode.window.tabGroups.all.find((group) => group.tabs.some(holdsDocument))?.viewColumn;
}
