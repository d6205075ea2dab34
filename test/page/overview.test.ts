import { describe, expect, test } from 'vitest';
import { openPanel, usePanel } from './usePanel.js';

const short = (text: string): string => text.replace(/steps: \d+/, 'steps: 200');
const ofLayers =
  (repeat: number) =>
  (text: string): string =>
    text.replace(/repeat: \d+/, `repeat: ${repeat}`).replace(/steps: \d+/, 'steps: 10');

const twoLayers = (optimizer: string): string => `bbd: 1
data: {source: teacher, inputs: 2, outputs: 1}
layers:
  - {type: dense, units: 3, activation: tanh}
  - {type: dense, units: 1}
loss: mse
training: {optimizer: ${optimizer}, learningRate: 0.01, batchSize: 4, steps: 20}
`;

describe('the overview', () => {
  const panel = usePanel({ edit: short });

  test('answers first, and every answer leads to more', async () => {
    await panel()
      .get('answer-exact')
      .filter({ hasText: /Exact\s*r\s*\d+e-\d+/ })
      .waitFor();
    expect(await panel().locator('.answer').count()).toBe(5);
    await panel().get('answer-overdamped').getByRole('button').click();
    await panel().get('view-energy').waitFor();
    await panel().show('overview');
  });

  test('leads from a number to its definition', async () => {
    await panel().get('answer-exact').getByRole('link').click();
    await panel().get('definitions').waitFor();
    expect(await panel().locator(':focus').innerText()).toMatch(/identity residual/);
    await panel().show('overview');
  });

  test('selects by a click in the map; details, table and editor follow, and a second click lets go', async () => {
    await panel().get('map-layer-3').click();
    await panel().get('place-card').getByText('Layer 3').waitFor();
    expect(await panel().get('map-layer-3').getAttribute('aria-selected')).toBe('true');
    expect(panel().view().selection).toEqual({ kind: 'layer', m: 3 });
    const line = panel().view().run?.layers[3]?.line ?? NaN;
    await expect.poll(() => panel().host.cursorLine).toBe(line - 1);
    await panel().show('terms');
    await panel().locator('[data-layer="3"][aria-current="true"]').waitFor();
    await panel().show('overview');
    await panel().get('map-layer-3').click();
    await panel().get('place-card').getByText('The whole network').waitFor();
    expect(panel().view().selection).toBeUndefined();
  });

  test('follows the cursor in the editor and the rows of the table', async () => {
    panel().host.moveCursor('units: 1}');
    await panel().locator('[data-testid="map-layer-7"][aria-selected="true"]').waitFor();
    await panel().show('terms');
    await panel().drawn();
    await panel().layerRows.nth(2).click();
    await expect.poll(() => panel().view().selection).toEqual({ kind: 'layer', m: 2 });
    await panel().layerRows.nth(2).press('ArrowDown');
    await expect.poll(() => panel().view().selection).toEqual({ kind: 'layer', m: 3 });
    await panel().show('overview');
    await panel().locator('[data-testid="map-layer-3"][aria-selected="true"]').waitFor();
  });

  test('is walked through by keys, to interfaces too, which leave the cursor where it is', async () => {
    await panel().get('map-layer-3').focus();
    await panel().page.keyboard.press('ArrowRight');
    await panel().locator('[data-testid="map-layer-4"][aria-selected="true"]:focus').waitFor();
    await expect.poll(() => panel().view().selection).toEqual({ kind: 'layer', m: 4 });
    const line = panel().host.cursorLine;
    await panel().page.keyboard.press('ArrowDown');
    await panel().get('place-card').getByText('Interface 4').waitFor();
    await panel().page.keyboard.press('End');
    await panel().get('place-card').getByText('before the loss').waitFor();
    expect(panel().host.cursorLine).toBe(line);
    await panel().page.keyboard.press('Escape');
    await panel().get('place-card').getByText('The whole network').waitFor();
    expect(await panel().get('map-interface-8').getAttribute('aria-selected')).toBe('false');
  });

  test('colours the cells by another quantity, and says which in a table', async () => {
    await panel().get('map-quantity').selectOption({ label: 'coupling' });
    await panel().get('map-scaling').selectOption({ label: 'share of all layers' });
    const cell = panel().get('map-layer-2');
    await expect
      .poll(() => cell.getAttribute('aria-label'))
      .toMatch(/coupling \(share of all layers\): -[\d.]+ %/);
    expect(await cell.locator('.map-body').getAttribute('data-sign')).toBe('negative');
    await panel().locator('.map-table > summary').click();
    expect(await panel().get('map-table').locator('tbody tr').count()).toBe(8);
  });

  test('has the network above every other view, too, where it selects', async () => {
    await panel().show('energy');
    await panel().get('strip-layer-5').click();
    await panel().locator('[data-testid="strip-layer-5"][aria-selected="true"]').waitFor();
    await panel().show('overview');
    await panel().locator('[data-testid="map-layer-5"][aria-selected="true"]').waitFor();
  });

  test('selects an interface by a click into a chart along depth', async () => {
    await panel().show('energy');
    await panel().waitForChart('chart-power');
    const box = await panel().get('chart-power').boundingBox();
    if (box === null) throw new Error('the chart is not there');
    await panel().page.mouse.click(box.x + box.width * 0.98, box.y + box.height / 2);
    await expect.poll(() => panel().view().selection?.m).toBeGreaterThanOrEqual(7);
    await panel().page.keyboard.press('Escape');
    await expect.poll(() => panel().view().selection).toBeUndefined();
  });
});

describe('a network of many layers', () => {
  test('stays readable in a narrow panel: its map scrolls, the page does not, and the selection is brought into view', async () => {
    const panel = await openPanel({ edit: ofLayers(98), width: 380 });
    await panel.get('map-layer-99').waitFor({ state: 'attached' });
    const page = await panel.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(page).toBe(true);
    await panel.get('map-layer-0').focus();
    await panel.page.keyboard.press('End');
    const box = await panel.get('map-layer-99').boundingBox();
    expect(box?.x).toBeLessThan(380);
    expect(box?.width).toBeGreaterThanOrEqual(8);
  });

  test('of two layers has both and three interfaces', async () => {
    const panel = await openPanel({ text: twoLayers('adam') });
    await expect.poll(() => panel.get('map-listbox').getByRole('option').count()).toBe(5);
    await panel
      .get('answer-overdamped')
      .filter({ hasText: /Undefined[^]*Adam/ })
      .waitFor();
    expect(await panel.get('answer-continuum').innerText()).toMatch(/Undefined|Not measured yet/);
  });
});

test('before the first run the map shows the network of the text, and nothing is measured', async () => {
  const panel = await openPanel({ run: 'none' });
  await expect.poll(() => panel.get('map-listbox').getByRole('option').count()).toBe(17);
  expect(await panel.get('answer-exact').innerText()).toContain('Not measured yet');
  await panel.get('answer-symmetric').filter({ hasText: 'Symmetric' }).waitFor();
});

test('the boundary is shown over the steps, and from sample to sample where there are statistics', async () => {
  const panel = await openPanel({
    text: `${twoLayers('sgd')}analysis: {every: 5, statistics: 1}\n`,
    state: { view: 'boundary' },
  });
  await panel.waitForChart('chart-boundary');
  expect(await panel.get('boundary-moments').locator('tbody tr').count()).toBe(5);
  await panel.get('fact-boundaryKinetic').getByRole('link').click();
  expect(await panel.locator(':focus').innerText()).toMatch(/boundary kinetic/);
});
