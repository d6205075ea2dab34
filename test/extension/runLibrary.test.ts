import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import {
  activateExtension,
  cleanUp,
  openSpec,
  QUICK_SPEC,
  replaceText,
  waitFor,
  waitForEnd,
  waitForView,
} from './support.js';

describe('The library of runs', () => {
  let api: BbdInspectorApi;
  before(async () => {
    api = await activateExtension();
  });
  afterEach(cleanUp);

  it('opens the difference of two specs, and puts the text of a run back as an edit that can be undone', async () => {
    const editor = await openSpec(QUICK_SPEC);
    const { uri } = editor.document;
    await vscode.commands.executeCommand('bbd.analyze');
    await waitForEnd(api, uri, 1);
    await replaceText(editor, 'learningRate: 0.02', 'learningRate: 0.03');
    await waitForEnd(api, uri, 2);
    const { runs } = await waitForView(api, uri, 'two runs', (view) => view.runs.entries.length === 2);
    assert.equal(runs.entries[0]?.changes?.text, 'learningRate 0.02 → 0.03');
    const first = runs.entries[1]?.id;
    assert.ok(first !== undefined);

    await api.askAboutRuns(uri, { type: 'diffSpecs', left: first, right: undefined });
    const diff = await waitFor('diff', vscode.window.tabGroups.onDidChangeTabs, () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff ? input : undefined;
    });
    const before = await vscode.workspace.openTextDocument(diff.original);
    assert.equal(before.getText(), QUICK_SPEC);
    assert.equal(diff.modified.toString(), uri.toString());

    await api.askAboutRuns(uri, { type: 'restoreSpec', id: first });
    assert.equal(editor.document.getText(), QUICK_SPEC);
    await vscode.commands.executeCommand('undo');
    assert.match(editor.document.getText(), /learningRate: 0\.03/);
  });
});
