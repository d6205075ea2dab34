import { describe, expect, test } from 'vitest';
import { useWindow } from './session.js';

const EXAMPLE = 'deep-tanh.bbd.yaml';
/** Dense layers of the example: the first, six of the repeat, the last. */
const EXAMPLE_LAYERS = 8;

describe('BBD: Analyze network', () => {
  const workbench = useWindow({ file: EXAMPLE });

  test('fills the panel with an exact decomposition of every layer', async () => {
    const { panel } = workbench();
    const commanded = await workbench().runCommand('BBD: Analyze network');
    await panel.waitForStatus('completed');
    console.log(`From the command to the end of the run: ${Math.round(performance.now() - commanded)} ms`);
    await panel.show('terms');
    await panel.waitForChart('chart-lagrangian');
    await panel.waitForChart('chart-layers');
    expect(await panel.layerRows.count()).toBe(EXAMPLE_LAYERS);
    const rows = await panel.layerRows.allInnerTexts();
    expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
    expect(await panel.get('identity-residual').getAttribute('data-tone')).toBe('good');
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

  test('trains the changed text without its being saved, and goes on while the panel is hidden', async () => {
    const { panel } = workbench();
    await workbench().replaceLine(
      'batchSize: 1,',
      'training: {learningRate: 0.05, batchSize: 1, steps: 100000000}',
    );
    await panel.waitForRun(2);
    await panel.waitForStatus('running');
    const before = await panel.step();

    const panelTab = workbench().tab('BBD: ');
    await panelTab.click();
    await workbench().quickOpen('iris.bbd.yaml');
    await workbench().untilPanelHidden();
    await panelTab.click();
    await panel.waitForStatus('running');
    await expect.poll(() => panel.step()).toBeGreaterThan(before);
  });

  test('says that a reload has cut a run off, shows what was recorded, and trains again', async () => {
    const { panel } = workbench();
    await panel.waitForChart('chart-layers');
    const before = await panel.step();
    await workbench().reload();
    await panel.waitForStatus('interrupted');
    await panel.waitForChart('chart-layers');
    expect(await panel.step()).toBeGreaterThanOrEqual(before);
    await panel.press('restart');
    await panel.waitForStatus('running');
    await workbench().runCommand('BBD: Stop training');
    await panel.waitForStatus('stopped');
  });
});
