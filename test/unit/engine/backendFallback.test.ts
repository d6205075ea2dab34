import { getBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startBackend } from '../../../src/engine/backend.js';

// A file of its own: TF.js does not try wasm a second time in one process.

beforeAll(() => {
  // The WASM runtime complains there before TF.js says that it failed.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
});

test('without its files wasm gives way to cpu, with a notice that says where they were expected', async () => {
  const started = await startBackend('wasm', '/no/such/folder/');
  expect(started.backend).toBe('cpu');
  expect(started.notice).toContain('/no/such/folder/');
  expect(getBackend()).toBe('cpu');
});
