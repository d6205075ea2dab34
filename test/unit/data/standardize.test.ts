import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { standardizeColumns } from '../../../src/data/standardize.js';

describe('standardizeColumns', () => {
  it('gives every column mean 0 and standard deviation 1', () => {
    const column = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(column, (values) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1e-3);
        // Two columns: the values, and the values in another unit and origin, which must come out alike.
        const table = Float64Array.from(values.flatMap((value) => [value, 3 - 2 * value]));
        standardizeColumns(table, 2, Uint32Array.from(values.keys()));
        let sum = 0;
        let squares = 0;
        for (let i = 0; i < table.length; i += 2) {
          sum += table[i]!;
          squares += table[i]! ** 2;
          expect(table[i + 1]).toBeCloseTo(-table[i]!, 5);
        }
        expect(sum / values.length).toBeCloseTo(0, 6);
        expect(squares / values.length).toBeCloseTo(1, 6);
      }),
    );
  });

  it.each([0, 0.1, 1e300, -7])('turns a column of nothing but %d into zeros', (value) => {
    const table = Float64Array.from({ length: 30 }, () => value);
    standardizeColumns(table, 1, Uint32Array.from(table.keys()));
    expect(Array.from(table)).toEqual(Array.from({ length: 30 }, () => 0));
  });

  it('takes mean and deviation of the given rows alone, and moves all rows by them', () => {
    const table = Float64Array.of(1, 5, 3, 5, 100, 7);
    standardizeColumns(table, 2, Uint32Array.of(0, 1));
    // The second column is constant in the rows that count.
    expect(Array.from(table)).toEqual([-1, 0, 1, 0, 98, 0]);
  });
});
