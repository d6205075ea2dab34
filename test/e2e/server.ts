import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { vsixPath } from '../../tools/setup/vsix.mjs';
import { installExtension, startServer } from '../../tools/vscode-host/server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the VS Code server listens. */
    readonly serverPort: number;
    /** A folder for workspaces, which is removed in the end. */
    readonly workspaces: string;
  }
}

/**
 * Before all tests: starts a VS Code server with the packaged extension installed.
 * @returns what ends it
 * @throws Error when the extension has not been packaged
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const vsix = vsixPath();
  if (!existsSync(vsix)) throw new Error(`${vsix} is missing: run npm run package`);
  const root = mkdtempSync(join(tmpdir(), 'bbd-e2e-'));
  const dataDirectory = join(root, 'vscode');
  await installExtension(vsix, dataDirectory);
  // Lines that stay at the top of an editor would lie over those that are clicked.
  const settings = { 'editor.stickyScroll.enabled': false };
  const server = await startServer({ dataDirectory, settings, reconnectionSeconds: 1 });
  project.provide('serverPort', server.port);
  project.provide('workspaces', root);
  return async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
}
