import { defineConfig } from 'vitest/config';
import { inRepository } from '../../tools/setup/repository.mjs';

/** Tests of the inspector's page by itself; `npm test -- build page` builds and runs them. */
export default defineConfig({
  resolve: { alias: { vscode: inRepository('test', 'page', 'vscode', 'index.ts') } },
  test: {
    dir: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: inRepository('test', 'browser.ts'),
    // Files share the page server and the runs that they have trained.
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000, interval: 20 } },
  },
});
