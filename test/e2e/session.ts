import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { inRepository } from '../../tools/setup/repository.mjs';
import { vsixPath } from '../../tools/setup/vsix.mjs';
import { launchBrowser, type BrowserOptions } from '../../tools/vscode-host/browser.mjs';
import { installExtension, startServer } from '../../tools/vscode-host/server.mjs';
import { Workbench } from './workbench.js';

export interface WindowOptions {
  /** A file of examples/. */
  readonly file: string;
  /** Changes the copy of the file before it is opened. */
  readonly edit?: (text: string) => string;
}

/** A VS Code server with the packaged extension installed, and a browser to look at it. */
interface Session {
  /** A new window on a copy of examples/ of its own, with a file open. */
  openWindow(options: WindowOptions): Promise<Workbench>;
  end(): Promise<void>;
}

/**
 * Starts a session before the tests of this file, to be ended after them.
 * @returns the session, in tests
 */
export function useSession(options: BrowserOptions = {}): () => Session {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await startSession(options);
  });
  afterAll(() => session?.end());
  return () => started(session);
}

/**
 * Opens a window before the tests of this `describe`. What a failed test saw is kept as a picture; in the end no
 * content security policy may have been violated.
 * @returns the window, in tests
 */
export function useWindow(session: () => Session, options: WindowOptions): () => Workbench {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await session().openWindow(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench?.screenshot(`failed ${task.name}`);
  });
  afterAll(async () => {
    await workbench?.close();
    expect(workbench?.policyViolations).toEqual([]);
  });
  return () => started(workbench);
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('to be used in tests only, after what runs before them');
  return value;
}

/** @throws Error when the extension has not been packaged */
async function startSession(options: BrowserOptions): Promise<Session> {
  const vsix = vsixPath();
  if (!existsSync(vsix)) throw new Error(`${vsix} is missing: run npm run package`);
  const root = mkdtempSync(join(tmpdir(), 'bbd-e2e-'));
  const dataDirectory = join(root, 'vscode');
  await installExtension(vsix, dataDirectory);
  const server = await startServer({ dataDirectory, reconnectionSeconds: 1 });
  const browser = await launchBrowser(options);

  return {
    openWindow: async ({ file, edit }) => {
      const folder = mkdtempSync(join(root, 'workspace-'));
      cpSync(inRepository('examples'), folder, { recursive: true });
      const path = join(folder, file);
      if (edit !== undefined) writeFileSync(path, edit(readFileSync(path, 'utf8')));
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
      const workbench = new Workbench(await context.newPage(), folder);
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
