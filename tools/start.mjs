// Opens a spec in a VS Code with the packaged extension: npm start [-- FILE]
//   BBD_VSCODE=desktop|browser  the VS Code on PATH, or the one that is installed here and shown by a browser
//   PORT=8321                   where the latter serves; another one if taken
import { spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram } from './setup/process.mjs';
import { inRepository, INVOKED_FROM } from './setup/repository.mjs';
import { vsixPath } from './setup/vsix.mjs';
import { chooseVsCode } from './vscode-host/choice.mjs';
import { installExtension, startServer } from './vscode-host/server.mjs';

const DEFAULT_PORT = 8321;

await runMain(async () => {
  const file = fileToOpen();
  const port = wantedPort();
  const vscode = chooseVsCode();
  await ensureDependencies();
  await packageExtension();
  if (vscode.kind === 'desktop') await openInDesktop(vscode.code, file);
  else await serve(file, port);
});

function fileToOpen() {
  const asked = process.argv[2];
  if (asked === undefined) return inRepository('examples', 'deep-tanh.bbd.yaml');
  const file = resolve(INVOKED_FROM, asked);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Failure(`There is no file ${file}. Usage: npm start [-- FILE]`);
  }
  return file;
}

async function packageExtension() {
  const status = await runProgram(process.execPath, [inRepository('tools', 'package.mjs')]);
  if (status !== 0) throw new Failure(`The extension was not packaged (status ${status}); why is above.`);
}

/**
 * @param {string} code
 * @param {string} file
 */
async function openInDesktop(code, file) {
  for (const args of [
    ['--install-extension', vsixPath(), '--force'],
    [dirname(file), '--goto', file],
  ]) {
    const status = await runProgram(code, args);
    if (status !== 0) {
      throw new Failure(
        `${code} ${args.join(' ')} ended with status ${status}. With BBD_VSCODE=browser no desktop VS Code is used.`,
      );
    }
  }
  console.log(`VS Code opens ${file}. Run "BBD: Analyze network" from its command palette (F1).`);
}

/**
 * @param {string} file
 * @param {number} port
 */
async function serve(file, port) {
  await offerBrowser();
  const dataDirectory = inRepository('.vscode-host');
  rmSync(join(dataDirectory, 'extensions'), { recursive: true, force: true });
  await installExtension(vsixPath(), dataDirectory);
  const server = await startServer({ dataDirectory, port });
  const url = server.url(dirname(file), [['openFile', server.resource(file)]]);
  console.log(`\nVS Code with BBD Inspector is ready; Ctrl+C ends it.`);
  console.log(`In it, run "BBD: Analyze network" from the command palette (F1).\n`);
  console.log(`Open ${url}\n`);
  if (process.env['DISPLAY'] !== undefined) openBrowser(url);
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      asked = true;
      void server.stop();
    });
  }
  const status = await server.exited;
  if (!asked)
    throw new Failure(`The VS Code server ended by itself (status ${status}). Run npm start again.`);
}

/** There should be a browser to show it; where none can be had, the address may still be opened from elsewhere. */
async function offerBrowser() {
  try {
    await ensureChromium();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.log(`${error.message} Any other browser of today will do, too.`);
  }
}

function wantedPort() {
  const asked = process.env['PORT'];
  if (asked === undefined) return DEFAULT_PORT;
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Failure(`PORT is "${asked}"; it takes a number from 0 to 65535.`);
  }
  return port;
}

/** Best effort: the address is printed anyway. @param {string} url */
function openBrowser(url) {
  spawn('xdg-open', [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
