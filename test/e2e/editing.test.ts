import { beforeAll, describe, expect, test } from 'vitest';
import { useWindow } from './session.js';

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

describe('a spec with a break of symmetry, and its panel', () => {
  const workbench = useWindow({ file: EXAMPLE, edit: written });
  beforeAll(async () => {
    // Room for the ends of the lines.
    await workbench().runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench().runCommand('BBD: Analyze network');
    await workbench().panel.waitForStatus('completed');
  });

  test('says so above the text', async () => {
    const { lenses } = workbench();
    await lenses.filter({ hasText: 'Analyze' }).waitFor();
    await lenses.filter({ hasText: /break.* of symmetry/ }).waitFor();
    await lenses.filter({ hasText: 'block A · links' }).waitFor();
  });

  test('tells shapes and parameters behind its layers', async () => {
    await workbench().inlayHints.filter({ hasText: '→ 32' }).first().waitFor();
    const hints = (await workbench().inlayHints.allInnerTexts()).map((hint) => hint.replaceAll(/\s/g, ' '));
    expect(hints.some((hint) => hint.includes('→ 32 · 1 056 par. · block A'))).toBe(true);
  });

  test.each(['Light Modern', 'Dark Modern'] as const)('explains the break on hover in %s', async (theme) => {
    await workbench().setTheme(theme);
    await workbench().squiggles.first().waitFor();
    await workbench().hoverOver(workbench().token('relu'), /symmetry\.activation/);
    await workbench().screenshot(`finding ${theme}`);
    await workbench().leave();
  });

  test('draws the course of a layer’s terms on hover', async () => {
    const text = await workbench().hoverOver(
      workbench().line('units: 1}').locator('span span', { hasText: 'dense' }),
      /K_z/,
    );
    expect(text).toMatch(/32 → 1/);
    const images = workbench().hoverImages;
    expect(await images.count()).toBeGreaterThanOrEqual(5);
    expect(await images.first().getAttribute('alt')).toMatch(/over the run, from .* to /);
    await expect
      .poll(() => images.first().evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
      .toBeGreaterThan(50);
    await workbench().screenshot('hover on a layer');
    await workbench().leave();
  });

  test('leads from the panel to the layer in the text', async () => {
    const line = await workbench().lineNumber('activation: relu');
    await workbench().panel.get('symmetry').getByRole('button', { name: 'Show the finding' }).click();
    await expect.poll(() => workbench().cursorLine()).toBe(line);
  });

  test('offers what can be written while it is typed', async () => {
    await workbench().replaceLine('activation: relu', '- {type: dense, units: 32, ');
    await workbench().suggest();
    await workbench().suggestions.filter({ hasText: 'activation' }).first().waitFor();
    await workbench().screenshot('completion');
    await workbench().closeSuggestions();
  });

  test('keeps the last run on show while the text has an error, which is underlined and listed', async () => {
    const { panel } = workbench();
    const errors = panel.locator('[data-testid="problems"][data-severity="error"]');
    const rows = await panel.layerRows.count();
    await workbench().replaceLine('units: 1}', '- {type: dense, unitz: 1}');
    await errors.waitFor();
    const before = await panel.runNumber();
    expect(await panel.layerRows.count()).toBe(rows);
    const problems = await workbench().problems();
    await problems
      .filter({ hasText: /did you mean.+units/i })
      .first()
      .waitFor();
    await workbench().screenshot('spec with an error');
    // Another network than the last run's: the same one would not be trained again.
    await workbench().replaceLine('unitz: 1}', '- {type: dense, units: 1, init: he}');
    await panel.waitForRun(before + 1);
    await errors.waitFor({ state: 'detached' });
  });
});
