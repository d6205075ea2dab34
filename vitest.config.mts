import { defineConfig } from 'vitest/config';

/** TF.js keeps its backend, and what is registered with it, in a global: each of these files gets a process of its own. */
const withTensorFlow = ['test/unit/{engine,worker}/**/*.test.ts'];

/** Of these, the ones that do without it. */
const withoutTensorFlow = [
  'test/unit/engine/{batches,initialLayers,initialParameters,orthogonal,ringFilter,schedule,smoothField}.test.ts',
  'test/unit/worker/{failureText,reportGate,wasmFiles}.test.ts',
];

const slow = process.env['BBD_SLOW'] === undefined ? ['test/unit/**/*.slow.test.ts'] : [];

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // All processors: nothing else runs beside the tests, and none of them measures time.
    maxWorkers: '100%',
    globalSetup: 'test/wasmFiles.ts',
    coverage: { include: ['src/**/*.ts'], exclude: ['src/host/**'] },
    projects: [
      {
        extends: true,
        test: { name: 'tensorflow', include: withTensorFlow, exclude: [...withoutTensorFlow, ...slow] },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/unit/!(engine|worker)/**/*.test.ts', ...withoutTensorFlow],
          exclude: slow,
          // Nothing global is changed, so the modules are loaded once.
          pool: 'threads',
          isolate: false,
        },
      },
    ],
  },
});
