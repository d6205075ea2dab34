import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inRepository } from '../../tools/setup/repository.mjs';
import { readPanelMessage, type PanelMessage, type PanelView } from '../../src/protocol/panel.js';
import { initialState, type PanelState } from '../../webview/model/panelState.js';
import { Panel } from '../panel.js';
import { decodeMessage, encodeMessage } from './messageCodec.js';
import type { PageServer } from './pageServer.js';
import { recordedRun, SpecHost, type SpecOptions } from './specHost.js';
import { dress, type ThemeName } from './themes.js';
import type { PageLink, WebviewPanel } from './vscode/webview.js';

export interface PanelOptions extends SpecOptions {
  /**
   * What the panel shows: a run that has been trained to its end (unless told), one that starts now, or none. One that
   * has been trained is trained once for all tests of a process.
   */
  readonly run?: 'recorded' | 'live' | 'none';
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the page remembers from before. */
  readonly state?: Partial<PanelState>;
  readonly reducedMotion?: boolean;
}

/** Where pages are opened. */
export interface PageServices {
  readonly context: BrowserContext;
  readonly server: PageServer;
}

export async function createContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ reducedMotion: 'no-preference' });
}

/** The inspector's page by itself, in Chromium, with the extension's own host behind it. */
export class PanelPage extends Panel {
  /** All that the page has asked of the host, in order. */
  readonly messages: PanelMessage[] = [];
  /** Errors of the page's script, and what its content security policy has kept from it. */
  readonly problems: string[] = [];
  private webview: WebviewPanel | undefined;
  private receive: (message: unknown) => void = () => undefined;
  private sent: Promise<unknown> = Promise.resolve();
  private tellFirstView: () => void = () => undefined;
  private readonly firstView = new Promise<void>((resolve) => {
    this.tellFirstView = resolve;
  });

  private constructor(
    readonly page: Page,
    readonly host: SpecHost,
    private readonly options: PanelOptions,
  ) {
    super(page);
    page.setDefaultTimeout(20_000);
    page.on('pageerror', ({ message }) => this.problems.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('Content Security Policy'))
        this.problems.push(message.text());
    });
  }

  /** @returns the page when it shows what the host says */
  static async open(services: PageServices, options: PanelOptions): Promise<PanelPage> {
    const { run = 'recorded', width = 900, height = 900, reducedMotion = false, state } = options;
    const recording = run === 'recorded' ? await recordedRun(options) : undefined;
    const page = await services.context.newPage();
    await page.setViewportSize({ width, height });
    if (reducedMotion) await page.emulateMedia({ reducedMotion: 'reduce' });
    const panel = new PanelPage(page, new SpecHost(options), options);
    await panel.connect(state === undefined ? undefined : { ...initialState(''), ...state });
    const { inspector } = panel.host;
    panel.webview = await panel.host.showPanel(panel.link(services.server));
    if (recording !== undefined) inspector.inspection.restoreRun(recording);
    if (run === 'live') inspector.inspection.startRun();
    await panel.firstView;
    await panel.drawn();
    return panel;
  }

  /** What the host gives the page now. */
  view(): PanelView {
    return this.host.inspector.view();
  }

  /** Waits until the page has drawn all that it was sent. */
  async drawn(): Promise<void> {
    await this.sent;
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve();
            });
          });
        }),
    );
  }

  /** What the page has asked of the host last, of this type. */
  lastMessage<T extends PanelMessage['type']>(type: T): Extract<PanelMessage, { type: T }> | undefined {
    return this.messages.findLast(
      (message): message is Extract<PanelMessage, { type: T }> => message.type === type,
    );
  }

  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate(
      (html) => {
        const { documentElement, body } = new DOMParser().parseFromString(html, 'text/html');
        document.documentElement.style.cssText = documentElement.style.cssText;
        for (const { name, value } of body.attributes) document.body.setAttribute(name, value);
      },
      dress('<html lang="en"><head></head><body></body></html>', theme, this.options.reducedMotion ?? false),
    );
    await this.drawn();
  }

  async setWidth(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: this.options.height ?? 900 });
    await this.drawn();
  }

  /** Moves the panel behind another editor, or to the front again. */
  setVisible(visible: boolean): void {
    this.webview?.setVisible(visible);
  }

  /** Leaves a picture in artifacts/, to be looked at. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(inRepository('artifacts'), { recursive: true });
    const file = `${name.toLowerCase().replaceAll(/\W+/g, '-')}.png`;
    await this.page.screenshot({ path: inRepository('artifacts', file) });
  }

  /** The user closes the panel; the page is there until `close`. */
  dispose(): void {
    this.webview?.dispose();
  }

  async close(): Promise<void> {
    this.dispose();
    this.host.dispose();
    await this.page.close();
  }

  /** Gives the page what VS Code gives every webview. */
  private async connect(state: PanelState | undefined): Promise<void> {
    await this.page.exposeBinding('bbdPost', (_source, text: string) => {
      const message = decodeMessage(text);
      const read = readPanelMessage(message);
      if (read === undefined) this.problems.push(`a message that is not understood: ${text.slice(0, 200)}`);
      else this.messages.push(read);
      this.receive(message);
    });
    const script = `(() => {
      const decode = ${decodeMessage.toString()};
      const encode = ${encodeMessage.toString()};
      const kept = 'bbd state';
      const first = ${JSON.stringify(JSON.stringify(state ?? null))};
      globalThis.bbdDeliver = (text) => { window.postMessage(decode(text), '*'); };
      globalThis.acquireVsCodeApi = () => ({
        postMessage: (message) => { void bbdPost(encode(message)); },
        getState: () => JSON.parse(sessionStorage.getItem(kept) ?? first) ?? undefined,
        setState: (state) => { sessionStorage.setItem(kept, JSON.stringify(state)); },
      });
    })()`;
    await this.page.addInitScript({ content: script });
  }

  private link(server: PageServer): PageLink {
    const { theme = 'dark', reducedMotion = false } = this.options;
    return {
      origin: server.origin,
      load: (html) => {
        this.sent = this.page.goto(server.publish(dress(html, theme, reducedMotion)));
      },
      post: async (message) => {
        const call = `bbdDeliver(${JSON.stringify(encodeMessage(message))})`;
        // A page that was closed meanwhile hears nothing.
        const sent = this.page.evaluate(call).then(
          () => true,
          () => false,
        );
        this.sent = sent;
        this.tellFirstView();
        return sent;
      },
      listen: (receive) => {
        this.receive = receive;
      },
    };
  }
}
