import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import type { RunView } from '../../src/protocol/panel.js';
import {
  activateExtension,
  cleanUp,
  inWorkspace,
  openSpec,
  QUICK_DATA,
  QUICK_SPEC,
  rangeOf,
  replaceText,
  showFile,
  waitFor,
  waitForEnd,
  waitForView,
  writeFile,
} from './support.js';

const setSetting = async (name: 'live' | 'liveDelay', value: boolean | number | undefined): Promise<void> => {
  await vscode.workspace.getConfiguration('bbd').update(name, value, vscode.ConfigurationTarget.Workspace);
};

describe('While a panel is open', () => {
  let api: BbdInspectorApi;
  let editor: vscode.TextEditor;
  let spec: vscode.Uri;
  before(async () => {
    api = await activateExtension();
    // A run that an edit must not start would start before the next edit is seen.
    await setSetting('liveDelay', 0);
  });
  after(() => setSetting('liveDelay', undefined));
  beforeEach(async () => {
    editor = await openSpec(QUICK_SPEC);
    spec = editor.document.uri;
    await vscode.commands.executeCommand('bbd.analyze');
    await waitForEnd(api, spec, 1);
  });
  afterEach(async () => {
    await setSetting('live', undefined);
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
    await setSetting('live', false);
    await replaceText(editor, 'steps: 200', 'steps: 40');
    await waitForView(api, spec, 'stale', ({ stale }) => stale);
    await replaceText(editor, 'name: Quick', 'name: Quicker');
    const edited = await waitForView(api, spec, 'new title', ({ title }) => title === 'Quicker');
    assert.equal(edited.run?.number, 1);
    assert.ok(edited.stale);
    await vscode.commands.executeCommand('bbd.restart');
    const run = await waitForEnd(api, spec, 2);
    assert.equal(run.step, 40);
  });

  it('a changed table on disk trains again', async () => {
    const table = inWorkspace('live-table.csv');
    await writeFile(table, 'a,b,c,y\n1,2,3,0.5\n3,2,1,0.1\n2,2,5,0.2\n1,4,1,0.9\n');
    await replaceText(editor, QUICK_DATA, 'data: {source: csv, path: live-table.csv}');
    const first = await waitForEnd(api, spec, 2);
    await writeFile(table, 'a,b,c,y\n1,2,3,0.5\n3,2,1,0.1\n2,2,5,0.2\n1,4,1,-3\n');
    const second = await waitForEnd(api, spec, 3);
    assert.notEqual(second.finalLoss, first.finalLoss);
    await vscode.workspace.fs.delete(table);
  });

  it('the panel follows the cursor from layer to layer', async () => {
    const goTo = (found: string): void => {
      const { start } = rangeOf(editor.document, found);
      editor.selection = new vscode.Selection(start, start);
    };
    goTo('units: 1}');
    await waitForView(api, spec, 'head', ({ selection }) => selection?.m === 3);
    goTo('loss: mse');
    await waitForView(api, spec, 'no layer', ({ selection }) => selection === undefined);
  });

  it('a renamed spec keeps its panel and its run', async () => {
    const renamed = inWorkspace(`renamed-${randomUUID()}.bbd.yaml`);
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(spec, renamed);
    assert.ok(await vscode.workspace.applyEdit(rename));
    const view = await waitForView(api, renamed, 'run', ({ run }) => run !== undefined);
    assert.equal(view.run?.status, 'completed');
    assert.match(view.file, /^renamed-/);
    assert.equal(api.currentView(spec), undefined);
    const moved = await showFile(renamed);
    await replaceText(moved, 'steps: 200', 'steps: 40');
    const run = await waitForEnd(api, renamed, 2);
    assert.equal(run.step, 40);
  });

  it('a closed editor leaves the run as it was, and it can be restarted', async () => {
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(api.currentView(spec)?.run?.status, 'completed');
    await vscode.commands.executeCommand('bbd.restart');
    const run = await waitForEnd(api, spec, 2);
    assert.equal(run.step, 200);
  });
});

/** What comes to a panel: it is sent as JSON. */
const asPanelsGetIt = (run: RunView | undefined): unknown => JSON.parse(JSON.stringify(run));

describe('Once panel and editor are closed', () => {
  afterEach(cleanUp);

  it('the run comes back from disk when the panel is shown again', async () => {
    const api = await activateExtension();
    const { document } = await openSpec(QUICK_SPEC);
    await vscode.commands.executeCommand('bbd.analyze');
    const run = await waitForEnd(api, document.uri, 1);
    await cleanUp();
    await waitFor(
      'end of the inspector',
      api.onDidChangeView,
      () => api.currentView(document.uri) === undefined || undefined,
    );
    await showFile(document.uri);
    await vscode.commands.executeCommand('bbd.showPanel');
    const view = await waitForView(api, document.uri, 'run', (shown) => shown.run !== undefined);
    assert.deepEqual(asPanelsGetIt(view.run), asPanelsGetIt(run));
    assert.equal(view.stale, false);
  });
});
