import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  activateExtension,
  cleanUp,
  codeOf,
  inWorkspace,
  openSpec,
  QUICK_SPEC,
  rangeOf,
  replaceText,
  waitForDiagnostics,
  writeFile,
} from './support.js';

const hasCode =
  (code: string) =>
  (diagnostics: readonly vscode.Diagnostic[]): boolean =>
    diagnostics.some((diagnostic) => codeOf(diagnostic) === code);
const isEmpty = (diagnostics: readonly vscode.Diagnostic[]): boolean => diagnostics.length === 0;

describe('Diagnostics', () => {
  before(activateExtension);
  afterEach(cleanUp);

  it('come and go while typing, at their place', async () => {
    const editor = await openSpec(QUICK_SPEC);
    const { document } = editor;
    await replaceText(editor, 'learningRate', 'learningRat');
    const [problem] = await waitForDiagnostics(document.uri, 'unknown key', hasCode('spec.unknownKey'));
    assert.ok(problem);
    assert.deepEqual(problem.range, rangeOf(document, 'learningRat'));
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem.message, /learningRate/);
    assert.ok(typeof problem.code === 'object');
    assert.match(problem.code.target.toString(), /docs\/diagnostics\.md#L\d+$/);
    await replaceText(editor, 'learningRat', 'learningRate');
    await waitForDiagnostics(document.uri, 'no problem', isEmpty);
  });

  it('are mended by their quick fix', async () => {
    const editor = await openSpec(QUICK_SPEC.replace('activation: tanh}', 'activatoin: tanh}'));
    const { document } = editor;
    await waitForDiagnostics(document.uri, 'unknown key', hasCode('spec.unknownKey'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      rangeOf(document, 'activatoin'),
      vscode.CodeActionKind.QuickFix.value,
    );
    const [fix] = actions;
    assert.ok(fix?.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), QUICK_SPEC);
    await waitForDiagnostics(document.uri, 'no problem', isEmpty);
  });

  it('are given for JSON specs too', async () => {
    const { document } = await openSpec('{"bbd": 1, "layers": [{"type": "dense", "units": -3}]}', 'bbd.json');
    const found = await waitForDiagnostics(document.uri, 'bad size', hasCode('spec.outOfRange'));
    const problem = found.find((diagnostic) => codeOf(diagnostic) === 'spec.outOfRange');
    assert.deepEqual(problem?.range, rangeOf(document, '-3'));
  });

  it('disappear when the file is closed', async () => {
    const { document } = await openSpec('bbd: 1\nnonsense: 1\n');
    await waitForDiagnostics(document.uri, 'unknown key', hasCode('spec.unknownKey'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await waitForDiagnostics(document.uri, 'no problem', isEmpty);
  });

  it('follow a table on disk: missing, then there, then with another shape', async () => {
    const table = inWorkspace('table-of-test.csv');
    const spec = QUICK_SPEC.replace(
      /data: .*/,
      'data: {source: csv, path: table-of-test.csv, targets: [c]}',
    ).replace('batchSize: 4', 'batchSize: 2');
    const { document } = await openSpec(spec);
    const missing = await waitForDiagnostics(document.uri, 'missing file', (found) => found.length > 0);
    assert.ok(missing.some(({ range }) => range.isEqual(rangeOf(document, 'table-of-test.csv'))));
    await writeFile(table, 'a,b,c\n1,2,3\n4,5,6\n7,8,10\n3,1,2\n');
    await waitForDiagnostics(document.uri, 'no problem once the file is there', isEmpty);
    await writeFile(table, 'a,b\n1,2\n');
    await waitForDiagnostics(document.uri, 'problem with the changed file', (found) => found.length > 0);
    await vscode.workspace.fs.delete(table);
  });

  it('say that an unsaved spec cannot name a table', async () => {
    const content = QUICK_SPEC.replace(/data: .*/, 'data: {source: csv, path: table.csv}');
    const document = await vscode.workspace.openTextDocument({ language: 'bbd', content });
    await vscode.window.showTextDocument(document);
    const found = await waitForDiagnostics(document.uri, 'problem', (all) => all.length > 0);
    assert.ok(found.some(({ message }) => message.includes('Save this spec first')));
  });
});
