import { describe, expect, test } from 'vitest';
import { openPanel, usePanel } from './usePanel.js';

const EXAMPLE_LAYERS = 8;
const short = (text: string): string => text.replace(/steps: \d+/, 'steps: 200');
const endless = (text: string): string => text.replace(/steps: \d+/, 'steps: 100000000');

describe('a run that is complete', () => {
  const panel = usePanel({ edit: short });

  test('shows an exact decomposition of every layer', async () => {
    await panel().waitForStatus('completed');
    await panel().show('terms');
    await panel().waitForChart('chart-lagrangian');
    await panel().waitForChart('chart-layers');
    const rows = await panel().layerRows.allInnerTexts();
    expect(rows).toHaveLength(EXAMPLE_LAYERS);
    expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
    expect(await panel().get('identity-residual').getAttribute('data-tone')).toBe('good');
  });
});

describe('a run that goes on', () => {
  test('is paused, taken one step further, resumed and stopped by the panel', async () => {
    const panel = await openPanel({ edit: endless, run: 'live' });
    await panel.waitForStatus('running');
    await panel.press('pause');
    await panel.waitForStatus('paused');
    const paused = await panel.step();
    await panel.press('step');
    await expect.poll(() => panel.step()).toBe(paused + 1);
    await panel.press('resume');
    await panel.waitForStatus('running');
    await expect.poll(() => panel.step()).toBeGreaterThan(paused + 1);
    await panel.press('stop');
    await panel.waitForStatus('stopped');
  });
});
