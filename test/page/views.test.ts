import { describe, expect, test } from 'vitest';
import { endless, EVERYTHING } from './specs.js';
import { openPanel, usePanel } from './usePanel.js';

describe('a run that is complete', () => {
  const panel = usePanel({ text: EVERYTHING });

  test('has an exact decomposition of every layer', async () => {
    await panel().waitForStatus('completed');
    await panel().show('terms');
    await panel().waitForChart('chart-lagrangian');
    await panel().waitForChart('chart-layers');
    const rows = await panel().layerRows.allInnerTexts();
    expect(rows).toHaveLength(8);
    expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
    expect(await panel().get('identity-residual').getAttribute('data-tone')).toBe('good');
  });

  test('shows where energy flows, exactly', async () => {
    await panel().show('energy');
    await panel().waitForChart('chart-power');
    await panel().waitForChart('chart-dynamics');
    expect(await panel().get('fact-continuityResidual').getAttribute('data-tone')).toBe('good');
    expect(await panel().get('fact-overdamping').innerText()).toMatch(/overdamped|marginal|inertial/);
  });

  test('shows the symmetry of its motion and its statistics', async () => {
    await panel().show('motion');
    await panel().waitForChart('chart-motion');
    await panel().show('statistics');
    expect(await panel().get('fact-correlation').getAttribute('data-tone')).toBe('good');
  });

  test('says what every number means', async () => {
    await panel().show('definitions');
    const formulas = panel().get('definitions').locator('math');
    expect(await formulas.count()).toBeGreaterThan(40);
    expect(await formulas.last().textContent()).not.toBe('');
  });

  test('leads to a layer in the text', async () => {
    await panel().show('terms');
    await panel().layerRows.last().click();
    const text = panel().host.editor.document.getText().split('\n');
    await expect.poll(() => text[panel().host.cursorLine]).toContain('name: head');
  });
});

test('a run that goes on is controlled by the panel, and tells statistics when asked', async () => {
  const panel = await openPanel({
    text: EVERYTHING.replace('statistics: 100', 'statistics: 0'),
    edit: endless,
    run: 'live',
  });
  await panel.waitForStatus('running');
  await panel.press('pause');
  await panel.waitForStatus('paused');
  const paused = await panel.step();
  await panel.press('step');
  await expect.poll(() => panel.step()).toBe(paused + 1);
  await panel.press('resume');
  await panel.waitForStatus('running');
  await panel.show('statistics');
  await panel.get('statistics-request-ask').click();
  await panel.get('coupling-neurons').waitFor();
  expect(await panel.get('fact-correlation').getAttribute('data-tone')).toBe('good');
  await panel.press('stop');
  await panel.waitForStatus('stopped');
  await panel.press('restart');
  await panel.waitForRun(2);
});

test('a text with errors is not trained; its problems are shown, and lead to their places', async () => {
  const panel = await openPanel({ text: EVERYTHING.replace('units: 2}', 'unitz: 2}'), run: 'none' });
  await panel.get('problems').waitFor();
  expect(await panel.layerRows.count()).toBe(0);
  await panel.locator('.problem').first().click();
  const text = panel.host.editor.document.getText().split('\n');
  await expect.poll(() => text[panel.host.cursorLine]).toContain('unitz');
});
