#!/usr/bin/env node
// Stands in for the `code` program: @vscode/test-electron starts it with the flags of the desktop VS Code, and it
// runs the extension's tests in the VS Code server, shown by a Chromium without a window.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { runMain } from '../setup/failure.mjs';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const LIMIT_MS = 300_000;
const TIMED_OUT = 124;
const INTERRUPTED = 130;
const BROWSER_CRASHED = 70;

/** What the workbench itself says at start, away from its makers' services. */
const NOISE =
  /^\s*(\[(AgentHost|AccountPolicyGate|reconnection|Service Worker)|Resolv|Creating a socket|getaddrinfo|Updating add|Canceled: Canceled|Timed out waiting for authentication|\[DefaultAccount\]|\[chat-stt\])/;

await runMain(async () => {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? process.cwd();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'bbd-vscode-'));
  const server = await startServer({ dataDirectory, testDriver: true });
  const browser = await launchBrowser();
  const page = await browser.newPage();
  /** @type {Promise<number>} */
  const finished = new Promise((finish) => {
    // With the test driver on, the workbench looks for these two functions on its window.
    void page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
        const line = format(...args);
        if (!NOISE.test(line)) console.log(line);
      },
    );
    void page.exposeFunction('codeAutomationExit', finish);
    page.once('crash', () => finish(BROWSER_CRASHED));
    void server.exited.then(finish);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => finish(INTERRUPTED));
    setTimeout(() => {
      console.error(`The tests did not end within ${LIMIT_MS / 1000} s.`);
      finish(TIMED_OUT);
    }, LIMIT_MS).unref();
  });
  const payload = ['extensionDevelopmentPath', 'extensionTestsPath'].flatMap((name) =>
    valuesOf(name).map((path) => /** @type {const} */ ([name, server.resource(path)])),
  );
  await page.goto(server.url(resolve(folder), payload));
  const status = await finished;
  await browser.close();
  await server.stop();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  process.exit(status);
});

/**
 * The absolute paths given as `--name=path`, which may be file URLs.
 * @param {string} name
 */
function valuesOf(name) {
  const prefix = `--${name}=`;
  return process.argv
    .filter((argument) => argument.startsWith(prefix))
    .map((argument) => argument.slice(prefix.length))
    .map((path) => (path.startsWith('file:') ? fileURLToPath(path) : resolve(path)));
}
