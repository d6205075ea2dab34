import * as vscode from 'vscode';
import { RUN_ACTIONS } from '../protocol/panel.js';
import type { Inspectors } from './inspectors.js';
import { isSpecDocument } from './specDocuments.js';
import { SPEC_TEMPLATE } from './specTemplate.js';

const NO_SPEC = 'Open a network spec (*.bbd.yaml, *.bbd.yml or *.bbd.json) first, or make one.';
const NEW_SPEC = 'New network spec';

/** Registers the commands; `uri` arguments come from the editor's title bar and the status bar. */
export function registerCommands(inspectors: Inspectors): vscode.Disposable {
  const register = (name: string, run: (uri: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`bbd.${name}`, run);
  return vscode.Disposable.from(
    register('analyze', async (uri) => {
      const spec = chooseSpec(inspectors, uri);
      if (spec === undefined) offerNewSpec();
      else await inspectors.open(spec).analyze();
    }),
    register('showPanel', async (uri) => {
      const spec = chooseSpec(inspectors, uri);
      if (spec === undefined) {
        offerNewSpec();
        return;
      }
      const inspector = inspectors.open(spec);
      await inspector.readText();
      await inspector.restoreRun();
      inspector.showPanel();
    }),
    register('newSpec', async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'bbd', content: SPEC_TEMPLATE });
      await vscode.window.showTextDocument(document);
    }),
    ...RUN_ACTIONS.map((action) =>
      register(action, async () => {
        const inspector = inspectors.current();
        if (inspector?.inspection.run === undefined) {
          void vscode.window.showInformationMessage(
            'There is no training here yet: run “BBD: Analyze network”.',
          );
        } else await inspector.act(action);
      }),
    ),
  );
}

function chooseSpec(inspectors: Inspectors, argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  const document = vscode.window.activeTextEditor?.document;
  const active = inspectors.all().find((inspector) => inspector.isPanelActive);
  if (active !== undefined) return active.uri;
  if (document !== undefined && isSpecDocument(document)) return document.uri;
  return inspectors.current()?.uri;
}

function offerNewSpec(): void {
  void vscode.window.showErrorMessage(NO_SPEC, NEW_SPEC).then((choice) => {
    if (choice === NEW_SPEC) void vscode.commands.executeCommand('bbd.newSpec');
  });
}
