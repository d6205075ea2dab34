import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSession, type Session } from './session.js';
import type { Workbench } from './workbench.js';

let session: Session;
let workbench: Workbench;

beforeAll(async () => {
  session = await startSession();
});
afterAll(() => session.end());
beforeEach(async () => {
  workbench = await session.openWorkbench({ file: 'deep-tanh.bbd.yaml' });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await workbench.screenshot(`failed ${task.name}`);
  await workbench.close();
  expect(workbench.policyViolations).toEqual([]);
});

describe('editing the spec', () => {
  test('an unknown key gets a squiggle and a suggestion, and is not trained', async () => {
    await workbench.replaceLine('units: 1}', '- {type: dense, unitz: 1}');
    await workbench.squiggles.first().waitFor();
    const problems = await workbench.problems();
    await problems
      .filter({ hasText: /did you mean.+units/i })
      .first()
      .waitFor();

    await workbench.runCommand('BBD: Analyze network');
    await workbench.panel.get('problems').waitFor();
    expect(await workbench.panel.layerRows.count()).toBe(0);
    await workbench.screenshot('spec-with-an-error');
  });

  test('while the panel is open the changed text is analysed again, without being saved', async () => {
    const { panel } = workbench;
    await workbench.runCommand('BBD: Analyze network');
    await panel.waitForStatus('completed');
    await panel.waitForRun(1);

    await workbench.replaceLine('repeat: 6', '- repeat: 3');
    await panel.waitForRun(2);
    await panel.waitForStatus('completed');
    expect(await panel.layerRows.count()).toBe(5);
  });

  test('an error keeps the last run on show, and mending it trains again', async () => {
    const { panel } = workbench;
    await workbench.runCommand('BBD: Analyze network');
    await panel.waitForStatus('completed');

    await workbench.replaceLine('loss: mse', 'loss: mean');
    await panel.get('problems').waitFor();
    expect(await panel.layerRows.count()).toBe(8);
    await workbench.replaceLine('loss: mean', 'loss: mse');
    await panel.get('problems').waitFor({ state: 'hidden' });

    await workbench.replaceLine('seed: 7', 'seed: 8');
    await panel.waitForRun(2);
    await panel.waitForStatus('completed');
  });
});

describe('a layer', () => {
  test('says on hover what it is, and what its terms were last', async () => {
    await workbench.runCommand('BBD: Analyze network');
    await workbench.panel.waitForStatus('completed');
    const text = await workbench.hoverOver(workbench.token('dense'));
    expect(text).toMatch(/8 → 32/);
    expect(text).toMatch(/288/); // parameters: 8·32 + 32
    await workbench.screenshot('hover-on-a-layer');
  });

  test('is shown in the editor when its row is clicked', async () => {
    await workbench.runCommand('BBD: Analyze network');
    await workbench.panel.waitForStatus('completed');
    const lastLine = await workbench.lineNumber('units: 1}');
    await workbench.panel.layerRows.last().click();
    await expect.poll(() => workbench.cursorLine()).toBe(lastLine);
  });
});
