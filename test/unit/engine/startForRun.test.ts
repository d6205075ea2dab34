import { getBackend } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import type { ActivationName } from '../../../src/base/activation.js';
import { fail } from '../../../src/base/result.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import { startForRun } from '../../../src/engine/startForRun.js';
import { chain, experiment, randomDataset } from './experiments.js';
import { WASM } from './wasm.js';

/** A table without some of its entries. */
const { without } = vi.hoisted(() => ({
  without: (table: object, ...names: string[]): object =>
    Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name))),
}));

// A TF.js whose wasm has no erf and no softplus, and whose cpu has no softplus.
vi.mock('../../../src/engine/backends/wasmKernels.js', async (original) => {
  const { WASM_KERNELS } = await original<{ WASM_KERNELS: object }>();
  return { WASM_KERNELS: without(WASM_KERNELS, 'Erf', 'Softplus') };
});
vi.mock('../../../src/engine/backends/cpuKernels.js', async (original) => {
  const { CPU_KERNELS } = await original<{ CPU_KERNELS: object }>();
  return { CPU_KERNELS: without(CPU_KERNELS, 'Softplus') };
});

const run = (activation: ActivationName) => ({
  network: chain({ widths: [3, 4, 2], activation }),
  training: { ...experiment({}).training, backend: 'wasm' as const },
});
const WITHOUT_OURS = { ...WASM, kernels: fail('not here') };

test('a backend that lacks a kernel gives way to cpu with a notice that names it', async () => {
  const fallen = await startForRun(run('gelu'), WITHOUT_OURS);
  expect(fallen.backend).toBe('cpu');
  expect(fallen.notice).toContain('no kernel Erf on its wasm backend');
  expect(fallen.notice).toContain('not here');
  expect(getBackend()).toBe('cpu');
});

test('networks that do not need the kernel stay', async () => {
  expect((await startForRun(run('tanh'), WITHOUT_OURS)).backend).toBe('wasm');
});

test('a network that cpu cannot train either is refused by name, before a step', async () => {
  await expect(startForRun(run('softplus'), WITHOUT_OURS)).rejects.toThrow(
    /no kernel Softplus on its wasm .* no other backend/,
  );
});

test('our own kernels need none of those of TF.js', async () => {
  const own = run('gelu');
  expect(await startForRun(own, WASM)).toEqual({ backend: 'wasm' });
  const engine = new KernelEngine({ ...own, data: randomDataset(own.network, 64), seed: 1 });
  expect(Number.isFinite(engine.step())).toBe(true);
  engine.dispose();
});
