import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errors, type ConsoleMessage, type Locator, type Page } from 'playwright-core';
import { inRepository } from '../../tools/setup/repository.mjs';
import { Panel } from '../panel.js';

const START_MS = 60_000;
/** For what takes a moment on a machine that has nothing else to do. */
const QUICK_MS = 30_000;
/** For the quick input to take a text and find something by it, before it is asked anew. */
const ATTEMPT_MS = 5_000;

/** A VS Code window, used as a person uses it. */
export class Workbench {
  /** Violations of a content security policy, ours or the workbench's, in any of its frames. */
  readonly policyViolations: string[] = [];

  /** @param folder the workspace that it shows */
  constructor(
    private readonly page: Page,
    private readonly folder: string,
  ) {
    page.setDefaultTimeout(QUICK_MS);
    page.on('console', (message: ConsoleMessage) => {
      if (message.text().includes('Content Security Policy')) this.policyViolations.push(message.text());
    });
  }

  async open(url: string, file: string): Promise<void> {
    await this.page.goto(url);
    await this.tab(file).waitFor({ timeout: START_MS });
    await this.untilReady();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** Reloads the window as a person does, so that VS Code stores its state first. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.untilReady();
  }

  /** The text is shown, and the installed extensions are known: the spec has our language. */
  private async untilReady(): Promise<void> {
    await this.page.locator('.monaco-editor .view-line').first().waitFor({ timeout: START_MS });
    await this.page.locator('#status\\.editor\\.mode', { hasText: 'BBD' }).waitFor({ timeout: START_MS });
  }

  /** Changes the colour theme, by the workspace's settings. */
  async setTheme(theme: 'Dark Modern' | 'Light Modern'): Promise<void> {
    mkdirSync(join(this.folder, '.vscode'), { recursive: true });
    const settings = { 'workbench.colorTheme': theme };
    writeFileSync(join(this.folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    const kind = theme === 'Dark Modern' ? 'vs-dark' : 'vs';
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await this.panel.waitForTheme(kind === 'vs-dark' ? 'vscode-dark' : 'vscode-light');
  }

  /** The inspector: a webview is a frame in a frame. */
  get panel(): Panel {
    return new Panel(this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'));
  }

  /** Waits until another editor lies over the panel. */
  async untilPanelHidden(): Promise<void> {
    await this.page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
  }

  async closeTab(title: string): Promise<void> {
    const tab = this.tab(title);
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  }

  /** The editor tab with this title. */
  tab(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title }).first();
  }

  /** The line of the editor that holds a text. */
  line(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line', { hasText: text }).first();
  }

  /** The number of the line that holds a text. */
  async lineNumber(text: string): Promise<number> {
    const { y } = await boxOf(this.line(text));
    const numbers = await this.page.locator('.monaco-editor .line-numbers').all();
    for (const number of numbers) {
      if (Math.abs((await boxOf(number)).y - y) < 2) return Number(await number.innerText());
    }
    throw new Error(`the line with "${text}" has no number beside it`);
  }

  /** A piece of coloured text of the editor. */
  token(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line span span', { hasText: text }).first();
  }

  get squiggles(): Locator {
    return this.page.locator('.squiggly-error, .squiggly-warning, .squiggly-info');
  }

  /**
   * Runs a command of the command palette, by its whole title.
   * @returns when it was given, by `performance.now()`
   */
  async runCommand(title: string): Promise<number> {
    await this.askQuickly('F1', `>${title}`, title);
    const given = performance.now();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
    return given;
  }

  /** Opens a file of the workspace by its name, in the group of editors that has the focus. */
  async quickOpen(file: string): Promise<void> {
    await this.askQuickly('Control+P', file, file);
    await this.page.keyboard.press('Enter');
    await this.tab(file).waitFor();
  }

  /**
   * Opens the quick input by a key, fills it and waits for a row of its list. It closes by itself when something else
   * takes the focus, such as a webview that was clicked a moment ago: then it is opened again.
   */
  private async askQuickly(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input').first();
    const found = this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
    const deadline = performance.now() + QUICK_MS;
    while (performance.now() < deadline) {
      await this.page.keyboard.press(key);
      try {
        await input.fill(text, { timeout: ATTEMPT_MS });
        await found.waitFor({ timeout: ATTEMPT_MS });
        // Still open: nothing took the focus while the list was made.
        if (await input.isVisible()) return;
      } catch (thrown) {
        if (!(thrown instanceof errors.TimeoutError)) throw thrown;
        await this.page.keyboard.press('Escape');
      }
    }
    throw new Error(`the quick input did not stay open with "${row}" in its list`);
  }

  /** Puts another text in place of a line of the editor that holds `text`; its indentation stays. */
  async replaceLine(text: string, replacement: string): Promise<void> {
    await this.line(text).click();
    await this.page.keyboard.press('Home');
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(replacement);
  }

  /** What the editor says about the text under the pointer, once it says what is expected. */
  async hoverOver(target: Locator, expected: RegExp): Promise<string> {
    await target.hover();
    // Its parts come one after the other, each from another source.
    const hover = this.page.locator('.monaco-hover:visible', { hasText: expected }).first();
    await hover.waitFor();
    return hover.innerText();
  }

  /** Puts the cursor at the start of a line of the editor that holds a text. */
  async goToLine(text: string): Promise<void> {
    await this.line(text).click({ position: { x: 40, y: 8 } });
    await this.page.keyboard.press('Home');
    await this.page.keyboard.press('Home');
  }

  /** Images of the hover that is shown. */
  get hoverImages(): Locator {
    return this.page.locator('.monaco-hover:visible img');
  }

  /** Takes the pointer away, so that hovers close. */
  async leave(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  }

  get lenses(): Locator {
    return this.page.locator('.monaco-editor .codelens-decoration');
  }

  /** The texts that are shown behind code, which are no part of it. */
  get inlayHints(): Locator {
    return this.page.locator('.monaco-editor .view-line span[class*="dyn-rule"]');
  }

  /** Asks for suggestions at the cursor. */
  async suggest(): Promise<void> {
    await this.page.keyboard.press('Control+Space');
  }

  get suggestions(): Locator {
    return this.page.locator('.suggest-widget .monaco-list-row');
  }

  async closeSuggestions(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.suggestions.first().waitFor({ state: 'hidden' });
  }

  /** The rows of the Problems view, which is opened. */
  async problems(): Promise<Locator> {
    await this.runCommand('Problems: Focus on Problems View');
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  /** The number of the line that the cursor is in. */
  async cursorLine(): Promise<number> {
    return Number(await this.page.locator('.monaco-editor .active-line-number').innerText());
  }

  /** Leaves a picture of the window in artifacts/, to be looked at. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(inRepository('artifacts'), { recursive: true });
    const file = `${name.toLowerCase().replaceAll(/\W+/g, '-')}.png`;
    await this.page.screenshot({ path: inRepository('artifacts', file) });
  }
}

async function boxOf(locator: Locator): Promise<{ readonly y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on the screen');
  return box;
}
