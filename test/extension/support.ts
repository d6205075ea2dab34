import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { isLive } from '../../src/run/result.js';

/** Milliseconds that anything expected may take; far more than it needs. */
const LIMIT = 20_000;

export const QUICK_DATA = 'data: {source: teacher, inputs: 3, outputs: 1, samples: 32, noise: 0}';

/** A network that trains in a moment. */
export const QUICK_SPEC = `bbd: 1
name: Quick
seed: 3
${QUICK_DATA}
layers:
  - {type: dense, units: 4, activation: tanh}
  - repeat: 2
    layers:
      - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 1}
loss: mse
training: {learningRate: 0.02, batchSize: 4, steps: 200}
analysis: {every: 10, probe: 4}
`;

/** The same network, training for longer than any test lasts. */
export const ENDLESS_SPEC = QUICK_SPEC.replace('steps: 200', 'steps: 100000000').replace(
  'every: 10',
  'every: 100000',
);

export async function activateExtension(): Promise<BbdInspectorApi> {
  const extension = vscode.extensions.getExtension<BbdInspectorApi>('bbd-inspector.bbd-inspector');
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** The address of a file in the workspace folder of the tests. */
export function inWorkspace(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests run in a folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function writeFile(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Opens a new spec file with this text in an editor. */
export async function openSpec(text: string, extension = 'bbd.yaml'): Promise<vscode.TextEditor> {
  const uri = inWorkspace(`test-${randomUUID()}.${extension}`);
  await writeFile(uri, text);
  return showFile(uri);
}

/** Shows a file as a user does: the extension API's way would keep the document open after its editor is closed. */
export async function showFile(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri);
  return waitFor('editor', vscode.window.onDidChangeActiveTextEditor, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() ? editor : undefined;
  });
}

/** Types: puts `replacement` in place of the first `found` of the text. */
export async function replaceText(
  editor: vscode.TextEditor,
  found: string,
  replacement: string,
): Promise<void> {
  const place = rangeOf(editor.document, found);
  const done = await editor.edit((edit) => {
    edit.replace(place, replacement);
  });
  assert.ok(done, 'the edit was applied');
}

export function rangeOf(document: vscode.TextDocument, found: string): vscode.Range {
  const offset = document.getText().indexOf(found);
  assert.ok(offset >= 0, `“${found}” is in the text`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + found.length));
}

/**
 * The first defined value of `probe`, asked now and after each event.
 * @param what for the message when the time is up
 */
export function waitFor<T>(
  what: string,
  event: vscode.Event<unknown>,
  probe: () => T | undefined,
  describe: () => unknown = () => '',
): Promise<T> {
  return new Promise((resolve, reject) => {
    const now = probe();
    if (now !== undefined) {
      resolve(now);
      return;
    }
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`no ${what} within ${LIMIT} ms: ${JSON.stringify(describe())}`));
    }, LIMIT);
    const subscription = event(() => {
      const value = probe();
      if (value === undefined) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(value);
    });
  });
}

/** Waits until the view of a spec is as asked. */
export function waitForView(
  api: BbdInspectorApi,
  spec: vscode.Uri,
  what: string,
  accept: (view: PanelView) => boolean,
): Promise<PanelView> {
  const probe = (): PanelView | undefined => {
    const view = api.currentView(spec);
    return view !== undefined && accept(view) ? view : undefined;
  };
  const describe = (): unknown => {
    const view = api.currentView(spec);
    return {
      status: view?.run?.status,
      message: view?.run?.message,
      number: view?.run?.number,
      problems: view?.problems,
    };
  };
  return waitFor(what, api.onDidChangeView, probe, describe);
}

/** Waits until run `number` of a spec has ended, for whatever reason. */
export async function waitForEnd(api: BbdInspectorApi, spec: vscode.Uri, number: number): Promise<RunView> {
  const ended = ({ run }: PanelView): boolean => run?.number === number && !isLive(run.status);
  const { run } = await waitForView(api, spec, `end of run ${number}`, ended);
  assert.ok(run);
  return run;
}

/** Waits until the diagnostics of a document are as asked. */
export function waitForDiagnostics(
  spec: vscode.Uri,
  what: string,
  accept: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const own = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(spec).filter(({ source }) => source === 'BBD');
  const probe = (): readonly vscode.Diagnostic[] | undefined => (accept(own()) ? own() : undefined);
  return waitFor(what, vscode.languages.onDidChangeDiagnostics, probe, own);
}

/** The code of one of our diagnostics, which is a link to its explanation. */
export function codeOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}

/**
 * Closes editors and panels without saving, and stops what still trains. Documents without a file stay open: VS Code
 * gives the name of one that is closed to the next, and with the name sometimes what it had put aside of the text.
 */
export async function cleanUp(): Promise<void> {
  const active = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (active !== undefined && !isUntitled(active))
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => !isUntitled(tab)));
}

const isUntitled = ({ input }: vscode.Tab): boolean =>
  input instanceof vscode.TabInputText && input.uri.scheme === 'untitled';
