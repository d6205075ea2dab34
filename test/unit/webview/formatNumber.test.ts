import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatExactly,
  formatResidual,
  formatScientific,
  formatSteady,
} from '../../../webview/model/formatNumber.js';

const anyValue = fc.double({ min: -1e300, max: 1e300, noNaN: true });

describe('formatScientific', () => {
  it('writes mantissa and exponent of constant width', () => {
    expect(formatScientific(0.00012344)).toBe('1.234e-4');
    expect(formatScientific(-2)).toBe('-2.000e0');
    expect(formatScientific(123456)).toBe('1.235e5');
  });

  it('writes zero as 0, also when it is negative', () => {
    expect(formatScientific(0)).toBe('0');
    expect(formatScientific(-0)).toBe('0');
  });

  it('says what is not finite', () => {
    expect(formatScientific(NaN)).toBe('not a number');
    expect(formatScientific(-Infinity)).toBe('-∞');
  });
});

describe('formatSteady', () => {
  it('keeps four significant digits, trailing zeros included, so that a live number keeps its width', () => {
    expect(formatSteady(0.431)).toBe('0.4310');
    expect(formatSteady(0.1 + 0.2)).toBe('0.3000');
    expect(formatSteady(12.5)).toBe('12.50');
    expect(formatSteady(-1929.4)).toBe('-1929');
    expect(formatSteady(0.001)).toBe('0.001000');
  });

  it('changes to powers of ten outside 10^-3 … 10^5, after rounding', () => {
    expect(formatSteady(0.0009999)).toBe('9.999e-4');
    expect(formatSteady(0.00099999)).toBe('0.001000');
    expect(formatSteady(99999)).toBe('1.000e5');
    expect(formatSteady(12345)).toBe('12345');
  });

  it('reads back within half a unit of its fourth digit', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const error = Math.abs(Number(formatSteady(value)) - value);
        return error <= 5.0001e-4 * Math.abs(value) || Math.abs(value) < 1e-300;
      }),
    );
  });

  it('is never longer than ten characters besides the sign and a long exponent', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-99, max: 1e99, noNaN: true }),
        (value) => formatSteady(value).length <= 10,
      ),
    );
  });
});

describe('formatResidual', () => {
  it('writes one significant digit', () => {
    expect(formatResidual(3.14e-14)).toBe('3e-14');
    expect(formatResidual(0)).toBe('0');
  });
});

describe('formatExactly', () => {
  it('reads back as the same number', () => {
    fc.assert(fc.property(anyValue, (value) => Number(formatExactly(value)) === value));
  });
});
