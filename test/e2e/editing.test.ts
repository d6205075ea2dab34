import { beforeAll, describe, expect, test } from 'vitest';
import { useSession, useWindow } from './session.js';

const EXAMPLE = 'deep-tanh.bbd.yaml';

const session = useSession();

describe('a spec with an error', () => {
  const workbench = useWindow(session, { file: EXAMPLE });

  test('gets a squiggle and a suggestion, and is not trained', async () => {
    await workbench().replaceLine('units: 1}', '- {type: dense, unitz: 1}');
    await workbench().squiggles.first().waitFor();
    const problems = await workbench().problems();
    await problems
      .filter({ hasText: /did you mean.+units/i })
      .first()
      .waitFor();

    await workbench().runCommand('BBD: Analyze network');
    await workbench().panel.get('problems').waitFor();
    expect(await workbench().panel.layerRows.count()).toBe(0);
    await workbench().screenshot('spec with an error');
  });
});

describe('while the panel is open', () => {
  const workbench = useWindow(session, { file: EXAMPLE });
  beforeAll(async () => {
    await workbench().runCommand('BBD: Analyze network');
    await workbench().panel.waitForStatus('completed');
  });

  test('the changed text is analysed again, without being saved', async () => {
    const { panel } = workbench();
    const before = await panel.runNumber();
    await workbench().replaceLine('repeat: 6', '- repeat: 3');
    await panel.waitForRun(before + 1);
    await panel.waitForStatus('completed');
    expect(await panel.layerRows.count()).toBe(5);
  });

  test('an error keeps the last run on show, and mending it with a change trains again', async () => {
    const { panel } = workbench();
    const before = await panel.runNumber();
    const rows = await panel.layerRows.count();
    await workbench().replaceLine('loss: mse', 'loss: mean');
    await panel.get('problems').waitFor();
    expect(await panel.runNumber()).toBe(before);
    expect(await panel.layerRows.count()).toBe(rows);

    await workbench().replaceLine('seed: 7', 'seed: 8');
    await workbench().replaceLine('loss: mean', 'loss: mse');
    await panel.waitForRun(before + 1);
    await panel.waitForStatus('completed');
    await panel.get('problems').waitFor({ state: 'hidden' });
  });

  test('a layer says on hover what it is and what its terms were last', async () => {
    const text = await workbench().hoverOver(workbench().token('dense'), /K_z/);
    expect(text).toMatch(/8 → 32/);
    expect(text).toMatch(/288/); // parameters: 8·32 + 32
    await workbench().screenshot('hover on a layer');
  });

  test('a layer is shown in the editor when its row is clicked', async () => {
    const lastLine = await workbench().lineNumber('units: 1}');
    await workbench().panel.layerRows.last().click();
    await expect.poll(() => workbench().cursorLine()).toBe(lastLine);
  });
});
