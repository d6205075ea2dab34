import { describe, expect, test } from 'vitest';
import { useSession, useWindow } from './session.js';

const EXAMPLE = 'deep-tanh.bbd.yaml';
/** Dense layers of the example: the first, six of the repeat, the last. */
const EXAMPLE_LAYERS = 8;
/** The example, training for longer than a test lasts. */
const endless = (text: string): string => text.replace(/steps: \d+/, 'steps: 100000000');

const session = useSession();

describe('BBD: Analyze network', () => {
  const workbench = useWindow(session, { file: EXAMPLE });

  test('fills the panel with an exact decomposition of every layer', async () => {
    const { panel } = workbench();
    const commanded = await workbench().runCommand('BBD: Analyze network');
    await panel.waitForChart('chart-lagrangian');
    console.log(`From the command to the first chart: ${Math.round(performance.now() - commanded)} ms`);
    await panel.waitForChart('chart-layers');
    await panel.waitForStatus('completed');

    expect(await panel.layerRows.count()).toBe(EXAMPLE_LAYERS);
    const rows = await panel.layerRows.allInnerTexts();
    expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
    expect(await panel.get('identity-residual').getAttribute('data-tone')).toBe('good');
  });

  test('shows where energy flows, exactly, and what every number means', async () => {
    const { panel } = workbench();
    await panel.show('energy');
    await panel.waitForChart('chart-power');
    await panel.waitForChart('chart-dynamics');
    expect(await panel.get('fact-continuityResidual').getAttribute('data-tone')).toBe('good');
    expect(await panel.get('fact-overdamping').innerText()).toMatch(/overdamped|marginal/);
    await workbench().screenshot('view energy');

    await panel.show('definitions');
    const formulas = panel.get('definitions').locator('math');
    expect(await formulas.count()).toBeGreaterThan(40);
    expect(await formulas.last().textContent()).not.toBe('');
    await workbench().screenshot('view definitions');
    await panel.show('terms');
  });

  test.each(['Light Modern', 'Dark Modern'] as const)('shows it in %s', async (theme) => {
    await workbench().setTheme(theme);
    await workbench().panel.waitForChart('chart-lagrangian');
    await workbench().screenshot(`panel ${theme}`);
  });

  test('is still there after the window is reloaded', async () => {
    const { panel } = workbench();
    const residual = await panel.get('identity-residual').innerText();
    const rows = await panel.layerRows.allInnerTexts();

    await workbench().reload();
    await panel.waitForStatus('completed');
    await panel.waitForChart('chart-layers');
    expect(await panel.get('identity-residual').innerText()).toBe(residual);
    expect(await panel.layerRows.allInnerTexts()).toEqual(rows);
  });
});

describe('a run', () => {
  const workbench = useWindow(session, { file: EXAMPLE, edit: endless });

  test('is paused, taken one step further and resumed by the panel', async () => {
    const { panel } = workbench();
    await workbench().runCommand('BBD: Analyze network');
    await panel.waitForStatus('running');

    await panel.press('pause');
    await panel.waitForStatus('paused');
    const paused = await panel.step();
    await panel.press('step');
    await expect.poll(() => panel.step()).toBe(paused + 1);

    await panel.press('resume');
    await panel.waitForStatus('running');
    await expect.poll(() => panel.step()).toBeGreaterThan(paused + 1);
  });

  test('tells the statistics of a step that somebody asks for', async () => {
    const { panel } = workbench();
    await panel.show('statistics');
    await panel.get('statistics-request-ask').click();
    await panel.get('fact-correlation').waitFor();
    expect(await panel.get('fact-correlation').getAttribute('data-tone')).toBe('good');
    await panel.get('coupling-neurons').waitFor();
    await workbench().screenshot('view statistics');
    await panel.show('motion');
    await panel.waitForChart('chart-motion');
    await workbench().screenshot('view motion');
    await panel.show('terms');
  });

  test('goes on while the panel is hidden, which is up to date when it is shown again', async () => {
    const { panel } = workbench();
    const before = await panel.step();
    const panelTab = workbench().tab('BBD: ');
    await panelTab.click();
    await workbench().quickOpen('iris.bbd.yaml');
    await workbench().untilPanelHidden();

    await panelTab.click();
    await panel.waitForStatus('running');
    await expect.poll(() => panel.step()).toBeGreaterThan(before);
    await panel.waitForChart('chart-lagrangian');
  });

  test('is stopped, and restarted from the same seed', async () => {
    const { panel } = workbench();
    await panel.press('stop');
    await panel.waitForStatus('stopped');
    await panel.press('restart');
    await panel.waitForRun(2);
    await panel.waitForStatus('running');
    await workbench().runCommand('BBD: Stop training');
    await panel.waitForStatus('stopped');
  });

  test('that a reload cuts off says so, shows what was recorded, and trains again', async () => {
    const { panel } = workbench();
    await panel.press('restart');
    await panel.waitForRun(3);
    await panel.waitForStatus('running');
    await panel.waitForChart('chart-layers');
    const before = await panel.step();

    await workbench().reload();
    await panel.waitForStatus('interrupted');
    await panel.waitForChart('chart-layers');
    expect(await panel.step()).toBeGreaterThanOrEqual(before);
    await panel.press('restart');
    await panel.waitForStatus('running');
    await panel.press('stop');
    await panel.waitForStatus('stopped');
  });
});
