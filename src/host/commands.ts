import * as vscode from 'vscode';
import { RUN_ACTIONS } from '../protocol/panel.js';
import { openExample } from './examples.js';
import { exportShownRun } from './exportCommand.js';
import type { Inspector } from './inspector.js';
import type { Inspectors } from './inspectors.js';
import { mayHoldModel, type KerasFiles } from './kerasFiles.js';
import { newSpec } from './newSpec.js';
import { findDocument, isSpecDocument } from './specDocuments.js';

const NO_SPEC =
  'Open a network spec (*.bbd.yaml, *.bbd.yml or *.bbd.json) or a Keras model (JSON) first, or make a spec.';
const NEW_SPEC = 'New network spec';

export interface CommandServices {
  readonly inspectors: Inspectors;
  readonly kerasFiles: KerasFiles;
  /** The examples of the extension. */
  readonly examples: vscode.Uri;
}

/** Registers the commands; `uri` arguments come from the editor's title bar, lenses and the status bar. */
export function registerCommands({ inspectors, kerasFiles, examples }: CommandServices): vscode.Disposable {
  const register = (name: string, run: (argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`bbd.${name}`, run);
  return vscode.Disposable.from(
    register('analyze', async (uri) => {
      const spec = chooseSpec(inspectors, kerasFiles, uri);
      if (spec === undefined) offerNewSpec();
      else await inspectors.open(spec).analyze();
    }),
    register('showPanel', async (uri) => {
      const spec = chooseSpec(inspectors, kerasFiles, uri);
      if (spec === undefined) {
        offerNewSpec();
        return;
      }
      const inspector = inspectors.open(spec);
      await inspector.readText();
      await inspector.restoreRun();
      inspector.showPanel();
    }),
    register('refine', async (uri) => {
      const spec = chooseSpec(inspectors, kerasFiles, uri);
      if (spec === undefined) offerNewSpec();
      else await inspectors.open(spec).refine();
    }),
    register('newSpec', newSpec),
    register('openExample', (name) => openExample(examples, typeof name === 'string' ? name : undefined)),
    ...RUN_ACTIONS.map((action) =>
      register(action, async () => {
        await withRun(inspectors, (inspector) => inspector.act(action));
      }),
    ),
    register('exportRun', async () => {
      await withRun(inspectors, exportShownRun);
    }),
  );
}

/** Does something with the inspector that is meant, if it has a run. */
async function withRun(inspectors: Inspectors, act: (inspector: Inspector) => Promise<void>): Promise<void> {
  const inspector = inspectors.current();
  if (inspector?.inspection.run === undefined) {
    void vscode.window.showInformationMessage('There is no training here yet: run “BBD: Analyze network”.');
  } else await act(inspector);
}

function chooseSpec(
  inspectors: Inspectors,
  kerasFiles: KerasFiles,
  argument: unknown,
): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) {
    takeUpModel(findDocument(argument), kerasFiles);
    return argument;
  }
  const document = vscode.window.activeTextEditor?.document;
  const active = inspectors.all().find((inspector) => inspector.isPanelActive);
  if (active !== undefined) return active.uri;
  if (document !== undefined && (isSpecDocument(document) || takeUpModel(document, kerasFiles)))
    return document.uri;
  return inspectors.current()?.uri;
}

/** A JSON file with a model in it is ours once it has been analysed. */
function takeUpModel(document: vscode.TextDocument | undefined, kerasFiles: KerasFiles): boolean {
  if (document === undefined || isSpecDocument(document)) return false;
  if (!kerasFiles.has(document) && !mayHoldModel(document)) return false;
  kerasFiles.add(document);
  return true;
}

function offerNewSpec(): void {
  void vscode.window.showErrorMessage(NO_SPEC, NEW_SPEC).then((choice) => {
    if (choice === NEW_SPEC) void vscode.commands.executeCommand('bbd.newSpec');
  });
}
