// Writes test/page/themes.json anew: what a webview gets of VS Code's four default themes. Needs the built dist/.
//   npm run build && npm run themes
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runMain } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';
import { launchBrowser } from './vscode-host/browser.mjs';
import { startServer } from './vscode-host/server.mjs';

/** By the names that the setting `workbench.colorTheme` knows. */
const THEMES = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  highContrastDark: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
};

/** Families of variables that a page of ours may want: all of them would be 900 for each theme. */
const FAMILIES =
  /^--vscode-(badge|button|charts|checkbox|contrast|descriptionForeground|disabledForeground|dropdown|editor-(background|foreground|font|selection)|editorError|editorHoverWidget|editorInfo|editorWarning|editorWidget|errorForeground|focusBorder|font|foreground|icon|input|inputOption|keybindingLabel|list|menu|panel|panelTitle|progressBar|scrollbar|scrollbarSlider|selection|tab|textBlockQuote|textCodeBlock|textLink|textPreformat|textSeparator|toolbar|widget)([.-]|[A-Z]|$)/;

const SPEC = 'deep-tanh.bbd.yaml';

await runMain(async () => {
  await ensureDependencies();
  const root = mkdtempSync(join(tmpdir(), 'bbd-themes-'));
  const workspace = join(root, 'workspace');
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  const server = await startServer({ dataDirectory: join(root, 'vscode'), testDriver: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const spec = server.resource(inRepository('examples', SPEC));
    await page.goto(
      server.url(workspace, [
        ['extensionDevelopmentPath', server.resource(inRepository())],
        ['openFile', spec],
      ]),
    );
    await page.locator('#status\\.editor\\.mode', { hasText: 'BBD' }).waitFor({ timeout: 60_000 });
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible input').first().fill('>BBD: Show panel');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'BBD: Show panel' })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    const inside = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    /** @type {Record<string, unknown>} */
    const themes = {};
    for (const [key, id] of Object.entries(THEMES)) {
      const settings = { 'workbench.colorTheme': id };
      writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
      const body = inside.locator(`body[data-vscode-theme-id="${id}"]`);
      await body.waitFor({ timeout: 30_000 });
      themes[key] = await body.evaluate(describeTheme, FAMILIES.source);
    }
    const file = inRepository('test', 'page', 'themes.json');
    const options = await prettier.resolveConfig(file);
    writeFileSync(file, await prettier.format(JSON.stringify(themes), { ...options, parser: 'json' }));
  } finally {
    await browser.close();
    await server.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
});

/**
 * Runs in the page.
 * @param {HTMLElement | SVGElement} body
 * @param {string} families
 */
function describeTheme(body, families) {
  const wanted = new RegExp(families);
  const { style } = body.ownerDocument.documentElement;
  const names = Array.from(style).filter((name) => wanted.test(name));
  return {
    class: body.getAttribute('class') ?? '',
    id: body.dataset['vscodeThemeId'] ?? '',
    kind: body.dataset['vscodeThemeKind'] ?? '',
    variables: Object.fromEntries(names.sort().map((name) => [name, style.getPropertyValue(name).trim()])),
  };
}
