import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { PANEL_BYTES, SCRATCH_BYTES, TILE_ROWS } from '../../../src/kernels/chainLayout.js';
import { BUILDS, KernelBench } from './kernelBench.js';

/** A matrix as it lies in memory: rows one after another or columns one after another, with gaps between them. */
interface Layout {
  readonly transposed: boolean;
  readonly gap: number;
  /** Numbers between an aligned address and the first element. */
  readonly shift: number;
}

interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly terms: number;
  readonly left: Layout;
  readonly right: Layout;
  readonly bias: boolean;
  readonly seed: number;
}

const layout = fc.record({
  transposed: fc.boolean(),
  gap: fc.integer({ min: 0, max: 3 }),
  shift: fc.integer({ min: 0, max: 3 }),
});
const product = (largest: number): fc.Arbitrary<Product> =>
  fc.record({
    rows: fc.integer({ min: 1, max: largest }),
    columns: fc.integer({ min: 1, max: largest }),
    terms: fc.integer({ min: 1, max: largest }),
    left: layout,
    right: layout,
    bias: fc.boolean(),
    seed: fc.nat(),
  });

/** Places a matrix of normal numbers; where it lies and how it is read. */
function placeMatrix(
  bench: KernelBench,
  rows: number,
  columns: number,
  { transposed, gap, shift }: Layout,
  normal: () => number,
): { readonly operand: [number, number, number]; readonly at: (i: number, j: number) => number } {
  const line = (transposed ? rows : columns) + gap;
  const values = Float32Array.from({ length: line * (transposed ? columns : rows) }, normal);
  const [rowStride, columnStride] = transposed ? [1, line] : [line, 1];
  return {
    operand: [bench.place(values, shift), rowStride, columnStride],
    at: (i, j) => values[i * rowStride + j * columnStride]!,
  };
}

describe.each(BUILDS)('by $build', ({ module }) => {
  /** Multiplies, and compares with float64. The error of a sum grows with the sum of the absolute values. */
  function check({ rows, columns, terms, left, right, bias, seed }: Product): void {
    const bench = new KernelBench(module);
    const random = createRandom(seed, 'matrices');
    const normal = (): number => random.normal();
    const a = placeMatrix(bench, rows, terms, left, normal);
    const b = placeMatrix(bench, terms, columns, right, normal);
    const biases = Float32Array.from({ length: columns }, normal);
    const c = bench.room(rows * columns, left.shift);
    bench.functions.multiplyMatrices(
      ...a.operand,
      ...b.operand,
      bias ? bench.place(biases, right.shift) : 0,
      c,
      rows,
      columns,
      terms,
      bench.room(Math.ceil(rows / TILE_ROWS) * TILE_ROWS * terms),
      bench.room((PANEL_BYTES / 4) * terms),
      bench.room(SCRATCH_BYTES / 4),
    );
    const result = bench.read(c);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = bias ? biases[j]! : 0;
        let size = Math.abs(sum);
        for (let k = 0; k < terms; k++) {
          sum += a.at(i, k) * b.at(k, j);
          size += Math.abs(a.at(i, k) * b.at(k, j));
        }
        const bound = (terms + 2) * 2 ** -24 * size;
        if (!(Math.abs(result[i * columns + j]! - sum) <= bound)) {
          expect.fail(`C[${i}, ${j}] is ${result[i * columns + j]!}, not ${sum}`);
        }
      }
    }
    expect(bench.intact).toBe(true);
  }

  describe('the product of two matrices is that of float64, and nothing beside it is written', () => {
    test('for random small shapes with all tails, strides and addresses', () => {
      fc.assert(fc.property(product(20), check), { numRuns: 500 });
    });

    test('for shapes beyond a panel, a tile and what is read in place', () => {
      fc.assert(fc.property(product(90), check), { numRuns: 40 });
    });

    const plain = { transposed: false, gap: 0, shift: 0 };
    const turned = { ...plain, transposed: true };
    test.each([
      { title: 'one panel at a time', rows: 5, columns: 19, terms: 300, left: plain, right: plain },
      {
        title: 'a transposed left side that is packed',
        rows: 37,
        columns: 8,
        terms: 130,
        left: turned,
        right: plain,
      },
      {
        title: 'a transposed left side that is read in place',
        rows: 64,
        columns: 16,
        terms: 32,
        left: turned,
        right: plain,
      },
      { title: 'a transposed right side', rows: 32, columns: 40, terms: 301, left: plain, right: turned },
      { title: 'an outer product', rows: 33, columns: 31, terms: 1, left: plain, right: plain },
    ])('for $title', (shape) => {
      check({ ...shape, bias: true, seed: 1 });
    });
  });
});
