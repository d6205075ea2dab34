import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { windowGrid } from '../../../src/decomposition/forward/windowGrid.js';
import { OPTIMIZER_CODES } from '../../../src/kernels/describeChain.js';
import { instantiateLayerFunctions, type LayerFunctions } from '../../../src/kernels/layerFunctions.js';
import { windowTable } from '../../../src/kernels/windowTable.js';
import { runs } from '../sweeps.js';
import { KERNEL_MODULE, KernelBench } from './kernelBench.js';

/** Arrays between fences. What the functions compute is compared in the tests of the engine. */
class Bench extends KernelBench {
  readonly layers: LayerFunctions = instantiateLayerFunctions(KERNEL_MODULE, this.heap.memory);
  private readonly random;

  constructor(seed: number) {
    super();
    this.random = createRandom(seed, 'test');
  }

  drawn(count: number): number {
    return this.place(
      Float32Array.from({ length: count }, () => this.random.normal()),
      this.random.integer(4),
    );
  }

  /** Whole numbers, bit by bit. */
  whole(numbers: Int32Array): number {
    return this.place(new Float32Array(numbers.buffer));
  }
}

const size = fc.integer({ min: 1, max: 9 });

describe('nothing is written but the results', () => {
  test('by convolutions in the room that they ask for, and by pools', () => {
    fc.assert(
      fc.property(
        fc.record({
          length: fc.integer({ min: 1, max: 200 }),
          window: fc.integer({ min: 1, max: 5 }),
          stride: fc.integer({ min: 1, max: 3 }),
          groups: fc.integer({ min: 1, max: 4 }),
          inputs: size,
          outputs: fc.integer({ min: 1, max: 20 }),
          samples: fc.integer({ min: 1, max: 3 }),
          seed: fc.nat(),
        }),
        ({ length, window, stride, groups, inputs, outputs, samples, seed }) => {
          const bench = new Bench(seed);
          const { layers } = bench;
          const [channels, count] = [groups * inputs, groups * outputs];
          const places = Math.ceil(length / stride);
          const grid = windowGrid([length, channels], [places, channels], {
            size: [window],
            stride: [stride],
            padding: 'same',
          });
          const windows = bench.whole(windowTable(grid));
          const room = bench.room(layers.convolutionRoom(windows, count, groups) / 4);
          const values = bench.drawn(samples * length * channels);
          const filters = bench.drawn(window * inputs * count);
          const errors = bench.drawn(samples * places * count);
          const last = [samples, count, groups, room] as const;
          layers.convolve(
            windows,
            values,
            filters,
            bench.drawn(count),
            bench.drawn(samples * places * count),
            ...last,
          );
          layers.convolutionFilterGradient(
            windows,
            values,
            errors,
            bench.drawn(window * inputs * count),
            ...last,
          );
          layers.convolutionInputGradient(
            windows,
            errors,
            filters,
            bench.drawn(samples * length * channels),
            ...last,
          );
          expect(bench.intact).toBe(true);

          const pooled = samples * places * channels;
          const [largest, origins, back] = [pooled, pooled, samples * length * channels].map((n) =>
            bench.room(n),
          );
          layers.maxPool(windows, values, largest!, origins!, samples);
          layers.maxPoolGradient(largest!, origins!, pooled, back!, samples * length * channels);
          layers.averagePool(windows, values, largest!, samples);
          layers.averagePoolGradient(windows, largest!, back!, samples);
          expect(bench.intact).toBe(true);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  test('by norms', () => {
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, channels, seed) => {
        const bench = new Bench(seed);
        const { layers } = bench;
        const drawn = (...counts: number[]): number[] => counts.map((count) => bench.drawn(count));
        const whole = rows * channels;
        const [x, scale, shift, normal, to, errors] = drawn(whole, channels, channels, whole, whole, whole);
        const [ofRows, ofChannels, means, variances, toScale, toShift] = drawn(
          rows,
          ...Array<number>(5).fill(channels),
        );
        layers.normalizeRows(x!, scale!, shift!, 1e-5, normal!, ofRows!, to!, rows, channels);
        const statistics = [ofChannels!, means!, variances!] as const;
        layers.normalizeChannels(x!, scale!, shift!, 1e-5, normal!, ...statistics, to!, rows, channels);
        layers.normParameterGradients(errors!, normal!, toScale!, toShift!, rows, channels);
        layers.rowNormGradient(errors!, scale!, normal!, ofRows!, to!, rows, channels);
        const sums = [toScale!, toShift!] as const;
        layers.channelNormGradient(errors!, scale!, normal!, ofChannels!, ...sums, to!, rows, channels);
        expect(bench.intact).toBe(true);
      }),
    );
  });

  test('by optimisers, sums and rings', () => {
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, columns, seed) => {
        const bench = new Bench(seed);
        const { layers } = bench;
        const count = rows * columns;
        const [w, g, m, v] = [0, 1, 2, 3].map(() => bench.drawn(count));
        for (const optimizer of Object.values(OPTIMIZER_CODES)) {
          layers.moveParameters(optimizer, w!, g!, m!, v!, count, 0.1, 0.01, 0.9, 0.99, 1e-7);
        }
        layers.addArrays(w!, g!, m!, count);
        layers.multiplyArrays(w!, g!, m!, count);
        layers.scaleArray(m!, count, 2);
        layers.sumColumns(w!, rows, columns, bench.room(columns));
        const segments = bench.whole(Int32Array.from({ length: rows }, (_, i) => (i % 5) - 1));
        layers.sumSegments(w!, segments, rows, columns, bench.room(3 * columns), 3);
        const ring = [rows, columns, 0, columns - 1] as const;
        const weights = bench.drawn(2 * columns);
        layers.ringForward(w!, weights, bench.drawn(columns), m!, ...ring);
        layers.ringWeightGradient(w!, g!, bench.room(2 * columns), ...ring);
        layers.ringInputGradient(g!, weights, m!, ...ring);
        expect(bench.intact).toBe(true);
      }),
    );
  });
});

test('another module is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => instantiateLayerFunctions(empty, new WebAssembly.Memory({ initial: 1 }))).toThrow(
    /not that of the kernels/,
  );
});
