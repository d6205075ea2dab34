import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, cleanUp, openSpec, QUICK_SPEC, waitForEnd } from './support.js';

/** Answers a dialog of the window until `restore` is called. */
function answer(dialog: 'showQuickPick' | 'showSaveDialog', reply: unknown): () => void {
  const original = vscode.window[dialog];
  Object.assign(vscode.window, { [dialog]: reply });
  return () => {
    Object.assign(vscode.window, { [dialog]: original });
  };
}

describe('Export run', () => {
  afterEach(cleanUp);

  it('asks for a format and a place, and writes a report that needs no other file', async () => {
    const api = await activateExtension();
    const { document } = await openSpec(QUICK_SPEC);
    await vscode.commands.executeCommand('bbd.analyze');
    await waitForEnd(api, document.uri, 1);
    const target = vscode.Uri.joinPath(document.uri, '..', 'exported.html');
    let title = '';
    const restore = [
      answer('showQuickPick', (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
        title = options.title ?? '';
        return Promise.resolve(items.find(({ description }) => description === '.html'));
      }),
      answer('showSaveDialog', () => Promise.resolve(target)),
    ];
    try {
      // It goes on behind the offer to open the file, which nobody answers.
      await vscode.commands.executeCommand('bbd.exportRun');
    } finally {
      for (const undo of restore) undo();
    }
    assert.equal(title, 'Export run 1 of Quick');
    const html = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert.match(html, /<h1>Quick<\/h1>/);
    assert.match(html, /Terms of every layer at step 190/);
    await vscode.workspace.fs.delete(target);
  });
});
