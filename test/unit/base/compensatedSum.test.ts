import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { additionError, CompensatedSum } from '../../../src/base/compensatedSum.js';

/** A float64 as an exact integer multiple of 2^−1074. */
function exact(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return raw >> 63n === 1n ? -size : size;
}

/** Float64 numbers whose squares neither overflow nor lose bits to underflow. */
const moderate = fc
  .double({ min: -1e60, max: 1e60, noNaN: true })
  .filter((x) => x === 0 || Math.abs(x) > 1e-60);

describe('CompensatedSum', () => {
  it('keeps what a plain sum loses to cancellation', () => {
    const sum = new CompensatedSum();
    for (const value of [1e16, 1, 1e-16, -1e16]) sum.add(value);
    expect(sum.value).toBe(1 + 1e-16);
    expect(1e16 + 1 + 1e-16 - 1e16).not.toBe(1);
  });

  it('adds products as if their sum were rounded once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(moderate, moderate), { minLength: 1, maxLength: 12 }), (factors) => {
        const sum = new CompensatedSum();
        let reference = 0n;
        let size = 0n;
        for (const [a, b] of factors) {
          sum.addProduct(a, 0, b, 0);
          const product = exact(a) * exact(b);
          reference += product;
          size += product < 0n ? -product : product;
        }
        // In units of 2^−2148; the error allowed is 2^−52 of the result and 2^−96 of the sum of sizes.
        const error = (exact(sum.value) << 1074n) - reference;
        const magnitude = reference < 0n ? -reference : reference;
        expect((error < 0n ? -error : error) <= (magnitude >> 52n) + (size >> 96n) + (1n << 1074n)).toBe(
          true,
        );
      }),
    );
  });

  it('uses the low parts of factors', () => {
    const sum = new CompensatedSum();
    sum.addProduct(1, 1e-20, 3, 2e-20);
    sum.add(-3);
    expect(sum.value).toBeCloseTo(5e-20, 30);
  });

  it('adds, subtracts and divides sums without losing their low parts', () => {
    const sum = new CompensatedSum();
    sum.add(1);
    sum.add(1e-25);
    const other = new CompensatedSum();
    other.addSum(sum);
    other.divide(3);
    const rest = new CompensatedSum();
    rest.addSum(sum);
    for (let i = 0; i < 3; i++) rest.subtractSum(other);
    expect(Math.abs(rest.value)).toBeLessThan(1e-31);
  });
});

describe('additionError', () => {
  it('is exactly what the rounded sum leaves out', () => {
    fc.assert(
      fc.property(moderate, moderate, (a, b) => {
        const sum = a + b;
        expect(exact(sum) + exact(additionError(a, b, sum))).toBe(exact(a) + exact(b));
      }),
    );
  });
});
