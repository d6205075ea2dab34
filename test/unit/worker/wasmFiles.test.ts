import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadWasmModules } from '../../../src/worker/wasmFiles.js';
import { WASM_DIRECTORY } from '../engine/experiments.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bbd-wasm-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const put = (name: string): void => {
  copyFileSync(join(WASM_DIRECTORY, name), join(folder, name));
};

test('the modules are compiled once a process', async () => {
  const { tensorflow, kernels } = await loadWasmModules(WASM_DIRECTORY);
  expect([tensorflow.ok, kernels.ok]).toEqual([true, true]);
  expect((await loadWasmModules(WASM_DIRECTORY)).tensorflow).toBe(tensorflow);
});

test('a build that does not compile gives way to the one without SIMD', async () => {
  writeFileSync(join(folder, 'tfjs-backend-wasm-simd.wasm'), 'no WebAssembly');
  put('tfjs-backend-wasm.wasm');
  put('bbd-kernels.wasm');
  expect((await loadWasmModules(folder)).tensorflow.ok).toBe(true);
});

test('kernels that the engine cannot compile give way to those that need less of it', async () => {
  writeFileSync(join(folder, 'bbd-kernels-fma.wasm'), 'no WebAssembly');
  put('bbd-kernels.wasm');
  expect((await loadWasmModules(folder)).kernels.ok).toBe(true);
});

test('what is missing is named, the rest is there, and it is looked for again', async () => {
  put('bbd-kernels.wasm');
  const { tensorflow, kernels } = await loadWasmModules(folder);
  expect(kernels.ok).toBe(true);
  expect(tensorflow).toHaveProperty('error', expect.stringContaining('tfjs-backend-wasm-simd.wasm'));
  put('tfjs-backend-wasm-simd.wasm');
  expect((await loadWasmModules(folder)).tensorflow.ok).toBe(true);
});
