import * as vscode from 'vscode';
import type { Diagnostic } from '../base/textRange.js';
import type { BlockHighlight } from './blockHighlight.js';
import type { SpecChecks } from './specChecks.js';
import { findDocument, toRange } from './specDocuments.js';

/** Commands that lenses and walkthrough lead to. */
export function registerLanguageCommands(checks: SpecChecks, highlight: BlockHighlight): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('bbd.nextProblem', (uri: unknown) => goToNextProblem(checks, uri)),
    vscode.commands.registerCommand('bbd.showBlock', (uri: unknown, block: unknown) => {
      if (uri instanceof vscode.Uri && typeof block === 'number') highlight.show(uri, block);
    }),
  );
}

/** Puts the cursor on the next problem behind it, the first one after the last, and shows what it says. */
async function goToNextProblem(checks: SpecChecks, uri: unknown): Promise<void> {
  const shown = vscode.window.activeTextEditor?.document;
  const document = uri instanceof vscode.Uri ? findDocument(uri) : shown;
  const checked = document && checks.checkOurs(document);
  if (document === undefined || checked === undefined) return;
  const editor = await vscode.window.showTextDocument(document);
  const next = problemAfter(checked.diagnostics, document.offsetAt(editor.selection.active));
  if (next === undefined) return;
  const range = toRange(document, next.range);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover');
}

function problemAfter(diagnostics: readonly Diagnostic[], offset: number): Diagnostic | undefined {
  return diagnostics.find(({ range }) => range.start > offset) ?? diagnostics[0];
}
