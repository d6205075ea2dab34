import { chromium } from 'playwright-core';
import { ensureChromium } from '../setup/chromium.mjs';

/**
 * @typedef {object} BrowserOptions
 * @property {boolean} [webgl] false for a machine whose graphics cannot be used
 */

/** @param {BrowserOptions} options */
const launchOptions = async ({ webgl = true } = {}) => ({
  executablePath: await ensureChromium(),
  args: [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(webgl ? [] : ['--use-gl=disabled']),
  ],
});

/**
 * Chromium without a window, driven by Playwright. It ends with this process.
 * @param {BrowserOptions} [options]
 */
export async function launchBrowser(options) {
  return chromium.launch(await launchOptions(options));
}

/** The same, for several processes that connect to its address. */
export async function launchBrowserServer() {
  return chromium.launchServer(await launchOptions());
}
