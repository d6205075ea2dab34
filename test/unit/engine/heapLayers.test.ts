import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { windowGrid, type WindowGrid } from '../../../src/decomposition/forward/windowGrid.js';
import { startBackend } from '../../../src/engine/backend.js';
import { Gradients } from '../../../src/engine/gradients.js';
import { Kernels } from '../../../src/engine/kernels.js';
import type { LayerKernels } from '../../../src/engine/layerKernels.js';
import type { Passed } from '../../../src/engine/layers/layer.js';
import { plainLayers } from '../../../src/engine/layers/plainLayers.js';
import { wholeGrid } from '../../../src/engine/layers/pool.js';
import { heapLayers } from '../../../src/engine/onHeap/heapLayers.js';
import { tensorHeap } from '../../../src/engine/onHeap/tensorHeap.js';
import type { Tensor } from '../../../src/engine/tensorStore.js';
import type { Padding } from '../../../src/network/types.js';
import { normals } from '../decomposition/randomNetworks.js';
import { WASM } from './wasm.js';

let own: LayerKernels;
let plain: LayerKernels;
beforeAll(async () => {
  await startBackend('cpu', WASM);
  plain = plainLayers(new Kernels());
  await startBackend('wasm', WASM);
  own = heapLayers(tensorHeap()!);
});

interface Case {
  readonly size: readonly [number, number];
  readonly window: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: Padding;
  readonly groups: number;
  /** Of a group. */
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
  readonly samples: number;
  readonly seed: number;
}

const pair = (min: number, max: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const cases: fc.Arbitrary<Case> = fc.record({
  size: pair(1, 8),
  window: pair(1, 4),
  stride: pair(1, 3),
  padding: fc.constantFrom('same', 'valid', 'circular'),
  groups: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 1, max: 5 }),
  outputs: fc.integer({ min: 1, max: 9 }),
  bias: fc.boolean(),
  samples: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
});

function gridOf({ size, window, stride, padding }: Case, channels: number): WindowGrid {
  const places = size.map((length, axis) =>
    Math.ceil((padding === 'valid' ? length - window[axis]! + 1 : length) / stride[axis]!),
  );
  return windowGrid([...size, channels], [...places, channels], { size: window, stride, padding });
}

const fits = ({ size, window, padding }: Case): boolean =>
  padding !== 'valid' || size.every((length, axis) => length >= window[axis]!);

type Draw = (shape: readonly number[]) => Float32Array;

/** The value of a layer, what it leads back and the gradients of its parameters, from both ways of computing. */
function expectAlike(
  seed: number,
  make: (kernels: LayerKernels, draw: Draw) => { readonly passed: Passed; readonly parameters: Tensor[] },
): void {
  const [actual, expected] = [own, plain].map((kernels): number[][] => {
    const random = createRandom(seed, 'test');
    const draw: Draw = (shape) =>
      normals(
        shape.reduce((a, b) => a * b, 1),
        1,
        random,
      );
    const { passed, parameters } = make(kernels, draw);
    const gradients = new Gradients(kernels.add);
    const error = kernels.store.uploadTemporary(draw(passed.value.shape), passed.value.shape);
    const back = passed.backward(error, gradients, true)!;
    const results = [passed.value, back, ...parameters.map((parameter) => gradients.of(parameter)!)];
    const numbers = results.map((tensor) => [...kernels.store.read(tensor)]);
    kernels.store.releaseTemporaries();
    return numbers;
  });
  expected!.forEach((values, i) => {
    const largest = Math.max(1, ...values.map(Math.abs));
    expect(actual![i]!.length).toBe(values.length);
    values.forEach((value, j) => {
      if (!(Math.abs(actual![i]![j]! - value) <= 2e-5 * largest)) {
        expect.fail(`number ${j} of result ${i} is ${actual![i]![j]!}, not ${value}`);
      }
    });
  });
}

function checkConvolution(given: Case): void {
  const { groups, inputs, outputs, samples, seed } = given;
  const [channels, count] = [groups * inputs, groups * outputs];
  const grid = gridOf(given, channels);
  expectAlike(seed, (kernels, draw) => {
    const upload = (...shape: number[]): Tensor => kernels.store.uploadTemporary(draw(shape), shape);
    const weights = upload(grid.taps * inputs, count);
    const bias = given.bias ? upload(count) : undefined;
    const hidden = upload(samples * grid.inputPlaces, channels);
    const pass = kernels.convolution({ grid, groups, count });
    return {
      passed: pass(hidden, { weights, bias }, samples, false),
      parameters: bias === undefined ? [weights] : [weights, bias],
    };
  });
}

describe('on the heap as in plain TypeScript', () => {
  test('convolutions of random windows, strides, paddings and groups', () => {
    fc.assert(
      fc.property(cases, (given) => {
        fc.pre(fits(given));
        checkConvolution(given);
      }),
      { numRuns: 150 },
    );
  });

  const base: Case = {
    size: [12, 11],
    window: [3, 3],
    stride: [1, 1],
    padding: 'circular',
    groups: 1,
    inputs: 16,
    outputs: 12,
    bias: true,
    samples: 5,
    seed: 1,
  };
  test.each([
    { title: 'more rows than are gathered at once', change: {} },
    { title: 'windows that see one place each', change: { window: [1, 1] } as const },
    { title: 'groups of windows that see one place each', change: { window: [1, 1], groups: 3 } as const },
    { title: 'a filter for each channel', change: { groups: 7, inputs: 1, outputs: 1 } },
    { title: 'several filters for each channel', change: { groups: 6, inputs: 1, outputs: 2 } },
    { title: 'rows so long that few are gathered at once', change: { inputs: 70, samples: 2 } },
  ])('a convolution with $title', ({ change }) => {
    checkConvolution({ ...base, ...change });
  });

  test.each(['maxPool', 'avgPool'] as const)('%s of random windows, values of all signs', (kind) => {
    fc.assert(
      fc.property(cases, fc.constantFrom(-9, 0, 9), (given, mean) => {
        fc.pre(fits(given));
        const { inputs, samples, seed } = given;
        const grid = gridOf(given, inputs);
        expectAlike(seed, (kernels, draw) => {
          const shape = [samples * grid.inputPlaces, inputs];
          const values = draw(shape).map((value) => value + mean);
          const pass = kernels.pool(kind, grid);
          return { passed: pass(kernels.store.uploadTemporary(values, shape), samples), parameters: [] };
        });
      }),
      { numRuns: 100 },
    );
  });

  test('the mean of all places', () => {
    expectAlike(3, (kernels, draw) => {
      const pass = kernels.pool('avgPool', wholeGrid(13, 6));
      return {
        passed: pass(kernels.store.uploadTemporary(draw([39, 6]), [39, 6]), 3),
        parameters: [],
      };
    });
  });

  test.each(['layerNorm', 'batchNorm'] as const)('%s of rows with a large mean', (kind) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 2, max: 30 }),
        fc.constantFrom(0, 50),
        fc.nat(),
        (rows, channels, mean, seed) => {
          // Of two numbers that are nearly equal the difference has lost its digits.
          fc.pre((kind === 'layerNorm' ? channels : rows) > 4);
          expectAlike(seed, (kernels, draw) => {
            const upload = (...shape: number[]): Tensor => kernels.store.uploadTemporary(draw(shape), shape);
            const [scale, shift] = [upload(channels), upload(channels)];
            const values = draw([rows, channels]).map((value) => value + mean);
            const input = kernels.store.uploadTemporary(values, [rows, channels]);
            return {
              passed: kernels.norm(kind, input, { scale, shift, moving: undefined }),
              parameters: [scale, shift],
            };
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  test('a window of which a value is not a number has none', () => {
    const grid = wholeGrid(3, 1);
    for (const values of [
      [1, NaN, 2],
      [NaN, 5, 6],
    ]) {
      const input = own.store.uploadTemporary(Float32Array.from(values), [3, 1]);
      expect([...own.store.read(own.pool('maxPool', grid)(input, 1).value)]).toEqual([NaN]);
    }
    own.store.releaseTemporaries();
  });
});
