import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { convolveRings, ringFilter } from '../../../src/engine/ringFilter.js';

/** A Gaussian on a ring, summed over its turns and normalised. */
function ringGaussian(distance: number, size: number, length: number): number {
  const turns = Math.ceil((9 * length) / size) + 1;
  let [sum, norm] = [0, 0];
  for (let turn = -turns; turn <= turns; turn++) {
    sum += Math.exp(-0.5 * ((distance + turn * size) / length) ** 2);
    norm += Math.exp(-0.5 * ((turn * size) / length) ** 2);
  }
  return sum / norm;
}

function convolveSlowly(
  ring: readonly number[],
  { offsets, factors }: ReturnType<typeof ringFilter>,
): number[] {
  return ring.map((_, i) =>
    offsets.reduce((sum, offset, p) => sum + factors[p]! * ring[(i + offset) % ring.length]!, 0),
  );
}

describe('the filter of a ring', () => {
  test('convolved with itself is the Gaussian of its correlation length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 400 }),
        fc.double({ min: 0.05, max: 300, noNaN: true }),
        (size, length) => {
          const filter = ringFilter(size, length);
          const values = new Float64Array(size);
          filter.offsets.forEach((offset, p) => {
            values[offset] = filter.factors[p]!;
          });
          for (const distance of [0, 1, Math.floor(size / 3), Math.floor(size / 2)]) {
            let product = 0;
            for (let i = 0; i < size; i++) product += values[i]! * values[(i + distance) % size]!;
            expect(Math.abs(product - ringGaussian(distance, size, length))).toBeLessThan(3e-6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of a short correlation is the same on a small ring and on a huge one', () => {
    const [small, huge] = [ringFilter(300, 6), ringFilter(1_000_000, 6)];
    expect(huge.factors).toHaveLength(small.factors.length);
    const signed = (offset: number, size: number): number => (2 * offset > size ? offset - size : offset);
    huge.offsets.forEach((offset, p) => {
      expect(signed(offset, 1_000_000)).toBe(signed(small.offsets[p]!, 300));
      expect(huge.factors[p]).toBeCloseTo(small.factors[p]!, 9);
    });
  });
});

describe('convolving rings', () => {
  test.each([
    ['few parts', 50, 2],
    ['many parts, by Fourier transforms', 333, 100],
  ])('is the sum over the parts of the filter: %s', (_, size, length) => {
    const filter = ringFilter(size, length);
    const random = createRandom(1, 'test');
    // An odd number of rings, each in a column.
    const values = Float64Array.from({ length: 3 * size }, () => random.normal());
    const rings = [0, 1, 2].map((j) => Array.from({ length: size }, (__, i) => values[i * 3 + j]!));
    convolveRings(values, filter, { count: 3, size, start: (j) => j, stride: 3 });
    rings.forEach((ring, j) => {
      convolveSlowly(ring, filter).forEach((expected, i) => {
        expect(Math.abs(values[i * 3 + j]! - expected)).toBeLessThan(1e-12);
      });
    });
  });

  test('takes the way by Fourier transforms where the parts are many', () => {
    expect(ringFilter(333, 100).offsets.length).toBeGreaterThan(200);
  });
});
