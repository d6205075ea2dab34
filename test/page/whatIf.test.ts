import { describe, expect, test } from 'vitest';
import { openPanel } from './usePanel.js';

const short = (text: string): string => text.replace(/steps: \d+/, 'steps: 200');

describe('The what-if controls', () => {
  test('train another depth beside the shown run and lay it over it', async () => {
    const panel = await openPanel({ edit: short });
    await panel.show('runs');
    const depth = panel.get('what-if-depth');
    expect(await depth.inputValue()).toBe('6');
    expect(await panel.get('what-if-fork').getAttribute('aria-disabled')).toBe('true');
    await panel.get('what-if-depth-slider').press('ArrowRight');
    expect(await depth.inputValue()).toBe('7');
    await expect.poll(() => panel.get('what-if-outcome').innerText()).toMatch(/^depth 6 → 7: .* parameters/);
    await panel.get('what-if-fork').click();
    await expect.poll(() => panel.view().run?.compared.map(({ name }) => name)).toEqual(['depth 6 → 7']);
    await expect.poll(() => panel.view().run?.compared[0]?.status).toBe('completed');
    const [fork] = panel.view().run?.compared ?? [];
    expect(fork?.layers).toHaveLength(9);
    expect(fork?.seed).toBe(panel.view().run?.seed);
    expect(panel.view().run?.layers).toHaveLength(8);
  });

  test('write what was tried into the spec, and nothing else', async () => {
    const panel = await openPanel({ edit: short });
    await panel.show('runs');
    const before = panel.host.editor.document.getText();
    await panel.get('what-if-learningRate').fill('0.1');
    await panel.get('what-if-activation').selectOption('relu');
    await panel.get('what-if-apply').click();
    await expect
      .poll(() => panel.host.editor.document.getText())
      .toBe(
        before
          .replaceAll('activation: tanh', 'activation: relu')
          .replace('learningRate: 0.05', 'learningRate: 0.1'),
      );
    await panel.host.type((text) => text);
    await expect.poll(() => panel.get('what-if-outcome').innerText()).toMatch(/written into the spec/);
    await expect.poll(() => panel.get('what-if-apply').getAttribute('aria-disabled')).toBe('true');
  });

  test('refuse what cannot be trained, with the reason, before anything is trained', async () => {
    const panel = await openPanel({ edit: short });
    await panel.show('runs');
    await panel.get('what-if-depth').fill('0');
    await panel.get('what-if-depth').press('Enter');
    await expect.poll(() => panel.get('what-if-outcome').innerText()).toMatch(/^Line 13: .*1/);
    await panel.get('what-if-fork').click();
    await expect.poll(() => panel.lastMessage('whatIf')?.action).toBe('fork');
    await panel.drawn();
    expect(panel.view().run?.compared).toEqual([]);
    await panel.get('what-if-reset').click();
    expect(await panel.get('what-if-depth').inputValue()).toBe('6');
    expect(await panel.get('what-if-outcome').innerText()).toBe('');
  });

  test('say why there are none', async () => {
    const panel = await openPanel({ example: 'keras-mlp.bbd.yaml', edit: short });
    await panel.show('runs');
    await panel.get('what-if-learningRate').waitFor();
    expect(await panel.get('what-if-depth').count()).toBe(0);
    expect(await panel.get('what-if').innerText()).toContain('Depth: The layers are those of a Keras model');
  });
});
