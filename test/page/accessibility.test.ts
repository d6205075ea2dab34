import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { VIEW_NAMES } from '../../webview/model/panelState.js';
import type { PanelPage } from './panelPage.js';
import { EVERYTHING } from './specs.js';
import { THEME_NAMES } from './themes.js';
import { usePanel } from './usePanel.js';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds that is serious or critical: one line for all elements that fail alike.
 * @param rules undefined for all of axe's
 */
async function violations(
  { page }: PanelPage,
  selector: string,
  rules: readonly string[] | undefined,
): Promise<readonly string[]> {
  const lines = await page.evaluate(
    async ([where, ids]) => {
      const { violations: found } = await window.axe.run(where, {
        resultTypes: ['violations'],
        ...(ids === undefined ? {} : { runOnly: [...ids] }),
      });
      return found
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, any, all }) => {
            const why = [...any, ...all].map(({ message }) => message).join('; ');
            return { id, why, target: target.join(' ') };
          }),
        );
    },
    [selector, rules] as const,
  );
  const first = new Map(lines.map((line) => [`${line.id}: ${line.why}`, line.target]));
  return [...first].map(([what, target]) => `${what} (${target})`);
}

describe('every view', () => {
  const panel = usePanel({ text: EVERYTHING, height: 1600 });

  test.each(VIEW_NAMES)('%s is accessible in the four themes', async (view) => {
    await panel().show(view);
    // In the page's own world, where its policy does not hold for what a test brings along.
    await panel().page.evaluate((source) => {
      if (!('axe' in window)) globalThis.eval(source);
    }, AXE);
    const found: Record<string, readonly string[]> = {};
    for (const theme of THEME_NAMES) {
      await panel().setTheme(theme);
      // Only colours are others in another theme, and all but the view is the same in every view.
      found[theme] =
        theme === 'dark'
          ? await violations(panel(), 'html', undefined)
          : await violations(panel(), view === 'overview' ? 'body' : `#view-${view}`, ['color-contrast']);
    }
    expect(found).toEqual({ light: [], dark: [], highContrastDark: [], highContrastLight: [] });
  });
});
