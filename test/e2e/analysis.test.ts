import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSession, type Session, type WorkbenchOptions } from './session.js';
import type { Workbench } from './workbench.js';

const EXAMPLE = 'deep-tanh.bbd.yaml';
/** Dense layers of the example: the first, six of the repeat, the last. */
const EXAMPLE_LAYERS = 8;

let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await startSession();
});
afterAll(() => session.end());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await workbench.screenshot(`failed ${task.name}`);
  await workbench.close();
  expect(workbench.policyViolations).toEqual([]);
});

async function analyze(options: Partial<WorkbenchOptions> = {}): Promise<void> {
  workbench = await session.openWorkbench({ file: EXAMPLE, ...options });
  await workbench.runCommand('BBD: Analyze network');
}

/** The example, training for longer than a test lasts. */
const endless = (text: string): string => text.replace(/steps: \d+/, 'steps: 100000000');

describe('BBD: Analyze network', () => {
  test.each(['Dark Modern', 'Light Modern'] as const)('fills the panel, in %s', async (theme) => {
    workbench = await session.openWorkbench({ file: EXAMPLE, theme });
    const { panel } = workbench;
    const commanded = await workbench.runCommand('BBD: Analyze network');
    await panel.waitForChart('chart-lagrangian');
    console.log(`From the command to the first chart: ${Math.round(performance.now() - commanded)} ms`);
    await panel.waitForChart('chart-layers');
    await panel.waitForStatus('completed');

    expect(await panel.layerRows.count()).toBe(EXAMPLE_LAYERS);
    const rows = await panel.layerRows.allInnerTexts();
    expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
    expect(await panel.get('identity-residual').getAttribute('data-tone')).toBe('good');
    await workbench.screenshot(`panel-${theme.toLowerCase().replace(' ', '-')}`);
  });
});

describe('the controls', () => {
  test('pause, take one step, resume, stop, and restart from the same seed', async () => {
    await analyze({ edit: endless });
    const { panel } = workbench;
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
    await panel.press('restart');
    await panel.waitForRun(2);
    await panel.waitForStatus('running');
    await workbench.runCommand('BBD: Stop training');
    await panel.waitForStatus('stopped');
  });
});

describe('the panel', () => {
  test('is up to date when it is shown again after it was hidden behind another tab', async () => {
    await analyze({ edit: endless });
    const { panel } = workbench;
    await panel.waitForStatus('running');
    await panel.layerRows.first().waitFor();
    const before = await panel.step();

    const panelTab = workbench.tab('BBD: ');
    await panelTab.click();
    await workbench.quickOpen('settings.json');
    await panel.text.waitFor({ state: 'detached' });

    await panelTab.click();
    await panel.waitForStatus('running');
    await expect.poll(() => panel.step()).toBeGreaterThan(before);
    await panel.waitForChart('chart-lagrangian');
    await panel.press('stop');
    await panel.waitForStatus('stopped');
  });

  test('comes back with its run after the window is reloaded', async () => {
    await analyze();
    const { panel } = workbench;
    await panel.waitForStatus('completed');
    const residual = await panel.get('identity-residual').innerText();
    const rows = await panel.layerRows.allInnerTexts();

    await workbench.reload();
    await panel.waitForStatus('completed');
    await panel.waitForChart('chart-layers');
    expect(await panel.get('identity-residual').innerText()).toBe(residual);
    expect(await panel.layerRows.allInnerTexts()).toEqual(rows);
  });

  test('says after a reload that training was cut off, shows what was recorded, and trains again', async () => {
    await analyze({ edit: endless });
    const { panel } = workbench;
    await panel.waitForStatus('running');
    await panel.waitForChart('chart-layers');
    const before = await panel.step();

    await workbench.reload();
    await panel.waitForStatus('interrupted');
    await panel.waitForChart('chart-layers');
    expect(await panel.step()).toBeGreaterThanOrEqual(before);
    await panel.press('restart');
    await panel.waitForRun(2);
    await panel.waitForStatus('running');
    await panel.press('stop');
    await panel.waitForStatus('stopped');
  });
});
