// The extension tests, run by `vscode-test` after `node tools/build.mjs --tests`. On Linux x64 they run in the VS Code
// server of tools/vscode-host; elsewhere, or with BBD_VSCODE=desktop, in a desktop VS Code that is downloaded.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@vscode/test-cli';
import { isHostSupported } from './tools/vscode-host/install.mjs';

const inServer = isHostSupported && process.env['BBD_VSCODE'] !== 'desktop';

/** A copy, so that tests may change files. */
const workspaceFolder = join(import.meta.dirname, '.vscode-test', 'workspace');
rmSync(workspaceFolder, { recursive: true, force: true });
cpSync(join(import.meta.dirname, 'examples'), workspaceFolder, { recursive: true });

export default defineConfig({
  label: 'extension',
  files: 'dist-test/**/*.test.js',
  extensionDevelopmentPath: import.meta.dirname,
  workspaceFolder,
  mocha: { ui: 'bdd', timeout: 30_000 },
  ...(inServer
    ? { useInstallation: { fromPath: join(import.meta.dirname, 'tools', 'vscode-host', 'code.mjs') } }
    : { version: 'stable', launchArgs: ['--disable-extensions'] }),
});
