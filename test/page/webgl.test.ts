import { expect, test } from 'vitest';
import { launchBrowser } from '../../tools/vscode-host/browser.mjs';
import { createContext, PanelPage } from './panelPage.js';
import { startPageServer } from './pageServer.js';
import { endless } from './specs.js';
import { openPanel } from './usePanel.js';

const onWebgl = (text: string): string => text.replace('backend: wasm', 'backend: webgl');

/** Shaders are compiled in software here. */
const SLOW_START_MS = 50_000;

test('a run on webgl is paused, taken a step further, goes on while the panel is hidden, and ends with it', async () => {
  const panel = await openPanel({ edit: (text) => endless(onWebgl(text)), run: 'live' });
  await panel.waitForStatus('running', SLOW_START_MS);
  await panel.press('pause');
  await panel.waitForStatus('paused');
  const paused = await panel.step();
  await panel.press('step');
  await expect.poll(() => panel.step()).toBe(paused + 1);

  panel.setVisible(false);
  await panel.press('resume');
  await expect.poll(() => panel.view().run?.step).toBeGreaterThan(paused + 1);
  expect(await panel.step()).toBe(paused + 1);
  panel.setVisible(true);
  await expect.poll(() => panel.step()).toBeGreaterThan(paused + 1);

  panel.dispose();
  const { run } = panel.view();
  expect(run?.status).toBe('interrupted');
  expect(run?.message).toContain('was closed at step');
});

test('a run on webgl where there is none trains on wasm instead, and says so', async () => {
  const browser = await launchBrowser({ webgl: false });
  const server = await startPageServer();
  const short = (text: string): string => onWebgl(text).replace(/steps: \d+/, 'steps: 50');
  const services = { context: await createContext(browser), server };
  const panel = await PanelPage.open(services, { edit: short, run: 'live' });
  try {
    await panel.waitForStatus('completed', SLOW_START_MS);
    await panel.plan.filter({ hasText: /^wasm, fused$/ }).waitFor();
    await panel.get('notice').filter({ hasText: 'It has no WebGL 2.' }).waitFor();
  } finally {
    await panel.close();
    server.close();
    await browser.close();
  }
});
