import { extname } from 'node:path';
import * as vscode from 'vscode';
import { assertNever, messageOf } from '../base/result.js';
import { runName, type RunsMessage } from '../protocol/runs.js';
import type { Inspector } from './inspector.js';
import { runTextUri } from './runTexts.js';
import { findDocument, fileNameOf } from './specDocuments.js';
import type { SpecRuns } from './specRuns.js';

/** Does what the panel asks about runs. */
export async function actOnRuns(inspector: Inspector, message: RunsMessage): Promise<void> {
  const { runs, uri } = inspector;
  switch (message.type) {
    case 'showRun':
      await runs.show(message.id);
      break;
    case 'compareRuns':
      await runs.compare(message.ids);
      break;
    case 'keepRun':
      await runs.keep(message.id, message.kept);
      break;
    case 'renameRun':
      await runs.rename(message.id, message.name);
      break;
    case 'deleteRun': {
      const [gone] = await runs.delete([message.id]);
      if (gone !== undefined) offerUndo(runs, [gone.id], `“${runName(gone)}” was deleted.`);
      break;
    }
    case 'deleteUnkeptRuns':
      await deleteUnkeptRuns(runs);
      break;
    case 'diffSpecs':
      await diffSpecs(runs, uri, message.left, message.right);
      break;
    case 'reopenSpec':
      await reopenSpec(runs, uri, message.id);
      break;
    case 'restoreSpec':
      await restoreSpec(runs, uri, message.id);
      break;
    default:
      assertNever(message);
  }
}

/** Deletes the runs of all specs that are not kept, and offers to bring them back. */
export async function deleteUnkeptRuns(runs: Pick<SpecRuns, 'deleteUnkept' | 'undelete'>): Promise<void> {
  const ids = await runs.deleteUnkept();
  if (ids.length === 0) void vscode.window.showInformationMessage('There are no runs that are not kept.');
  else offerUndo(runs, ids, ids.length === 1 ? '1 run was deleted.' : `${ids.length} runs were deleted.`);
}

function offerUndo(runs: Pick<SpecRuns, 'undelete'>, ids: readonly string[], text: string): void {
  const undo = 'Undo';
  void vscode.window.showInformationMessage(text, undo).then(async (choice) => {
    if (choice !== undo) return;
    try {
      await runs.undelete(ids);
    } catch (thrown) {
      void vscode.window.showErrorMessage(`Not all could be brought back. ${messageOf(thrown)}`);
    }
  });
}

/** @param right undefined: the text as it is in the editor */
async function diffSpecs(
  runs: SpecRuns,
  spec: vscode.Uri,
  left: string,
  right: string | undefined,
): Promise<void> {
  const side = (id: string | undefined): { readonly uri: vscode.Uri; readonly name: string } | undefined => {
    if (id === undefined) return { uri: spec, name: 'the text now' };
    const entry = runs.entryOf(id);
    if (!entry?.hasText) return undefined;
    return { uri: runTextUri(id, runName(entry), spec), name: runName(entry) };
  };
  const [from, to] = [side(left), side(right)];
  if (from === undefined || to === undefined) {
    sayTextIsMissing();
    return;
  }
  const title = `${fileNameOf(spec)}: ${from.name} ↔ ${to.name}`;
  const options: vscode.TextDocumentShowOptions = { viewColumn: vscode.ViewColumn.One, preview: true };
  await vscode.commands.executeCommand('vscode.diff', from.uri, to.uri, title, options);
}

async function reopenSpec(runs: SpecRuns, spec: vscode.Uri, id: string): Promise<void> {
  const content = runs.textOf(id);
  if (content === undefined) {
    sayTextIsMissing();
    return;
  }
  const language = extname(spec.path) === '.json' ? 'json' : 'bbd';
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}

/** Puts the text of a run in place of the text in the editor, as an edit that can be undone. */
async function restoreSpec(runs: SpecRuns, spec: vscode.Uri, id: string): Promise<void> {
  const content = runs.textOf(id);
  if (content === undefined) {
    sayTextIsMissing();
    return;
  }
  const document = findDocument(spec) ?? (await vscode.workspace.openTextDocument(spec));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  if (document.getText() === content) {
    void vscode.window.showInformationMessage('The text in the editor is that of this run already.');
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(spec, new vscode.Range(0, 0, document.lineCount, 0), content);
  const done = await vscode.workspace.applyEdit(edit);
  if (!done)
    void vscode.window.showErrorMessage(
      'The file cannot be changed. “Reopen spec” opens the text by itself.',
    );
}

function sayTextIsMissing(): void {
  void vscode.window.showErrorMessage(
    'The text of this run is not there: an older version stored the run, without it.',
  );
}
