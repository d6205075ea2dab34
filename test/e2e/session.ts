import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { inRepository } from '../../tools/setup/repository.mjs';
import { launchBrowser, type BrowserOptions } from '../../tools/vscode-host/browser.mjs';
import { serverAddresses } from '../../tools/vscode-host/server.mjs';
import { Workbench } from './workbench.js';

export interface WindowOptions {
  /** A file of examples/. */
  readonly file: string;
  /** Changes the copy of the file before it is opened. */
  readonly edit?: (text: string) => string;
}

/** A browser that looks at the VS Code server of all tests. */
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

async function startSession(options: BrowserOptions): Promise<Session> {
  const server = serverAddresses(inject('serverPort'));
  const browser = await launchBrowser(options);
  // Windows of one context share what they have loaded.
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  return {
    openWindow: async ({ file, edit }) => {
      const folder = mkdtempSync(join(inject('workspaces'), 'workspace-'));
      cpSync(inRepository('examples'), folder, { recursive: true });
      const path = join(folder, file);
      if (edit !== undefined) writeFileSync(path, edit(readFileSync(path, 'utf8')));
      const workbench = new Workbench(await context.newPage(), folder);
      await workbench.open(server.url(folder, [['openFile', server.resource(path)]]), file);
      return workbench;
    },
    end: () => browser.close(),
  };
}
