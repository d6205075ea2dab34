import { chromium } from 'playwright-core';
import { ensureChromium } from '../setup/chromium.mjs';

/** Chromium without a window, driven by Playwright. It ends with this process. */
export async function launchBrowser() {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
