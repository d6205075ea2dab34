import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../src/host/sparkline.js';

describe('sparkline', () => {
  it('runs from the smallest magnitude to the largest by orders', () => {
    expect(sparkline([1e-7, -1e-6, 1e-5, -1e-4, 1e-3, 1e-2, 1e-1, 1])).toBe('▁▂▃▄▅▆▇█');
  });

  it('is flat for a constant and blank where there is no magnitude', () => {
    expect(sparkline([2, -2, 2])).toBe('▁▁▁');
    expect(sparkline([0, 1, NaN, Infinity])).toBe('\u2007▁\u2007\u2007');
    expect(sparkline([])).toBe('');
  });
});
