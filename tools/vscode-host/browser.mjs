import { chromium } from 'playwright-core';
import { ensureChromium } from '../setup/chromium.mjs';

/**
 * @typedef {object} BrowserOptions
 * @property {boolean} [webgl] false for a machine whose graphics cannot be used
 */

/**
 * Chromium without a window, driven by Playwright. It ends with this process.
 * @param {BrowserOptions} [options]
 */
export async function launchBrowser({ webgl = true } = {}) {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(webgl ? [] : ['--use-gl=disabled']),
    ],
  });
}
