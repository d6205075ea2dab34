import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import {
  activateExtension,
  cleanUp,
  openSpec,
  QUICK_SPEC,
  rangeOf,
  replaceText,
  waitForEnd,
  waitForView,
} from './support.js';

const setLive = async (live: boolean | undefined): Promise<void> => {
  await vscode.workspace.getConfiguration('bbd').update('live', live, vscode.ConfigurationTarget.Workspace);
};

describe('While a panel is open', () => {
  let api: BbdInspectorApi;
  let editor: vscode.TextEditor;
  let spec: vscode.Uri;
  before(async () => {
    api = await activateExtension();
  });
  beforeEach(async () => {
    editor = await openSpec(QUICK_SPEC);
    spec = editor.document.uri;
    await vscode.commands.executeCommand('bbd.analyze');
    await waitForEnd(api, spec, 1);
  });
  afterEach(async () => {
    await setLive(undefined);
    await cleanUp();
  });

  it('an edit trains the unsaved text again from the same seed', async () => {
    await replaceText(editor, 'steps: 200', 'steps: 40');
    const run = await waitForEnd(api, spec, 2);
    assert.equal(run.step, 40);
    assert.equal(run.seed, 3);
    assert.ok(editor.document.isDirty);
    assert.equal(api.currentView(spec)?.stale, false);
  });

  it('a comment or another name starts no run', async () => {
    await replaceText(editor, 'name: Quick', '# a comment\nname: Quicker');
    await waitForView(api, spec, 'new title', ({ title }) => title === 'Quicker');
    // Were the comment to count, it would be run 2 and this edit run 3.
    await replaceText(editor, 'steps: 200', 'steps: 40');
    const run = await waitForEnd(api, spec, 2);
    assert.equal(run.step, 40);
    assert.equal(run.layers[0]?.line, 7);
  });

  it('an error keeps the old run, marked stale, until it is mended', async () => {
    await replaceText(editor, 'units: 1}', 'units: one}');
    const broken = await waitForView(api, spec, 'problem', ({ problems }) => problems.length > 0);
    assert.ok(broken.stale);
    assert.equal(broken.run?.number, 1);
    assert.equal(broken.run.status, 'completed');
    await replaceText(editor, 'units: one}', 'units: 1}');
    const mended = await waitForView(api, spec, 'no problem', ({ problems }) => problems.length === 0);
    assert.equal(mended.stale, false);
    assert.equal(mended.run?.number, 1);
  });

  it('nothing is trained again with bbd.live off, and the run is marked stale', async () => {
    await setLive(false);
    await replaceText(editor, 'steps: 200', 'steps: 40');
    await waitForView(api, spec, 'stale', ({ stale }) => stale);
    // The next run is the one that is asked for: number 2, had the edit started none.
    await setLive(true);
    await vscode.commands.executeCommand('bbd.restart');
    const run = await waitForEnd(api, spec, 2);
    assert.equal(run.step, 40);
  });

  it('the panel follows the cursor from layer to layer', async () => {
    const goTo = (found: string): void => {
      const { start } = rangeOf(editor.document, found);
      editor.selection = new vscode.Selection(start, start);
    };
    goTo('units: 1}');
    await waitForView(api, spec, 'head', ({ activeLayer }) => activeLayer === 3);
    goTo('loss: mse');
    await waitForView(api, spec, 'no layer', ({ activeLayer }) => activeLayer === undefined);
  });

  it('a closed editor leaves the run as it was', async () => {
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(api.currentView(spec)?.run?.status, 'completed');
    await vscode.commands.executeCommand('bbd.restart');
    const run = await waitForEnd(api, spec, 2);
    assert.equal(run.step, 200);
  });
});
