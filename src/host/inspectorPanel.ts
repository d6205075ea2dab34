import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { PageRunRequest } from '../protocol/pageRun.js';
import { readPanelMessage, type HostMessage, type PanelMessage, type PanelView } from '../protocol/panel.js';
import type { DepthHistory } from '../run/history.js';
import { Pacer } from './pacer.js';
import { panelHtml } from './panelHtml.js';

/** The panel is fed at most ten times a second. */
const FEED_INTERVAL = 100;

export interface InspectorPanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly view: () => PanelView;
  readonly onMessage: (message: PanelMessage) => void;
  /** It was closed, moved to the front or the back, or got or lost the focus. */
  readonly onStateChange: () => void;
}

/** A webview panel with one inspector in it: gets whole views while it is visible, nothing while it is hidden. */
export class InspectorPanel implements vscode.Disposable {
  static readonly viewType = 'bbd.inspector';

  private readonly pacer = new Pacer(FEED_INTERVAL, () => {
    this.post();
  });
  private changed = true;
  private isReady = false;
  private wantsRuns = false;
  private closed = false;

  constructor(private readonly options: InspectorPanelOptions) {
    const { panel, extensionUri, log } = options;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, 'dist'),
        vscode.Uri.joinPath(extensionUri, 'media'),
      ],
    };
    // The panel's own subscriptions end with it.
    panel.webview.onDidReceiveMessage((raw: unknown) => {
      const message = readPanelMessage(raw);
      if (message === undefined) log.warn('The panel sent a message that is not understood:', raw);
      else this.receive(message);
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible && this.changed) this.pacer.request();
      options.onStateChange();
    });
    panel.onDidDispose(() => {
      this.closed = true;
      this.pacer.dispose();
      options.onStateChange();
    });
  }

  static create(title: string, column: vscode.ViewColumn): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(
      InspectorPanel.viewType,
      title,
      { viewColumn: column, preserveFocus: true },
      // A run on webgl takes place in the page, and goes on while it is hidden. Views are posted when it is shown again.
      { enableFindWidget: true, retainContextWhenHidden: true },
    );
  }

  get isClosed(): boolean {
    return this.closed;
  }

  get isVisible(): boolean {
    return !this.closed && this.options.panel.visible;
  }

  get isActive(): boolean {
    return !this.closed && this.options.panel.active;
  }

  /** Loads the page for a spec; to be called again when the spec has a new address. */
  load(specUri: vscode.Uri): void {
    const { panel, extensionUri } = this.options;
    const asset = (name: string): string =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
    this.isReady = false;
    panel.webview.html = panelHtml({
      nonce: randomBytes(18).toString('base64url'),
      cspSource: panel.webview.cspSource,
      script: asset('webview.js'),
      style: asset('webview.css'),
      worker: asset('webWorker.js'),
      kernels: asset('wasm/bbd-kernels.wasm'),
      specUri: specUri.toString(),
    });
  }

  /** What `view` returns has changed. */
  refresh(): void {
    this.changed = true;
    if (this.isVisible) this.pacer.request();
  }

  /** Asks something of the page about a run in its worker, also while it is hidden. */
  ask(request: PageRunRequest): void {
    this.send(request);
  }

  /** Answers the page's question for a history. */
  tellHistory(history: DepthHistory | undefined): void {
    this.send({ type: 'history', history });
  }

  /** Brings the view of runs to the front, as soon as the page is there. */
  openRuns(): void {
    if (this.isReady) this.send({ type: 'openRuns' });
    else this.wantsRuns = true;
  }

  reveal(): void {
    this.options.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.options.panel.dispose();
  }

  private receive(message: PanelMessage): void {
    if (message.type === 'ready') {
      this.isReady = true;
      this.refresh();
      if (this.wantsRuns) this.send({ type: 'openRuns' });
      this.wantsRuns = false;
    }
    this.options.onMessage(message);
  }

  private post(): void {
    if (!this.isVisible) return;
    this.changed = false;
    const { panel } = this.options;
    const view = this.options.view();
    const title = `BBD: ${view.title}`;
    if (panel.title !== title) panel.title = title;
    this.send({ type: 'view', view });
  }

  private send(message: HostMessage): void {
    void this.options.panel.webview.postMessage(message);
  }
}
