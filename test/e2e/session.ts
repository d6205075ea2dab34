import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { inRepository } from '../../tools/setup/repository.mjs';
import { serverAddresses } from '../../tools/vscode-host/server.mjs';
import { Workbench } from './workbench.js';

export interface WindowOptions {
  /** A file of examples/. */
  readonly file: string;
  /** Changes the copy of the file before it is opened. */
  readonly edit?: (text: string) => string;
}

/** Windows of one context share what they have loaded. */
let context: Promise<BrowserContext> | undefined;

async function createContext(): Promise<BrowserContext> {
  const browser = await chromium.connect(inject('browserEndpoint'));
  return browser.newContext({ viewport: { width: 1400, height: 900 } });
}

/** A new window on a copy of examples/ of its own, with a file open. */
async function openWindow({ file, edit }: WindowOptions): Promise<Workbench> {
  const server = serverAddresses(inject('serverPort'));
  const folder = mkdtempSync(join(inject('workspaces'), 'workspace-'));
  cpSync(inRepository('examples'), folder, { recursive: true });
  const path = join(folder, file);
  if (edit !== undefined) writeFileSync(path, edit(readFileSync(path, 'utf8')));
  context ??= createContext();
  const workbench = new Workbench(await (await context).newPage(), folder);
  await workbench.open(server.url(folder, [['openFile', server.resource(path)]]), file);
  return workbench;
}

/**
 * Opens a window before the tests of this file. What a failed test saw is kept as a picture; in the end no content
 * security policy may have been violated.
 * @returns the window, in tests
 */
export function useWindow(options: WindowOptions): () => Workbench {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await openWindow(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench?.screenshot(`failed ${task.name}`);
  });
  afterAll(async () => {
    await workbench?.close();
    expect(workbench?.policyViolations).toEqual([]);
  });
  return () => {
    if (workbench === undefined) throw new Error('to be used in tests only, after what runs before them');
    return workbench;
  };
}
