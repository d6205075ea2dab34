import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, cleanUp, openSpec, QUICK_SPEC } from './support.js';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('bbd.editor');

const forget = async (): Promise<void> => {
  for (const setting of ['layerValues', 'quantity']) {
    await settings().update(setting, undefined, vscode.ConfigurationTarget.Global);
    await settings().update(setting, undefined, vscode.ConfigurationTarget.Workspace);
  }
};

describe('The values of layers in the editor', () => {
  before(activateExtension);
  beforeEach(() => openSpec(QUICK_SPEC));
  afterEach(async () => {
    await forget();
    await cleanUp();
  });

  it('are switched on and off in the settings', async () => {
    assert.equal(settings().get('layerValues'), 'off');
    await vscode.commands.executeCommand('bbd.toggleLayerValues');
    assert.equal(settings().get('layerValues'), 'both');
    await vscode.commands.executeCommand('bbd.toggleLayerValues');
    assert.equal(settings().get('layerValues'), 'off');
  });

  it('are switched where the workspace sets them', async () => {
    await settings().update('layerValues', 'heat', vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('bbd.toggleLayerValues');
    const written = settings().inspect('layerValues');
    assert.deepEqual([written?.workspaceValue, written?.globalValue], ['off', undefined]);
  });

  it('are of the quantity that was chosen, which switches them on', async () => {
    await vscode.commands.executeCommand('bbd.chooseLayerQuantity', 'coupling');
    assert.equal(settings().get('quantity'), 'coupling');
    assert.equal(settings().get('layerValues'), 'both');
    await settings().update('layerValues', 'values', vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('bbd.chooseLayerQuantity', 'residual');
    assert.equal(settings().get('quantity'), 'residual');
    assert.equal(settings().get('layerValues'), 'values');
  });
});
