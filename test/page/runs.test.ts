import { expect, test } from 'vitest';
import { openPanel } from './usePanel.js';

const shorter = (text: string): string => text.replace(/steps: \d+/, 'steps: 200');

test('runs are compared, named, shown again and deleted', async () => {
  const panel = await openPanel({ edit: shorter, run: 'live', state: { view: 'runs' } });
  const { page, host } = panel;
  const ended = async (number: number): Promise<void> => {
    await expect
      .poll(() => [panel.view().run?.number, panel.view().run?.status], { timeout: 20_000 })
      .toEqual([number, 'completed']);
  };
  await ended(1);
  await host.type((text) =>
    text.replace('learningRate: 0.05', 'learningRate: 0.1').replace('repeat: 6', 'repeat: 4'),
  );
  host.inspector.inspection.startRun();
  await ended(2);
  const rows = page.getByTestId('run-row');
  await expect.poll(() => rows.count()).toBe(2);
  await expect.poll(() => rows.first().textContent()).toMatch(/repeat 6 → 4/);

  await page.getByRole('checkbox', { name: 'Compare run 1' }).click();
  await page.getByTestId('comparison-layers').waitFor();
  expect(await page.getByTestId('comparison-note').textContent()).toMatch(
    /run 2 has 6 layers, run 1 has 8 layers/,
  );
  expect(await page.getByTestId('comparison-layers').locator('tbody tr').count()).toBe(8);
  await panel.screenshot('runs');
  await panel.show('terms');
  await page.getByTestId('legend-run').first().waitFor();
  await panel.show('runs');

  await page.getByRole('button', { name: 'Rename run 1' }).click();
  await page.keyboard.type('deep');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Rename deep' }).waitFor();

  await page.getByRole('button', { name: 'Show deep' }).click();
  await expect.poll(() => panel.view().run?.name).toBe('deep');
  await page.getByText('An earlier run is shown: deep').waitFor();
  await page.getByText('Back to the latest run').click();
  await expect.poll(() => panel.view().behind).toBeUndefined();

  await page.getByRole('button', { name: 'Delete deep' }).click();
  await expect.poll(() => rows.count()).toBe(1);
});
