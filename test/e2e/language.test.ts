import { beforeAll, describe, expect, test } from 'vitest';
import { useSession, useWindow } from './session.js';

const EXAMPLE = 'deep-tanh.bbd.yaml';
const REPEATED = '      - {type: dense, units: 32, activation: tanh}';
const LAYER = '- {type: dense, units: 32, activation: tanh}';
/** The example with its repeat written out, and one layer in the middle that differs. */
const written = (text: string): string =>
  text
    .replace(/ {2}- repeat: 6.*\n {4}layers:\n/, '')
    .replace(
      REPEATED,
      [LAYER, LAYER, LAYER.replace('tanh', 'relu'), LAYER, LAYER, LAYER]
        .map((line) => `  ${line}`)
        .join('\n'),
    );

const session = useSession();

describe('a spec with a break of symmetry', () => {
  const workbench = useWindow(session, { file: EXAMPLE, edit: written });
  beforeAll(async () => {
    // Room for the ends of the lines.
    await workbench().runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench().runCommand('BBD: Analyze network');
    await workbench().panel.waitForStatus('completed');
  });

  test('says so above the text', async () => {
    const lenses = workbench().lenses;
    await lenses.filter({ hasText: 'Analyze' }).waitFor();
    await lenses.filter({ hasText: /break.* of symmetry/ }).waitFor();
    await lenses.filter({ hasText: 'block A · links' }).waitFor();
  });

  test('says so in the panel, which leads to the layer', async () => {
    const { panel } = workbench();
    await panel.get('symmetry-verdict').filter({ hasText: 'Depth symmetry broken' }).waitFor();
    const labels = await panel.get('depth-segment').allInnerTexts();
    expect(labels.map((label) => label.trim())).toEqual([
      'input',
      'A · links 1–3',
      '≠',
      'B · links 5–6',
      'head',
    ]);
    const line = await workbench().lineNumber('activation: relu');
    await panel.get('symmetry').getByRole('button', { name: 'Show the finding' }).click();
    await expect.poll(() => workbench().cursorLine()).toBe(line);
  });

  test('tells shapes and parameters behind its layers', async () => {
    await workbench().inlayHints.filter({ hasText: '→ 32' }).first().waitFor();
    const hints = (await workbench().inlayHints.allInnerTexts()).map((hint) => hint.replaceAll(/\s/g, ' '));
    expect(hints.some((hint) => hint.includes('→ 32 · 1 056 par. · block A'))).toBe(true);
  });

  test.each(['Light Modern', 'Dark Modern'] as const)(
    'shows squiggle, lenses and hints in %s',
    async (theme) => {
      await workbench().setTheme(theme);
      await workbench().squiggles.first().waitFor();
      await workbench().goToLine('activation: relu');
      await workbench().screenshot(`editor ${theme}`);
    },
  );

  test.each(['Light Modern', 'Dark Modern'] as const)('explains the break on hover in %s', async (theme) => {
    await workbench().setTheme(theme);
    await workbench().hoverOver(workbench().token('relu'), /symmetry\.activation/);
    await workbench().screenshot(`finding ${theme}`);
    await workbench().leave();
  });

  test.each(['Light Modern', 'Dark Modern'] as const)(
    'draws the course of the terms on hover in %s',
    async (theme) => {
      await workbench().setTheme(theme);
      await workbench().hoverOver(
        workbench().line('units: 1}').locator('span span', { hasText: 'dense' }),
        /K_z/,
      );
      const images = workbench().hoverImages;
      expect(await images.count()).toBeGreaterThanOrEqual(5);
      expect(await images.first().getAttribute('alt')).toMatch(/over the run, from .* to /);
      await expect
        .poll(() =>
          images.first().evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth),
        )
        .toBeGreaterThan(50);
      await workbench().screenshot(`hover ${theme}`);
      await workbench().leave();
    },
  );

  test('offers what can be written while it is typed', async () => {
    await workbench().replaceLine('activation: relu', '- {type: dense, units: 32, ');
    await workbench().suggest();
    await workbench().suggestions.filter({ hasText: 'activation' }).first().waitFor();
    await workbench().screenshot('completion');
  });
});
