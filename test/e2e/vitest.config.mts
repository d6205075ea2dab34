import { defineConfig } from 'vitest/config';

/** Tests of the packaged extension in a real VS Code; `npm test -- package e2e` prepares and runs them. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: [`${import.meta.dirname}/server.ts`, `${import.meta.dirname}/../browser.ts`],
    // One VS Code at a time: what is measured and waited for is not to depend on a neighbour.
    fileParallelism: false,
    // Windows of all files share what the browser has loaded.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
