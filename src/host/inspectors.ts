import * as vscode from 'vscode';
import { messageOf } from '../base/result.js';
import { Inspector, type InspectorServices } from './inspector.js';
import { InspectorPanel } from './inspectorPanel.js';
import type { SpecCheck, SpecChecks } from './specChecks.js';
import { findDocument, isSpecDocument } from './specDocuments.js';

/** All inspectors of the window, one a spec. */
export class Inspectors implements vscode.Disposable {
  private readonly bySpec = new Map<string, Inspector>();
  /** The one that was shown, edited or commanded last. */
  private latest: Inspector | undefined;
  private readonly changeEmitter = new vscode.EventEmitter<Inspector>();
  private readonly services: InspectorServices;
  private readonly subscriptions: readonly vscode.Disposable[];

  /** The view, run or panel of an inspector has changed, or it is no more. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(
    services: Omit<InspectorServices, 'checks' | 'onChange' | 'onRelease'> & { readonly checks: SpecChecks },
  ) {
    this.services = {
      ...services,
      onChange: (inspector) => {
        if (inspector.isPanelActive) this.latest = inspector;
        this.changeEmitter.fire(inspector);
      },
      onRelease: (inspector) => {
        this.dropUnused(inspector);
      },
    };
    this.subscriptions = [
      services.checks.onDidCheck((check) => {
        this.checked(check);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.documentClosed(document);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.moveAll(oldUri, newUri);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const { document } = textEditor;
        const cursor = selections[0]?.active;
        if (cursor !== undefined) this.get(document.uri)?.inspection.followCursor(document.offsetAt(cursor));
      }),
      vscode.window.registerWebviewPanelSerializer(InspectorPanel.viewType, {
        deserializeWebviewPanel: (panel, state) => this.restorePanel(panel, state),
      }),
    ];
  }

  get(uri: vscode.Uri): Inspector | undefined {
    return this.bySpec.get(uri.toString());
  }

  /** The inspector of a spec, made when there is none yet. */
  open(uri: vscode.Uri): Inspector {
    const inspector = this.get(uri) ?? new Inspector(uri, this.services);
    this.bySpec.set(uri.toString(), inspector);
    this.latest = inspector;
    return inspector;
  }

  all(): readonly Inspector[] {
    return [...this.bySpec.values()];
  }

  /** The one that a command without argument means: the panel's or editor's in front, else the latest. */
  current(): Inspector | undefined {
    const active = this.all().find((inspector) => inspector.isPanelActive);
    if (active !== undefined) return active;
    const document = vscode.window.activeTextEditor?.document;
    return (document === undefined ? undefined : this.get(document.uri)) ?? this.latest;
  }

  /** Stores the runs that end with this window. */
  async saveLiveRuns(): Promise<void> {
    await Promise.all(this.all().map(({ runs }) => runs.saveLive()));
  }

  /** The library has changed. */
  refreshRuns(): void {
    for (const inspector of this.bySpec.values()) inspector.refreshRuns();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const inspector of this.bySpec.values()) inspector.dispose();
    this.bySpec.clear();
    this.changeEmitter.dispose();
  }

  private checked({ document, checked }: SpecCheck): void {
    const inspector = this.get(document.uri);
    if (inspector === undefined) return;
    inspector.inspection.update(checked, document.getText());
    const editor = vscode.window.visibleTextEditors.find((shown) => shown.document === document);
    if (editor !== undefined) inspector.inspection.followCursor(document.offsetAt(editor.selection.active));
  }

  private documentClosed(document: vscode.TextDocument): void {
    const inspector = this.get(document.uri);
    if (inspector === undefined) return;
    if (document.isUntitled) {
      const saved = findCopy(document);
      if (saved !== undefined) this.move(document.uri, saved.uri);
    }
    this.dropUnused(inspector);
  }

  /** A file, or a folder with all that is in it, has a new address. */
  private moveAll(from: vscode.Uri, to: vscode.Uri): void {
    // Also the runs of specs that nobody has opened.
    this.services.library.move(from.toString(), to.toString()).catch((thrown: unknown) => {
      this.services.log.warn(`Stored runs could not follow ${from.toString()}: ${messageOf(thrown)}`);
    });
    this.move(from, to);
    const folder = `${from.path}/`;
    for (const { uri } of this.all()) {
      if (uri.scheme !== from.scheme || uri.authority !== from.authority || !uri.path.startsWith(folder))
        continue;
      this.move(uri, vscode.Uri.joinPath(to, uri.path.slice(folder.length)));
    }
  }

  private move(from: vscode.Uri, to: vscode.Uri): void {
    const inspector = this.get(from);
    if (inspector === undefined || this.get(to) !== undefined) return;
    this.bySpec.delete(from.toString());
    this.bySpec.set(to.toString(), inspector);
    inspector.moveTo(to);
  }

  /** Frees what nobody can see any more; the run is on disk. */
  private dropUnused(inspector: Inspector): void {
    const { runs } = inspector.inspection;
    if (inspector.hasPanel || runs.live || findDocument(inspector.uri) !== undefined) return;
    inspector.dispose();
    this.bySpec.delete(inspector.uri.toString());
    if (this.latest === inspector) this.latest = undefined;
    this.changeEmitter.fire(inspector);
  }

  private async restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const uri = readSpecUri(state);
    if (uri === undefined) {
      panel.dispose();
      return;
    }
    const inspector = this.open(uri);
    await inspector.readText();
    await inspector.restoreRun();
    inspector.adoptPanel(panel);
  }
}

/** The spec that an untitled document has just been saved as: the same text under another address. */
function findCopy(untitled: vscode.TextDocument): vscode.TextDocument | undefined {
  const text = untitled.getText();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isUntitled && isSpecDocument(document) && document.getText() === text,
  );
}

/** The panel's page keeps `{ specUri }` as its state. */
function readSpecUri(state: unknown): vscode.Uri | undefined {
  if (typeof state !== 'object' || state === null || !('specUri' in state)) return undefined;
  const { specUri } = state;
  return typeof specUri === 'string' && specUri !== '' ? vscode.Uri.parse(specUri) : undefined;
}
