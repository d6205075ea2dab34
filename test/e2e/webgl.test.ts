import { describe, expect, test } from 'vitest';
import { useSession, useWindow } from './session.js';

const EXAMPLE = 'deep-tanh.bbd.yaml';
const onWebgl =
  (steps: number) =>
  (text: string): string =>
    text.replace('backend: wasm', 'backend: webgl').replace(/steps: \d+/, `steps: ${steps}`);

/** Shaders are compiled in software here. */
const SLOW_START_MS = 90_000;

describe('with WebGL', () => {
  const session = useSession();

  describe('a run on webgl', () => {
    const workbench = useWindow(session, { file: EXAMPLE, edit: onWebgl(40) });

    test('trains in the panel to its end, with an exact decomposition of every layer', async () => {
      const { panel } = workbench();
      await workbench().runCommand('BBD: Analyze network');
      await panel.waitForStatus('completed', SLOW_START_MS);
      await panel.plan.filter({ hasText: /^webgl$/ }).waitFor();
      expect(await panel.get('identity-residual').getAttribute('data-tone')).toBe('good');
      const rows = await panel.layerRows.allInnerTexts();
      expect(rows).toHaveLength(8);
      expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
      await workbench().screenshot('webgl');
    });
  });

  describe('a long run on webgl', () => {
    const workbench = useWindow(session, { file: EXAMPLE, edit: onWebgl(100_000_000) });

    test('is paused, taken one step further, and goes on while the panel is hidden', async () => {
      const { panel } = workbench();
      await workbench().runCommand('BBD: Analyze network');
      await panel.waitForStatus('running', SLOW_START_MS);
      await panel.waitForChart('chart-layers');
      await panel.press('pause');
      await panel.waitForStatus('paused');
      const paused = await panel.step();
      await panel.press('step');
      await expect.poll(() => panel.step()).toBe(paused + 1);
      await panel.press('resume');
      await panel.waitForStatus('running');

      const panelTab = workbench().tab('BBD: ');
      await panelTab.click();
      await workbench().quickOpen('iris.bbd.yaml');
      await workbench().untilPanelHidden();
      await panelTab.click();
      await panel.waitForStatus('running');
      await expect.poll(() => panel.step()).toBeGreaterThan(paused + 1);
    });

    test('says that it was interrupted when its panel is closed', async () => {
      const { panel } = workbench();
      await workbench().closeTab('BBD: ');
      // The other spec lies where the panel was.
      await workbench().tab(EXAMPLE).click();
      await workbench().runCommand('BBD: Show panel');
      await panel.waitForStatus('interrupted');
      await panel.get('notice').filter({ hasText: 'was closed at step' }).waitFor();
      await panel.press('restart');
      await panel.waitForStatus('running', SLOW_START_MS);
      await panel.press('stop');
      await panel.waitForStatus('stopped');
    });
  });
});

describe('without WebGL', () => {
  const session = useSession({ webgl: false });
  const workbench = useWindow(session, { file: EXAMPLE, edit: onWebgl(200) });

  test('a run on webgl trains on wasm instead, and says so', async () => {
    const { panel } = workbench();
    await workbench().runCommand('BBD: Analyze network');
    await panel.waitForStatus('completed', SLOW_START_MS);
    await panel.plan.filter({ hasText: /^wasm, fused$/ }).waitFor();
    await panel.get('notice').filter({ hasText: 'It has no WebGL 2.' }).waitFor();
    await workbench().screenshot('webgl fallback');
  });
});
