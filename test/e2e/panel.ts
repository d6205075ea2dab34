import type { FrameLocator, Locator } from 'playwright-core';
import type { ViewName } from '../../webview/model/panelState.js';
import type { RunAction } from '../../src/protocol/panel.js';
import type { RunStatus } from '../../src/run/result.js';

/** The inspector's page. */
export class Panel {
  constructor(private readonly frame: FrameLocator) {}

  get(testId: string): Locator {
    return this.frame.getByTestId(testId);
  }

  get layerRows(): Locator {
    return this.get('layer-row');
  }

  /** What is trained and analysed; the backend first. */
  get plan(): Locator {
    return this.frame.locator('.plan li');
  }

  async waitForStatus(status: RunStatus, timeout = 30_000): Promise<void> {
    await this.frame.locator(`[data-testid="run-state"][data-status="${status}"]`).waitFor({ timeout });
  }

  /** Waits until VS Code has told the page of a theme of this kind. */
  async waitForTheme(kind: 'vscode-dark' | 'vscode-light'): Promise<void> {
    await this.frame.locator(`body.${kind}`).waitFor();
  }

  async runNumber(): Promise<number> {
    return Number(/^run (\d+)/.exec(await this.frame.locator('.run-id').innerText())?.[1]);
  }

  /** Waits until this panel's run of that number is the one that is shown. */
  async waitForRun(number: number): Promise<void> {
    await this.frame.locator('.run-id', { hasText: new RegExp(`^run ${number} `) }).waitFor();
  }

  /** Steps taken, as shown. */
  async step(): Promise<number> {
    const [taken = ''] = (await this.frame.locator('.progress-text').innerText()).split('/');
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
