import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    exclude: process.env['BBD_SLOW'] === undefined ? ['test/unit/**/*.slow.test.ts'] : [],
    testTimeout: 60_000,
    coverage: { include: ['src/**/*.ts'], exclude: ['src/host/**'] },
  },
});
