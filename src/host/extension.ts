import * as vscode from 'vscode';
import type { PanelView } from '../protocol/panel.js';
import type { RunsMessage } from '../protocol/runs.js';
import { startRun } from '../worker/runClient.js';
import { BlockHighlight } from './blockHighlight.js';
import { registerCommands } from './commands.js';
import { ContinuumDiagnostics } from './continuumDiagnostics.js';
import { DiagnosticDocs } from './diagnosticDocs.js';
import { Inspectors } from './inspectors.js';
import { JSON_SELECTOR, KerasFiles } from './kerasFiles.js';
import { registerLanguageCommands } from './languageCommands.js';
import { registerLayerValueCommands } from './layerValueCommands.js';
import { LayerValueDecorations } from './layerValueDecorations.js';
import { LiveAnalysis } from './liveAnalysis.js';
import { registerNumberCommands } from './numberCommands.js';
import { registerProviders } from './providers/registerProviders.js';
import { RunLibrary } from './runLibrary.js';
import { actOnRuns } from './runActions.js';
import { registerRunCommands } from './runCommands.js';
import { readRunSettings } from './runSettings.js';
import { RunTexts } from './runTexts.js';
import { RunIndicator } from './runIndicator.js';
import { SpecChecks } from './specChecks.js';

/** What the extension offers to others, and to its tests. */
export interface BbdInspectorApi {
  /** What the panel of a spec shows, or would show; undefined for a spec that was never analysed. */
  readonly currentView: (spec: vscode.Uri) => PanelView | undefined;
  /** What the panel's view of runs asks. */
  readonly askAboutRuns: (spec: vscode.Uri, message: RunsMessage) => Promise<void>;
  /** The view of this spec has changed. */
  readonly onDidChangeView: vscode.Event<vscode.Uri>;
}

let finish: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): BbdInspectorApi {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('BBD Inspector', { log: true });
  const storage = context.storageUri ?? context.globalStorageUri;
  const library = new RunLibrary(vscode.Uri.joinPath(storage, 'runs').fsPath, readRunSettings, () => {
    inspectors.refreshRuns();
  });
  const docs = new DiagnosticDocs(vscode.Uri.joinPath(extensionUri, 'docs', 'diagnostics.md'));
  const kerasFiles = new KerasFiles();
  const checks = new SpecChecks({ docs, kerasFiles });
  const highlight = new BlockHighlight(checks);
  const inspectors = new Inspectors({
    extensionUri,
    checks,
    library,
    version: versionOf(context.extension),
    log,
    highlightBlock: (spec, block) => {
      highlight.show(spec, block);
    },
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
    kerasFiles,
    checks,
    highlight,
    inspectors,
    new LiveAnalysis(inspectors, checks),
    new RunIndicator(inspectors),
    new ContinuumDiagnostics(inspectors, docs),
    new LayerValueDecorations(checks, inspectors),
    registerCommands({
      inspectors,
      kerasFiles,
      examples: vscode.Uri.joinPath(extensionUri, 'examples'),
    }),
    registerRunCommands(inspectors),
    new RunTexts(inspectors, library),
    registerLanguageCommands(checks, highlight),
    registerLayerValueCommands(inspectors),
    registerNumberCommands(inspectors),
    registerProviders({ checks, selector: [{ language: 'bbd' }, ...JSON_SELECTOR] }, inspectors),
    viewEmitter,
    inspectors.onDidChange(({ uri }) => {
      viewEmitter.fire(uri);
    }),
  );
  finish = async () => {
    await inspectors.saveLiveRuns();
    await library.dispose();
  };
  return {
    currentView: (spec) => inspectors.get(spec)?.view(),
    askAboutRuns: async (spec, message) => {
      const inspector = inspectors.get(spec);
      if (inspector !== undefined) await actOnRuns(inspector, message);
    },
    onDidChangeView: viewEmitter.event,
  };
}

function versionOf({ packageJSON }: vscode.Extension<unknown>): string | undefined {
  const manifest: unknown = packageJSON;
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return undefined;
  return typeof manifest.version === 'string' ? manifest.version : undefined;
}

/** Stores the runs that end with the window, so that they come back as interrupted. */
export async function deactivate(): Promise<void> {
  await finish?.();
}
