import * as vscode from 'vscode';
import type { PanelView } from '../protocol/panel.js';
import { startRun } from '../worker/runClient.js';
import { registerCommands } from './commands.js';
import { registerHovers } from './hovers.js';
import { Inspectors } from './inspectors.js';
import { LiveAnalysis } from './liveAnalysis.js';
import { registerQuickFixes } from './quickFixes.js';
import { RunArchive } from './runArchive.js';
import { RunIndicator } from './runIndicator.js';
import { SpecChecks } from './specChecks.js';

/** What the extension offers to others, and to its tests. */
export interface BbdInspectorApi {
  /** What the panel of a spec shows, or would show; undefined for a spec that was never analysed. */
  readonly currentView: (spec: vscode.Uri) => PanelView | undefined;
  /** The view of this spec has changed. */
  readonly onDidChangeView: vscode.Event<vscode.Uri>;
}

let finish: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): BbdInspectorApi {
  const log = vscode.window.createOutputChannel('BBD Inspector', { log: true });
  const storage = context.storageUri ?? context.globalStorageUri;
  const archive = new RunArchive(vscode.Uri.joinPath(storage, 'runs').fsPath);
  const checks = new SpecChecks();
  const inspectors = new Inspectors({
    extensionUri: context.extensionUri,
    checks,
    archive,
    log,
    startWorker: (request) =>
      startRun({
        ...request,
        workerFile: context.asAbsolutePath('dist/worker.js'),
        wasmDirectory: context.asAbsolutePath('dist/wasm'),
      }),
  });
  const viewEmitter = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    log,
    checks,
    inspectors,
    new LiveAnalysis(inspectors, checks),
    new RunIndicator(inspectors),
    registerCommands(inspectors),
    registerHovers(checks, inspectors),
    registerQuickFixes(checks),
    viewEmitter,
    inspectors.onDidChange(({ uri }) => {
      viewEmitter.fire(uri);
    }),
  );
  finish = () => inspectors.saveLiveRuns();
  return {
    currentView: (spec) => inspectors.get(spec)?.inspection.view(),
    onDidChangeView: viewEmitter.event,
  };
}

/** Stores the runs that end with the window, so that they come back as interrupted. */
export async function deactivate(): Promise<void> {
  await finish?.();
}
