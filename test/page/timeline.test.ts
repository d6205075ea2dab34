import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PanelPage } from './panelPage.js';
import { openPanel, usePanel } from './usePanel.js';
import { answerCall } from './vscode/index.js';

const short = (text: string): string => text.replace(/steps: \d+/, 'steps: 400');

const canvasOf = (panel: PanelPage, chart: string): Locator => panel.get(chart).locator('canvas');

/** Points in the middle of a chart's height, by their share of its width without the axis. */
async function acrossChart(panel: PanelPage, chart: string) {
  const canvas = canvasOf(panel, chart);
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error(`${chart} is not shown`);
  const { x, y, width, height } = box;
  return (share: number): [number, number] => [x + 90 + share * (width - 100), y + height / 2];
}

async function dragOver(panel: PanelPage, chart: string, from: number, to: number): Promise<void> {
  const { mouse } = panel.page;
  const at = await acrossChart(panel, chart);
  await mouse.move(...at(from));
  await mouse.down();
  await mouse.move(...at((from + to) / 2));
  await mouse.move(...at(to));
  await mouse.up();
  await panel.drawn();
}

/** The steps in the first and the last row of the table behind a chart. */
async function tableEnds(panel: PanelPage, chart: string): Promise<[number, number]> {
  const steps = await panel.get(`${chart}-table`).locator('tbody th').allInnerTexts();
  const numbers = steps.map((text) => Number(text.replaceAll(/\D/g, '')));
  return [numbers[0] ?? NaN, numbers.at(-1) ?? NaN];
}

const selected = (panel: PanelPage): number | undefined => panel.view().run?.frame?.step;

describe('the charts over the steps', () => {
  test('show the same steps, also in another view and after the page was loaded again', async () => {
    const panel = await openPanel({ edit: short, state: { view: 'terms' } });
    await panel.waitForChart('chart-lagrangian');
    await dragOver(panel, 'chart-lagrangian', 0.4, 0.6);
    await panel.get('chart-lagrangian-toggle').click();
    const [first, last] = await tableEnds(panel, 'chart-lagrangian');
    expect(first).toBeGreaterThan(100);
    expect(last).toBeLessThan(300);
    await panel.show('energy');
    await panel.get('chart-dynamics-toggle').click();
    const [firstThere, lastThere] = await tableEnds(panel, 'chart-dynamics');
    expect(firstThere).toBeGreaterThanOrEqual(first);
    expect(lastThere).toBeLessThanOrEqual(last);

    await panel.page.reload();
    await panel.waitForChart('chart-power');
    await panel.get('chart-dynamics-toggle').click();
    expect(await tableEnds(panel, 'chart-dynamics')).toEqual([firstThere, lastThere]);
    await panel.get('reset-zoom').click();
    await expect.poll(async () => (await tableEnds(panel, 'chart-dynamics'))[0]).toBe(0);
  });

  test('get every recorded frame of the steps that they show', async () => {
    const panel = await openPanel({
      edit: (text) => text.replace(/steps: \d+/, 'steps: 3000').replace(/every: \d+/, 'every: 1'),
      state: { view: 'terms' },
    });
    await panel.waitForChart('chart-lagrangian');
    const all = panel.view().run?.series.loss.steps.length ?? NaN;
    expect(all).toBeLessThan(3000);
    await dragOver(panel, 'chart-lagrangian', 0.4, 0.6);
    await expect
      .poll(() => {
        const { steps } = panel.view().run?.series.loss ?? { steps: new Float64Array() };
        return (steps.at(-1) ?? 0) - (steps[0] ?? 0) + 1 - steps.length;
      })
      .toBe(0);
  });

  test('are zoomed and moved by the keyboard', async () => {
    const panel = await openPanel({ edit: short, state: { view: 'terms' } });
    await panel.waitForChart('chart-lagrangian');
    await panel.get('chart-lagrangian').focus();
    await panel.page.keyboard.press('+');
    const zoomed = panel.lastMessage('selectRange')?.range;
    expect(zoomed?.end).toBe('latest');
    await panel.page.keyboard.press('ArrowLeft');
    expect(panel.lastMessage('selectRange')?.range?.span).toBe(zoomed?.span);
    expect(panel.lastMessage('selectRange')?.range?.end).toBeLessThan(390);
    await panel.page.keyboard.press('0');
    expect(panel.lastMessage('selectRange')?.range).toBeUndefined();
  });

  test('mark the step under the pointer, and a click selects it', async () => {
    const panel = await openPanel({ edit: short, state: { view: 'terms' } });
    await panel.waitForChart('chart-lagrangian');
    const at = await acrossChart(panel, 'chart-lagrangian');
    const cursor = panel.get('chart-lagrangian').locator('.step-cursor');
    await panel.page.mouse.move(...at(0.5));
    await cursor.waitFor();
    const pointed = Number((await panel.get('pointed-step').innerText()).replaceAll(/\D/g, ''));
    await panel.page.mouse.down();
    await panel.page.mouse.up();
    await expect.poll(() => selected(panel)).toBe(pointed);
    await panel.page.mouse.move(0, 0);
    await cursor.waitFor({ state: 'hidden' });
  });

  test('behind another tab are drawn once it is shown', async () => {
    const panel = await openPanel({ edit: short, state: { view: 'definitions' } });
    const isBlank = (chart: string): Promise<boolean> =>
      canvasOf(panel, chart).evaluate(
        (canvas: HTMLCanvasElement) =>
          canvas.width === 0 ||
          canvas
            .getContext('2d')
            ?.getImageData(0, 0, canvas.width, canvas.height)
            .data.every((value) => value === 0) === true,
      );
    expect(await isBlank('chart-lagrangian')).toBe(true);
    expect(await isBlank('chart-power')).toBe(true);
    await panel.show('terms');
    await panel.waitForChart('chart-lagrangian');
    expect(await isBlank('chart-power')).toBe(true);
  });
});

describe('the scrubber', () => {
  const panel = usePanel({ edit: short });

  test('goes from frame to frame, to the ends and to a step that is typed', async () => {
    const { keyboard } = panel().page;
    await panel().get('step-field').fill('207');
    await keyboard.press('Enter');
    await expect.poll(() => selected(panel())).toBe(210);
    await panel().locator('[data-testid="frame-next"]:not([disabled])').click();
    await expect.poll(() => selected(panel())).toBe(220);
    await panel().get('step-scrubber').focus();
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await expect.poll(() => selected(panel())).toBe(200);
    await keyboard.press('Home');
    await expect.poll(() => selected(panel())).toBe(0);
    await keyboard.press('End');
    await expect.poll(() => selected(panel())).toBe(390);
  });

  test('leaves what is no number alone', async () => {
    await panel().get('step-field').fill('twelve');
    await panel().page.keyboard.press('Enter');
    await panel().locator('[data-testid="step-field"][aria-invalid]').waitFor();
    await panel().page.keyboard.press('Escape');
    expect(await panel().get('step-field').inputValue()).not.toContain('twelve');
  });

  test('plays to the last frame and stops there', async () => {
    await panel().get('step-field').fill('350');
    await panel().page.keyboard.press('Enter');
    await expect.poll(() => selected(panel())).toBe(350);
    await panel().get('play').click();
    await expect.poll(() => panel().get('play').getAttribute('aria-label')).toBe('Pause playing');
    await expect.poll(() => selected(panel())).toBe(390);
    await expect.poll(() => panel().get('play').getAttribute('aria-label')).toMatch(/^Play/);
  });
});

describe('the map of depth and time', () => {
  test('says the value of a cell; a click selects its step and layer', async () => {
    const panel = await openPanel({ edit: short, state: { view: 'terms', mapQuantity: 'fluxSquared' } });
    await panel.show('map');
    await panel.get('time-map-bar').getByText('logarithmic').waitFor();
    const at = await acrossChart(panel, 'chart-time-map');
    const [x, y] = at(0.5);
    await panel.page.mouse.move(x, y);
    const readout = panel.get('time-map-readout');
    await readout.filter({ hasText: /^step \d+, layer \d/ }).waitFor();
    const text = await readout.innerText();
    await panel.page.mouse.click(x, y);
    const [step = NaN, m = NaN] = (/^step (\d+), layer (\d)/.exec(text) ?? []).slice(1).map(Number);
    await expect.poll(() => selected(panel)).toBe(step);
    await expect.poll(() => panel.view().selection).toEqual({ kind: 'layer', m });
    const value = panel.view().run?.frame?.layers[m]?.fluxSquared ?? NaN;
    const said = Number(/: (\S+)/.exec(text)?.[1]);
    expect(Math.abs(said / value - 1)).toBeLessThan(1e-3);
  });

  test('is zoomed with the charts, and another quantity is asked for at once', async () => {
    const panel = await openPanel({ edit: short, state: { view: 'map' } });
    await panel.waitForChart('chart-time-map');
    await dragOver(panel, 'chart-time-map', 0.4, 0.6);
    await panel.get('time-map-quantity').selectOption('coupling');
    await expect.poll(() => panel.lastMessage('askForHistory')?.quantity).toBe('coupling');
    await panel.get('chart-time-map-toggle').click();
    const heads = (): Promise<string[]> =>
      panel.get('chart-time-map-table').locator('thead th').allInnerTexts();
    await expect.poll(async () => Number((await heads())[1]?.replaceAll(/\D/g, ''))).toBeGreaterThan(100);
    await panel.show('terms');
    await panel.get('chart-lagrangian-toggle').click();
    expect((await tableEnds(panel, 'chart-lagrangian'))[0]).toBeGreaterThan(100);
  });

  test('is saved as an SVG with its cells', async () => {
    answerCall('window.showSaveDialog', () => Promise.resolve(undefined));
    const panel = await openPanel({ edit: short, state: { view: 'map' } });
    await panel.get('time-map-bar').getByText('logarithmic').waitFor();
    await panel.get('chart-time-map-menu').click();
    await panel.get('chart-time-map-svg').click();
    await expect.poll(() => panel.lastMessage('saveFigure')).toBeDefined();
    const svg = new TextDecoder().decode(panel.lastMessage('saveFigure')?.bytes);
    expect(svg.match(/<image [^>]*pixelated/g)).toHaveLength(40);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe('the terms of layers', () => {
  const panel = usePanel({ edit: short, state: { view: 'terms' } });
  const cells = async (chart: string): Promise<number[]> => {
    const texts = await panel().get(`${chart}-table`).locator('tbody tr:last-child td').allInnerTexts();
    return texts.map((text) => (text === '—' ? NaN : Number(text)));
  };

  test('are shown as shares whose sum is what their cancellation leaves', async () => {
    await panel().waitForChart('chart-layers');
    await panel().get('chart-layers-toggle').click();
    await panel().get('term-scaling').selectOption('cancellation');
    await expect.poll(async () => (await cells('chart-layers'))[0]).toBeNaN();
    const [, neurons = NaN, coupling = NaN, flux = NaN, bias = NaN] = await cells('chart-layers');
    expect(neurons + Math.abs(coupling) + flux).toBeCloseTo(1, 3);
    expect(neurons + coupling + flux).toBeCloseTo(bias, 3);
  });

  test('are followed over the steps for the layer that is selected', async () => {
    await panel().get('layer-row').nth(5).click();
    await panel().locator('h2').filter({ hasText: 'Terms of layer 5' }).waitFor();
    await panel().get('chart-layer-terms').scrollIntoViewIfNeeded();
    await panel().get('chart-layer-terms-toggle').click();
    const frame = panel().view().run?.frame?.layers[5];
    await expect
      .poll(async () => (await cells('chart-layer-terms'))[2])
      .toBeCloseTo(frame?.coupling ?? NaN, 5);
  });
});
