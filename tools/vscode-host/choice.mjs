import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { Failure } from '../setup/failure.mjs';
import { isHostSupported } from './install.mjs';

/**
 * Which VS Code `npm start` uses: a desktop one by its `code` command, or the server of this folder in a browser.
 * BBD_VSCODE decides; by default it is the desktop one where there is one that can show a window.
 * @returns {{kind: 'desktop', code: string} | {kind: 'browser'}}
 */
export function chooseVsCode() {
  const asked = process.env['BBD_VSCODE'];
  if (asked !== undefined && asked !== 'desktop' && asked !== 'browser') {
    throw new Failure(`BBD_VSCODE is "${asked}"; it takes desktop or browser.`);
  }
  const code = findCode();
  if (asked === 'desktop' && code === undefined) {
    throw new Failure(
      'BBD_VSCODE=desktop needs the command `code` on PATH. Install VS Code; on macOS run ' +
        '"Shell Command: Install \'code\' command in PATH" from its command palette.',
    );
  }
  if (code !== undefined && (asked === 'desktop' || (asked === undefined && canShowWindow()))) {
    return { kind: 'desktop', code };
  }
  if (asked === undefined && !isHostSupported) {
    throw new Failure(
      'No VS Code was found. Install it from https://code.visualstudio.com, with its command `code` on PATH.',
    );
  }
  return { kind: 'browser' };
}

function findCode() {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** On Linux: an X or Wayland display, or a terminal of a VS Code that is connected to this machine. */
function canShowWindow() {
  const signs = ['DISPLAY', 'WAYLAND_DISPLAY', 'VSCODE_IPC_HOOK_CLI', 'WSL_DISTRO_NAME'];
  return process.platform !== 'linux' || signs.some((name) => process.env[name] !== undefined);
}
