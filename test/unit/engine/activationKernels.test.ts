import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIVATIONS, ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { activationKernels } from '../../../src/engine/activationKernels.js';
import { startBackend } from '../../../src/engine/backend.js';
import { Kernels } from '../../../src/engine/kernels.js';
import { THREAD_BACKENDS } from '../../../src/network/types.js';
import { WASM } from './wasm.js';

/** Both sides of every kink, the kink, and the tails. */
const POINTS = Float32Array.from([
  -30, -12, -6, -3, -1.5, -0.7, -0.1, -1e-4, 0, 1e-4, 0.1, 0.7, 1.5, 3, 6, 12, 30,
]);
/** TF.js's own erf and tanh are accurate to a few float32 units. */
const TOLERANCE = 4e-7;

describe.each(THREAD_BACKENDS)('on %s', (backend) => {
  let kernels: Kernels;
  beforeAll(async () => {
    await startBackend(backend, WASM);
    kernels = new Kernels();
  });

  test.each(ACTIVATION_NAMES)('%s and its derivative are those of the analysis', (name) => {
    const { apply, backward } = activationKernels(kernels)[name];
    const z = kernels.upload(POINTS, [1, POINTS.length]);
    const h = apply(z);
    const ones = kernels.upload(new Float32Array(POINTS.length).fill(1), [1, POINTS.length]);
    const slopes = backward(
      ones,
      () => z,
      () => h,
    );
    const expectedValues = POINTS.map(ACTIVATIONS[name].value);
    const expectedSlopes = POINTS.map(ACTIVATIONS[name].derivative);
    kernels.read(h).forEach((value, i) => {
      expect(Math.abs(value - expectedValues[i]!), `σ(${POINTS[i]!})`).toBeLessThanOrEqual(
        TOLERANCE * Math.max(1, Math.abs(expectedValues[i]!)),
      );
    });
    kernels.read(slopes).forEach((slope, i) => {
      expect(Math.abs(slope - expectedSlopes[i]!), `σ′(${POINTS[i]!})`).toBeLessThanOrEqual(TOLERANCE);
    });
  });
});
