import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIVATIONS, ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { Gradients } from '../../../src/engine/gradients.js';
import type { LayerKernels } from '../../../src/engine/layerKernels.js';
import { WAYS_OF_COMPUTING } from './waysOfComputing.js';

/** Both sides of every kink, the kink, and the tails. */
const POINTS = Float32Array.from([
  -30, -12, -6, -3, -1.5, -0.7, -0.1, -1e-4, 0, 1e-4, 0.1, 0.7, 1.5, 3, 6, 12, 30,
]);
/** TF.js's own erf and tanh are accurate to a few float32 units. */
const TOLERANCE = 4e-7;

describe.each(WAYS_OF_COMPUTING)('by $way', ({ start }) => {
  let kernels: LayerKernels;
  beforeAll(async () => {
    kernels = await start();
  });

  test.each(ACTIVATION_NAMES)('%s and its derivative are those of the analysis', (name) => {
    const { store } = kernels;
    const { value: h, backward } = kernels.activation(name)(store.upload(POINTS, [1, POINTS.length]));
    const ones = store.upload(new Float32Array(POINTS.length).fill(1), [1, POINTS.length]);
    const slopes = backward(ones, new Gradients(kernels.add), true)!;
    const expectedValues = POINTS.map(ACTIVATIONS[name].value);
    const expectedSlopes = POINTS.map(ACTIVATIONS[name].derivative);
    store.read(h).forEach((value, i) => {
      expect(Math.abs(value - expectedValues[i]!), `σ(${POINTS[i]!})`).toBeLessThanOrEqual(
        TOLERANCE * Math.max(1, Math.abs(expectedValues[i]!)),
      );
    });
    store.read(slopes).forEach((slope, i) => {
      expect(Math.abs(slope - expectedSlopes[i]!), `σ′(${POINTS[i]!})`).toBeLessThanOrEqual(TOLERANCE);
    });
  });
});
