import { inRepository } from '../../../tools/setup/repository.mjs';
import { EventEmitter, type Disposable, type Uri } from './basics.js';

/** What joins a webview to the page in the browser. */
export interface PageLink {
  /** Where the extension's files are served. */
  readonly origin: string;
  load(html: string): void;
  post(message: unknown): Promise<boolean>;
  /** To be called once, with what receives the page's messages. */
  listen(receive: (message: unknown) => void): void;
}

class Webview {
  options: unknown = {};
  readonly cspSource: string;
  private source = '';
  private readonly messages = new EventEmitter<unknown>();

  constructor(private readonly link: PageLink) {
    this.cspSource = link.origin;
    link.listen((message) => {
      this.messages.fire(message);
    });
  }

  get onDidReceiveMessage(): (listener: (message: unknown) => void) => Disposable {
    return this.messages.event;
  }

  get html(): string {
    return this.source;
  }

  set html(html: string) {
    this.source = html;
    this.link.load(html);
  }

  asWebviewUri(uri: Uri): string {
    return this.link.origin + uri.path.slice(inRepository().length);
  }

  postMessage(message: unknown): Promise<boolean> {
    return this.link.post(message);
  }
}

export class WebviewPanel {
  iconPath: unknown;
  readonly webview: Webview;
  readonly viewColumn = 2;
  private isVisible = true;
  private readonly viewState = new EventEmitter<{ readonly webviewPanel: WebviewPanel }>();
  private readonly disposed = new EventEmitter<void>();

  constructor(
    readonly viewType: string,
    public title: string,
    link: PageLink,
  ) {
    this.webview = new Webview(link);
  }

  get onDidChangeViewState(): EventEmitter<{ readonly webviewPanel: WebviewPanel }>['event'] {
    return this.viewState.event;
  }

  get onDidDispose(): EventEmitter<void>['event'] {
    return this.disposed.event;
  }

  get visible(): boolean {
    return this.isVisible;
  }

  get active(): boolean {
    return this.isVisible;
  }

  /** Another editor lies over it, or not any more. */
  setVisible(visible: boolean): void {
    this.isVisible = visible;
    this.viewState.fire({ webviewPanel: this });
  }

  reveal(): void {
    this.setVisible(true);
  }

  dispose(): void {
    this.isVisible = false;
    this.disposed.fire();
  }
}

/** The page that the next panel is for, and the panels that were made. */
const expected: PageLink[] = [];
const made: WebviewPanel[] = [];

/** Makes a webview panel by what the host does, joined to a page. */
export async function joinPanel(link: PageLink, show: () => void | Promise<void>): Promise<WebviewPanel> {
  expected.push(link);
  await show();
  const panel = made.pop();
  if (panel === undefined) throw new Error('the host has made no panel');
  return panel;
}

export function createWebviewPanel(viewType: string, title: string): WebviewPanel {
  const link = expected.pop();
  if (link === undefined) throw new Error('a panel was made that no page waits for');
  const panel = new WebviewPanel(viewType, title, link);
  made.push(panel);
  return panel;
}
