import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '../../tools/setup/repository.mjs';
import { vsixPath } from '../../tools/setup/vsix.mjs';
import { launchBrowser } from '../../tools/vscode-host/browser.mjs';
import { installExtension, startServer } from '../../tools/vscode-host/server.mjs';
import { Workbench } from './workbench.js';

export interface WorkbenchOptions {
  /** A file of examples/. */
  readonly file: string;
  /** Changes the copy of the file before it is opened. */
  readonly edit?: (text: string) => string;
  readonly theme?: 'Dark Modern' | 'Light Modern' | 'Default High Contrast';
}

/** A VS Code server with the packaged extension installed, and a browser to look at it. */
export interface Session {
  /** A new window on a copy of examples/ of its own, with a file open. */
  openWorkbench(options: WorkbenchOptions): Promise<Workbench>;
  end(): Promise<void>;
}

/** @throws Error when the extension has not been packaged */
export async function startSession(): Promise<Session> {
  const vsix = vsixPath();
  if (!existsSync(vsix)) throw new Error(`${vsix} is missing: npm run build && npm run package`);
  const root = mkdtempSync(join(tmpdir(), 'bbd-e2e-'));
  const dataDirectory = join(root, 'vscode');
  await installExtension(vsix, dataDirectory);
  const server = await startServer({ dataDirectory, reconnectionSeconds: 1 });
  const browser = await launchBrowser();

  return {
    openWorkbench: async ({ file, edit, theme = 'Dark Modern' }) => {
      const folder = mkdtempSync(join(root, 'workspace-'));
      cpSync(inRepository('examples'), folder, { recursive: true });
      const path = join(folder, file);
      if (edit !== undefined) writeFileSync(path, edit(readFileSync(path, 'utf8')));
      mkdirSync(join(folder, '.vscode'));
      writeFileSync(
        join(folder, '.vscode', 'settings.json'),
        JSON.stringify({ 'workbench.colorTheme': theme }),
      );
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
      const workbench = new Workbench(await context.newPage());
      await workbench.open(server.url(folder, [['openFile', server.resource(path)]]), file);
      return workbench;
    },
    end: async () => {
      await browser.close();
      await server.stop();
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
