import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import type { BbdInspectorApi } from '../../src/host/extension.js';
import { activateExtension, cleanUp, waitForEnd } from './support.js';

const TITLES: Readonly<Record<string, string>> = {
  'bbd.analyze': 'BBD: Analyze network',
  'bbd.stop': 'BBD: Stop training',
  'bbd.pause': 'BBD: Pause training',
  'bbd.resume': 'BBD: Resume training',
  'bbd.step': 'BBD: Step once',
  'bbd.restart': 'BBD: Restart training from the same seed',
  'bbd.showPanel': 'BBD: Show panel',
  'bbd.newSpec': 'BBD: New network spec',
};

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
    await vscode.commands.executeCommand('bbd.newSpec');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'bbd');
    await vscode.commands.executeCommand('bbd.analyze');
    const run = await waitForEnd(api, document.uri, 1);
    assert.equal(run.status, 'completed');
  });
});
