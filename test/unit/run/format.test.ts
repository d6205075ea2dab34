import { describe, expect, it } from 'vitest';
import { formatCount, formatValue } from '../../../src/run/format.js';

describe('formatCount', () => {
  it('separates groups of three digits by narrow spaces', () => {
    expect(formatCount(999)).toBe('999');
    expect(formatCount(1240)).toBe('1\u202f240');
    expect(formatCount(-1234567)).toBe('-1\u202f234\u202f567');
  });
});

describe('formatValue', () => {
  it('keeps four significant digits and no trailing zeros', () => {
    expect(formatValue(0.123456)).toBe('0.1235');
    expect(formatValue(12)).toBe('12');
    expect(formatValue(0.12)).toBe('0.12');
  });

  it('uses an exponent for the very small and the very large', () => {
    expect(formatValue(3.14159e-14, 2)).toBe('3.1e-14');
    expect(formatValue(-123456)).toBe('-1.235e5');
    expect(formatValue(99999.9)).toBe('1e5');
  });

  it('writes zero as 0, also when it is negative', () => {
    expect(formatValue(0)).toBe('0');
    expect(formatValue(-0)).toBe('0');
  });

  it('says what is not finite', () => {
    expect(formatValue(-Infinity)).toBe('-∞');
    expect(formatValue(NaN)).toBe('not a number');
  });
});
