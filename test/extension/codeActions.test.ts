import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  activateExtension,
  cleanUp,
  codeOf,
  openSpec,
  QUICK_SPEC,
  rangeOf,
  waitForDiagnostics,
} from './support.js';

/** Five equal layers, but that the fourth has another activation and the fifth no bias. */
const BROKEN_SPEC = QUICK_SPEC.replace(
  /layers:\n(?:.*\n)*?loss/,
  `layers:
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: relu}
  - {type: dense, units: 4, activation: tanh, bias: false}
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 1}
loss`,
);

const isFinding = (diagnostic: vscode.Diagnostic): boolean =>
  codeOf(diagnostic)?.startsWith('symmetry.') === true;
const hasFinding = (code: string) => (found: readonly vscode.Diagnostic[]) =>
  found.some((diagnostic) => codeOf(diagnostic) === code);
const hasNo = (code: string) => (found: readonly vscode.Diagnostic[]) => !hasFinding(code)(found);

async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
  );
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'there is such an action');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe('Findings on symmetry', () => {
  before(activateExtension);
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('bbd')
      .update('diagnostics', undefined, vscode.ConfigurationTarget.Workspace);
    await cleanUp();
  });

  it('are mended one by one by their fixes', async () => {
    const { document } = await openSpec(BROKEN_SPEC);
    const found = await waitForDiagnostics(document.uri, 'finding', hasFinding('symmetry.bias'));
    const finding = found.find((diagnostic) => codeOf(diagnostic) === 'symmetry.bias');
    assert.ok(finding);
    const [fix] = await actionsAt(document, finding.range);
    await apply(fix);
    assert.doesNotMatch(document.getText(), /bias: false/);
    await waitForDiagnostics(document.uri, 'no such finding', hasNo('symmetry.bias'));
  });

  it('are mended all at once', async () => {
    const { document } = await openSpec(BROKEN_SPEC);
    const found = await waitForDiagnostics(document.uri, 'findings', hasFinding('symmetry.bias'));
    const place = found.find(isFinding)?.range;
    assert.ok(place);
    const kind = vscode.CodeActionKind.SourceFixAll.append('bbd');
    const [all] = await actionsAt(document, place, kind);
    await apply(all);
    await waitForDiagnostics(document.uri, 'no finding', (left) => !left.some(isFinding));
    const titles = (await actionsAt(document, place, vscode.CodeActionKind.SourceFixAll)).map(
      ({ title }) => title,
    );
    assert.deepEqual(titles, [], 'a general “fix all” leaves architectures alone');
  });

  it('are silenced by comments', async () => {
    const { document } = await openSpec(BROKEN_SPEC);
    const found = await waitForDiagnostics(document.uri, 'finding', hasFinding('symmetry.bias'));
    const finding = found.find((diagnostic) => codeOf(diagnostic) === 'symmetry.bias');
    assert.ok(finding);
    const actions = await actionsAt(document, finding.range);
    await apply(actions.find(({ title }) => title === 'Silence symmetry.bias on this line'));
    assert.match(document.getText(), /# bbd-ignore symmetry\.bias\n/);
    await waitForDiagnostics(document.uri, 'silence', hasNo('symmetry.bias'));
  });

  it('have the severity that the settings give them', async () => {
    const { document } = await openSpec(BROKEN_SPEC);
    await waitForDiagnostics(document.uri, 'finding', hasFinding('symmetry.bias'));
    const settings = vscode.workspace.getConfiguration('bbd');
    await settings.update(
      'diagnostics',
      { 'symmetry.bias': 'off', 'symmetry.activation': 'information' },
      vscode.ConfigurationTarget.Workspace,
    );
    const left = await waitForDiagnostics(document.uri, 'silence', hasNo('symmetry.bias'));
    const activation = left.find((diagnostic) => codeOf(diagnostic) === 'symmetry.activation');
    assert.equal(activation?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('carry the places that they are compared with', async () => {
    const { document } = await openSpec(BROKEN_SPEC);
    const found = await waitForDiagnostics(document.uri, 'finding', hasFinding('symmetry.activation'));
    const related = found.find(isFinding)?.relatedInformation ?? [];
    assert.ok(related.length > 0);
    for (const { location } of related) {
      assert.notEqual(document.getText(location.range), '');
      assert.ok(location.range.end.isAfter(rangeOf(document, 'layers:').start));
    }
  });
});
