import { getBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startBackend } from '../../../src/engine/backend.js';
import { NO_WASM, WASM } from './wasm.js';

// A file of its own: TF.js does not try wasm a second time in one process.

beforeAll(() => {
  // The WASM runtime complains there before TF.js says that it failed.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
});

test('without its files wasm gives way to cpu, with a notice that says why', async () => {
  const started = await startBackend('wasm', NO_WASM);
  expect(started.backend).toBe('cpu');
  expect(started.notice).toContain('no file of TensorFlow.js here');
  expect(started.notice).toContain('backend: cpu');
  expect(getBackend()).toBe('cpu');
});

test('auto does so, too, with a notice that says nothing of a setting that nobody made', async () => {
  const started = await startBackend('auto', NO_WASM);
  expect(started.backend).toBe('cpu');
  expect(started.notice).toContain('no file of TensorFlow.js here');
  expect(started.notice).not.toContain('backend: cpu');
});

test('a module that is not the one of TensorFlow.js gives way to cpu', async () => {
  const { kernels } = WASM;
  expect(kernels.ok).toBe(true);
  const started = await startBackend('wasm', { ...WASM, tensorflow: kernels });
  expect(started.backend).toBe('cpu');
  expect(started.notice).toContain('could not start');
  expect(getBackend()).toBe('cpu');
});
