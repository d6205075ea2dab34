import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import {
  activateExtension,
  cleanUp,
  inWorkspace,
  rangeOf,
  showFile,
  waitForDiagnostics,
  waitForView,
  writeFile,
} from './support.js';

const dense = (name: string, units: number, more = ''): string =>
  `{"class_name": "Dense", "config": {"name": "${name}", "units": ${units}, "activation": "tanh"${more}}}`;
const MODEL = `{"class_name": "Sequential", "config": {"name": "net", "layers": [
  ${dense('a', 4, ', "batch_input_shape": [null, 3]')},
  ${dense('b', 4)},
  ${dense('c', 4)},
  ${dense('d', 4, ', "use_bias": false')},
  ${dense('e', 4)},
  ${dense('f', 4)},
  ${dense('g', 1)}
]}}
`;

const lensesOf = (uri: vscode.Uri): Thenable<vscode.CodeLens[]> =>
  vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);

describe('A JSON file with a Keras model', () => {
  let api: BbdInspectorApi;
  let model: vscode.Uri;
  before(async () => {
    api = await activateExtension();
  });
  beforeEach(async () => {
    model = inWorkspace(`model-${randomUUID()}.json`);
    await writeFile(model, MODEL);
  });
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('bbd')
      .update('kerasFiles', undefined, vscode.ConfigurationTarget.Workspace);
    await cleanUp();
  });

  it('is left alone until it is analysed', async () => {
    const { document } = await showFile(model);
    assert.deepEqual(await lensesOf(model), []);
    await vscode.commands.executeCommand('bbd.analyze');
    const view = await waitForView(api, model, 'verdict', ({ symmetry }) => symmetry !== undefined);
    assert.ok(view.assumptions.length > 0);
    await waitForDiagnostics(model, 'findings', (found) =>
      found.some(({ message }) => /bias/i.test(message)),
    );
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      model,
      rangeOf(document, '"name": "b"').start,
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
    );
    assert.match(texts.join('\n'), /\*\*b\*\* · dense · link 1/);
    assert.ok((await lensesOf(model)).length >= 2);
  });

  it('is ours when the settings name it', async () => {
    await showFile(model);
    await vscode.workspace
      .getConfiguration('bbd')
      .update('kerasFiles', ['model-*.json'], vscode.ConfigurationTarget.Workspace);
    await waitForDiagnostics(model, 'findings', (found) =>
      found.some(({ message }) => /bias/i.test(message)),
    );
  });
});
