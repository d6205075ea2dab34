import { describe, expect, test } from 'vitest';
import { openPanel, usePanel } from './usePanel.js';

describe('the continuum of a plain network', () => {
  const panel = usePanel({
    example: 'deep-tanh.bbd.yaml',
    edit: (text) => text.replace('steps: 2000', 'steps: 200'),
    state: { view: 'continuum' },
  });

  test('is called uncontrolled with what would help, greyed, and beside it with neuron labels aligned', async () => {
    const verdict = panel().get('fact-verdict');
    await verdict.getByText('not controlled').waitFor();
    expect(await verdict.textContent()).toMatch(/init: \{kind: smooth\}.*residual layers/u);
    expect(await panel().get('fact-alignedLinear').textContent()).toContain('with neuron labels aligned');
    expect(await panel().locator('.not-controlled [data-testid="chart-continuum"]').count()).toBe(1);
  });

  test('has the kernel of a layer as a picture, in the order that is asked for', async () => {
    const map = panel().get('kernel-map');
    await map.scrollIntoViewIfNeeded();
    expect(await map.getAttribute('aria-label')).toMatch(
      /layer 1, 32 outputs by 32 inputs, ordered by spectral/u,
    );
    await panel().get('kernel-layer').selectOption('3');
    await panel().get('kernel-order').selectOption('labels');
    await expect.poll(() => map.getAttribute('aria-label')).toMatch(/layer 3.* ordered by labels/u);
    expect(panel().view().selection).toEqual({ kind: 'layer', m: 3 });
    await map.locator('canvas').hover({ position: { x: 60, y: 60 } });
    await panel()
      .get('kernel-cell')
      .getByText(/: from neuron \d+ to neuron \d+/u)
      .waitFor();
  });
});

test('the refinement experiment is run, cancelled, and run to its slopes', async () => {
  const panel = await openPanel({
    example: 'smooth-ring.bbd.yaml',
    edit: (text) => text.replace('steps: 2000', 'steps: 20'),
    state: { view: 'continuum' },
  });
  const status = panel.get('refinement-status');
  await panel.get('refinement-offsets').selectOption('paper');
  await panel.get('refinement-run').click();
  await panel.get('refinement-cancel').click();
  await status.getByText('Cancelled.').waitFor();
  await panel.get('refinement-run').click();
  await status.getByText('so every order is right').waitFor({ timeout: 30_000 });
  expect(await status.textContent()).toMatch(/paper \(1, 1; 1, 2\).*must be 1, 2, 3, 4/u);
  await panel.get('chart-refinement-toggle').click();
  expect(await panel.get('chart-refinement-table').locator('tbody tr').count()).toBe(5 + 1);
});
