import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import type { BbdInspectorApi } from '../../src/host/extension.js';
import {
  activateExtension,
  cleanUp,
  openSpec,
  QUICK_SPEC,
  waitFor,
  waitForDiagnostics,
  waitForEnd,
  waitForView,
} from './support.js';

const TITLES: Readonly<Record<string, string>> = {
  'bbd.showRuns': 'BBD: Show runs',
  'bbd.compareRuns': 'BBD: Compare runs…',
  'bbd.copyNumber': 'Copy value',
  'bbd.copyNumberAsJson': 'Copy as JSON',
  'bbd.copyNumberAsLatex': 'Copy as LaTeX',
  'bbd.deleteUnkeptRuns': 'BBD: Delete unkept runs',
  'bbd.exportRun': 'BBD: Export run…',
  'bbd.analyze': 'BBD: Analyze network',
  'bbd.stop': 'BBD: Stop training',
  'bbd.pause': 'BBD: Pause training',
  'bbd.resume': 'BBD: Resume training',
  'bbd.step': 'BBD: Step once',
  'bbd.restart': 'BBD: Restart training from the same seed',
  'bbd.showPanel': 'BBD: Show panel',
  'bbd.refine': 'BBD: Run refinement experiment',
  'bbd.newSpec': 'BBD: New network spec',
  'bbd.openExample': 'BBD: Open example',
  'bbd.nextProblem': 'BBD: Go to next problem',
  'bbd.toggleLayerValues': 'BBD: Toggle layer values in the editor',
  'bbd.chooseLayerQuantity': 'BBD: Choose quantity shown in the editor',
};

/** An editor has become the active one, or a text has changed: a new document may get its text after its editor. */
const onDidChangeEditor: vscode.Event<unknown> = (listener) =>
  vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(listener),
    vscode.workspace.onDidChangeTextDocument(listener),
  );

/** The document of the active editor once its text is as asked. */
const activeDocument = (what: string, accept: (text: string) => boolean): Promise<vscode.TextDocument> =>
  waitFor(
    what,
    onDidChangeEditor,
    () => {
      const document = vscode.window.activeTextEditor?.document;
      return document !== undefined && accept(document.getText()) ? document : undefined;
    },
    () => ({
      active: vscode.window.activeTextEditor?.document.uri.toString(),
      open: vscode.workspace.textDocuments.map(({ uri }) => uri.toString()),
    }),
  );

describe('The commands', () => {
  let api: BbdInspectorApi;
  before(async () => {
    api = await activateExtension();
  });
  afterEach(cleanUp);

  it('have their titles and are registered', async () => {
    const titles = manifest.contributes.commands.map(({ command, title }) => [command, title]);
    assert.deepEqual(Object.fromEntries(titles), TITLES);
    const registered = await vscode.commands.getCommands(true);
    for (const command of Object.keys(TITLES)) assert.ok(registered.includes(command), command);
  });

  it('make a new spec that trains as it is', async () => {
    await vscode.commands.executeCommand('bbd.newSpec', 'regression');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'bbd');
    await vscode.commands.executeCommand('bbd.analyze');
    const run = await waitForEnd(api, document.uri, 1);
    assert.equal(run.status, 'completed');
  });

  it('open an example as a copy, and one with a table where its table is', async () => {
    await vscode.commands.executeCommand('bbd.openExample', 'deep-tanh.bbd.yaml');
    const copy = await activeDocument('copy', (text) => text.includes('name: Deep tanh regression'));
    assert.ok(copy.isUntitled);
    await vscode.commands.executeCommand('bbd.openExample', 'penguins-csv.bbd.yaml');
    const withTable = await activeDocument('file', (text) => text.includes('path: data/penguins.csv'));
    assert.equal(withTable.uri.scheme, 'file');
    assert.equal(withTable.languageId, 'bbd');
    await waitForDiagnostics(withTable.uri, 'a table that is found', (found) =>
      found.every(({ severity }) => severity !== vscode.DiagnosticSeverity.Error),
    );
  });

  it('go to the next problem, and from the last to the first', async () => {
    const editor = await openSpec(
      QUICK_SPEC.replace('seed: 3', 'sead: 3').replace('steps: 200', 'stepps: 200'),
    );
    await waitForDiagnostics(editor.document.uri, 'two problems', (found) => found.length === 2);
    const words: string[] = [];
    for (let i = 0; i < 3; i++) {
      await vscode.commands.executeCommand('bbd.nextProblem');
      const { active } = editor.selection;
      words.push(editor.document.getText(editor.document.getWordRangeAtPosition(active)));
    }
    assert.deepEqual(words, ['sead', 'stepps', 'sead']);
  });

  it('say why a correct spec is not trained', async () => {
    const spec = QUICK_SPEC.replace('  - repeat: 2', '  - {type: dropout, rate: 0.1}\n  - repeat: 2');
    const { document } = await openSpec(spec);
    await vscode.commands.executeCommand('bbd.analyze');
    const view = await waitForView(api, document.uri, 'verdict', ({ symmetry }) => symmetry !== undefined);
    assert.equal(view.run === undefined, view.gap !== undefined);
  });
});
