import type { TestProject } from 'vitest/node';
import { launchBrowserServer } from '../tools/vscode-host/browser.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser of all tests is to be had. */
    readonly browserEndpoint: string;
  }
}

/**
 * Before all tests: starts the one browser of all files.
 * @returns what ends it
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchBrowserServer();
  project.provide('browserEndpoint', browser.wsEndpoint());
  return () => browser.close();
}
