import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { windowGrid } from '../../../src/decomposition/forward/windowGrid.js';
import { startBackend } from '../../../src/engine/backend.js';
import { Gradients } from '../../../src/engine/gradients.js';
import { Kernels } from '../../../src/engine/kernels.js';
import { passConvolution } from '../../../src/engine/layers/convolution.js';
import { THREAD_BACKENDS } from '../../../src/network/types.js';
import { normals } from '../decomposition/randomNetworks.js';
import { WASM } from './wasm.js';

describe.each(THREAD_BACKENDS)('on %s', (backend) => {
  let kernels: Kernels;
  beforeAll(async () => {
    await startBackend(backend, WASM);
    kernels = new Kernels();
  });

  test.each([1, 2])('a convolution in %i groups is the same at once and in parts', (groups) => {
    const random = createRandom(1, 'test');
    const samples = 5;
    const window = { size: [3, 3], stride: [2, 1], padding: 'circular' } as const;
    const grid = windowGrid([6, 5, 4], [3, 5, 8], window);
    const filters = { grid, groups, count: 8 };
    const upload = (...shape: number[]) =>
      kernels.uploadTemporary(
        normals(
          shape.reduce((a, b) => a * b, 1),
          1,
          random,
        ),
        shape,
      );
    const hidden = upload(samples * 30, 4);
    const parameters = { weights: upload((9 * 4) / groups, 8), bias: upload(8) };
    const error = upload(samples * 15, 8);
    const run = (most: number): number[][] => {
      const gradients = new Gradients((a, b) => kernels.add(a, b));
      const passed = passConvolution(kernels, hidden, parameters, filters, samples, false, most);
      const back = passed.backward(error, gradients, true);
      const { weights, bias } = parameters;
      return [passed.value, back!, gradients.of(weights)!, gradients.of(bias)!].map((tensor) => [
        ...kernels.read(tensor),
      ]);
    };
    const whole = run(Infinity);
    // Two samples, two samples and one; then one by one.
    for (const most of [2 * 15 * 36, 1]) {
      run(most).forEach((values, i) => {
        expect(values.length).toBe(whole[i]!.length);
        values.forEach((value, j) => {
          expect(Math.abs(value - whole[i]![j]!)).toBeLessThan(2e-5);
        });
      });
    }
    kernels.disposeAll();
  });
});
