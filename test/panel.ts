import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { RunAction } from '../src/protocol/panel.js';
import type { RunStatus } from '../src/run/result.js';
import type { ViewName } from '../webview/model/panelState.js';

/** The inspector's page as a person uses it: in a VS Code (`test/e2e`) or by itself (`test/page`). */
export class Panel {
  /** @param root the page, or its frame in a workbench */
  constructor(protected readonly root: Page | FrameLocator) {}

  get(testId: string): Locator {
    return this.root.getByTestId(testId);
  }

  locator(selector: string): Locator {
    return this.root.locator(selector);
  }

  get layerRows(): Locator {
    return this.get('layer-row');
  }

  /** What is trained and analysed; the backend first. */
  get plan(): Locator {
    return this.locator('.plan li');
  }

  async waitForStatus(status: RunStatus, timeout = 30_000): Promise<void> {
    await this.locator(`[data-testid="run-state"][data-status="${status}"]`).waitFor({ timeout });
  }

  /** Waits until VS Code has told the page of a theme of this kind. */
  async waitForTheme(kind: 'vscode-dark' | 'vscode-light'): Promise<void> {
    await this.locator(`body.${kind}`).waitFor();
  }

  async runNumber(): Promise<number> {
    return Number(/^run (\d+)/.exec(await this.locator('.run-id').innerText())?.[1]);
  }

  /** Waits until this panel's run of that number is the one that is shown. */
  async waitForRun(number: number): Promise<void> {
    await this.locator('.run-id')
      .filter({ hasText: new RegExp(`^run ${number} `) })
      .waitFor();
  }

  /** Steps taken, as shown. */
  async step(): Promise<number> {
    const [taken = ''] = (await this.locator('.progress-text').innerText()).split('/');
    return Number(taken.replaceAll(/\D/g, ''));
  }

  async press(action: RunAction): Promise<void> {
    await this.get(`control-${action}`).click();
  }

  /** Chooses one of the views. */
  async show(view: ViewName): Promise<void> {
    await this.get(`tab-${view}`).click();
  }

  /** Waits until something is painted on the canvas of a chart. */
  async waitForChart(testId: string): Promise<void> {
    const canvas = this.get(testId).locator('canvas');
    await canvas.waitFor();
    await canvas.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (!(element instanceof HTMLCanvasElement)) throw new Error('a chart is not drawn on a canvas');
            const { width, height } = element;
            const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data;
            if (pixels?.some((value) => value !== 0) === true) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
  }
}
