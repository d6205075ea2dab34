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
  scrollTo(editor, range);
}

/**
 * Puts the cursor to a place of a document, unless it is there already. The focus stays where it is.
 * @param reveal also shows the document if it is hidden, scrolls to the place and marks it for a moment
 */
export async function moveCursorInEditor(
  document: vscode.TextDocument,
  place: TextRange,
  reveal: boolean,
): Promise<void> {
  const range = toRange(document, place);
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const viewColumn = columnOf(document) ?? vscode.ViewColumn.One;
  const editor =
    visible ??
    (reveal
      ? await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true })
      : undefined);
  if (editor === undefined) return;
  if (!range.contains(editor.selection)) editor.selection = new vscode.Selection(range.start, range.start);
  if (reveal) scrollTo(editor, range);
}

function scrollTo(editor: vscode.TextEditor, range: vscode.Range): void {
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
