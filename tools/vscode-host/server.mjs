import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { ensureHost, HOST_NODE, SERVER_MAIN } from './install.mjs';

const START_LIMIT_MS = 60_000;
/** Loopback only: there is no access control. Also a secure context, which webviews need. */
const ADDRESS = '127.0.0.1';

/**
 * @typedef {object} ServerOptions
 * @property {string} dataDirectory keeps settings, extensions and logs; made when missing
 * @property {number} [port] a free one by default, or when this one is taken
 * @property {Record<string, unknown>} [settings] user settings beside those of settings.json
 * @property {boolean} [testDriver] lets a URL name an extension under development and its tests. Notifications
 *   and dialogs then do not show.
 * @property {number} [reconnectionSeconds] how long an extension host waits for its window after the window went
 *   away without a word; VS Code's default is hours
 */

/**
 * @typedef {object} ServerAddresses
 * @property {(path: string) => string} resource the URI by which the workbench knows a file of this machine
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} url the workbench's
 *   address on a folder
 */

/**
 * @typedef {object} ServerProcess
 * @property {number} port
 * @property {Promise<number>} exited the status, when the server ends
 * @property {() => Promise<void>} stop
 */

/** @typedef {ServerProcess & ServerAddresses} RunningServer */

/**
 * Starts a VS Code server of its own, which ends with this process.
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer(options) {
  await ensureHost();
  writeSettings(options);
  const port = await freePort(options.port ?? 0);
  const args = [
    SERVER_MAIN,
    ...directoryArguments(options.dataDirectory),
    ...['--host', ADDRESS, '--port', String(port)],
    '--without-connection-token',
    '--disable-telemetry',
    '--disable-workspace-trust',
    ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ...(options.reconnectionSeconds === undefined
      ? []
      : ['--reconnection-grace-time', String(options.reconnectionSeconds)]),
  ];
  // Its own process group, so that stopping ends its extension hosts too, and nothing else.
  const child = spawn(HOST_NODE, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const exited = new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 128)));
  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGTERM');
  };
  process.once('exit', kill);
  try {
    await untilListening(child);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    port,
    ...serverAddresses(port),
    exited,
    stop: async () => {
      kill();
      await exited;
      process.off('exit', kill);
    },
  };
}

/**
 * What a server on this port is asked by.
 * @param {number} port
 * @returns {ServerAddresses}
 */
export function serverAddresses(port) {
  const authority = `${ADDRESS}:${port}`;
  return {
    resource: (path) => `vscode-remote://${authority}${encodeKeepingSlashes(path)}`,
    url: (folder, payload = []) => {
      const settings = JSON.stringify([['skipWelcome', 'true'], ...payload]);
      return `http://${authority}/?folder=${encodeKeepingSlashes(folder)}&payload=${encodeKeepingSlashes(settings)}`;
    },
  };
}

/**
 * Installs a packaged extension for servers on this data directory.
 * @param {string} vsix
 * @param {string} dataDirectory
 */
export async function installExtension(vsix, dataDirectory) {
  await ensureHost();
  const args = [SERVER_MAIN, ...directoryArguments(dataDirectory), '--install-extension', vsix, '--force'];
  const child = spawn(HOST_NODE, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Failure(`VS Code refused ${vsix} (status ${status}):\n${output()}`);
}

/** @param {string} dataDirectory */
function directoryArguments(dataDirectory) {
  return [
    '--accept-server-license-terms',
    ...['--server-data-dir', dataDirectory],
    ...['--extensions-dir', join(dataDirectory, 'extensions')],
  ];
}

/** @param {string} text */
const encodeKeepingSlashes = (text) => encodeURIComponent(text).replaceAll('%2F', '/');

/** Settings that are there already are someone's choice and stay. */
function writeSettings(/** @type {ServerOptions} */ { dataDirectory, settings }) {
  const folder = join(dataDirectory, 'data', 'User');
  const file = join(folder, 'settings.json');
  if (existsSync(file)) return;
  const quiet = JSON.parse(readFileSync(join(import.meta.dirname, 'settings.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quiet, ...settings }, undefined, 2));
}

/**
 * The wanted port, or another that is free.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (wanted !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(freePort(0));
      else reject(error);
    });
    probe.listen(wanted, ADDRESS, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
function untilListening(child) {
  const output = collect(child);
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ what) =>
      reject(new Failure(`The VS Code server ${what}:\n${output()}`));
    const timer = setTimeout(() => fail(`did not start within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (status) => {
      clearTimeout(timer);
      fail(`ended with status ${status}`);
    });
    child.stdout?.on('data', () => {
      if (!output().includes('Extension host agent listening on')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * What a child has written lately, to be shown if it fails.
 * @param {import('node:child_process').ChildProcess} child
 */
function collect(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (/** @type {Buffer} */ chunk) => {
      text = (text + chunk.toString()).slice(-20_000);
    });
  }
  return () => text;
}
