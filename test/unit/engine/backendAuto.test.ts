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

test('auto gives way to cpu with a notice, which says nothing of a setting that nobody made', async () => {
  const started = await startBackend('auto', '/no/such/folder/');
  expect(started.backend).toBe('cpu');
  expect(started.notice).toContain('/no/such/folder/');
  expect(started.notice).not.toContain('backend: cpu');
});
