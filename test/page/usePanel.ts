import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, onTestFinished } from 'vitest';
import { createContext, PanelPage, type PageServices, type PanelOptions } from './panelPage.js';
import { startPageServer } from './pageServer.js';
import { forgetAnswers } from './vscode/index.js';
import { takeComplaints } from './vscode/log.js';

let services: Promise<PageServices> | undefined;

/** Shared by all files that run in this process. */
async function connect(): Promise<PageServices> {
  const browser = await chromium.connect(inject('browserEndpoint'));
  const [context, server] = await Promise.all([createContext(browser), startPageServer()]);
  return { context, server };
}

async function open(options: PanelOptions): Promise<PanelPage> {
  services ??= connect();
  return PanelPage.open(await services, options);
}

async function finish(panel: PanelPage, failed: string | undefined): Promise<void> {
  if (failed !== undefined) await panel.screenshot(`failed ${failed}`);
  await panel.close();
  forgetAnswers();
  // A script that threw, a message that the host does not know, something that the page's policy forbids, an error of
  // the host.
  expect([...panel.problems, ...takeComplaints()]).toEqual([]);
}

/** Opens a panel in a test; it is closed after it, and nothing may have gone wrong in it. */
export async function openPanel(options: PanelOptions = {}): Promise<PanelPage> {
  const panel = await open(options);
  onTestFinished(({ task }) => finish(panel, task.result?.state === 'fail' ? task.name : undefined));
  return panel;
}

/**
 * Opens a panel before the tests of this `describe`, for all of them.
 * @returns the panel, in tests
 */
export function usePanel(options: PanelOptions = {}): () => PanelPage {
  let panel: PanelPage | undefined;
  let failed: string | undefined;
  beforeAll(async () => {
    panel = await open(options);
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') failed ??= task.name;
  });
  afterAll(async () => {
    if (panel !== undefined) await finish(panel, failed);
  });
  return () => {
    if (panel === undefined) throw new Error('to be used in tests only, after what runs before them');
    return panel;
  };
}
