import { describe, expect, it } from 'vitest';
import { tickLabels } from '../../../src/run/tickLabels.js';

describe('tickLabels', () => {
  it('writes plain decimals alike', () => {
    expect(tickLabels([-0.5, 0, 0.5, 1])).toEqual(['-0.5', '0', '0.5', '1.0']);
    expect(tickLabels([0, 20, 40])).toEqual(['0', '20', '40']);
    expect(tickLabels([0.01, 0.1, 1, 10])).toEqual(['0.01', '0.1', '1', '10']);
  });

  it('gives all of them an exponent when one needs it', () => {
    expect(tickLabels([1e-4, 1e-3, 0.01, 0.1])).toEqual(['1e-4', '1e-3', '1e-2', '1e-1']);
    expect(tickLabels([-1e-4, 0, 1e-4, 1])).toEqual(['-1e-4', '0', '1e-4', '1e0']);
    expect(tickLabels([1e3, 1e5, 1e7, 1e8])).toEqual(['1e3', '1e5', '1e7', '1e8']);
  });

  it('gives evenly spaced ones the same exponent', () => {
    expect(tickLabels([9.8e-6, 9.9e-6, 10e-6, 10.1e-6])).toEqual([
      '0.98e-5',
      '0.99e-5',
      '1.00e-5',
      '1.01e-5',
    ]);
    expect(tickLabels([-2e-9, 0, 2e-9, 4e-9])).toEqual(['-2e-9', '0', '2e-9', '4e-9']);
  });

  it('tells ticks apart that differ in a late digit', () => {
    const labels = tickLabels([1.0001, 1.0002, 1.0003]);
    expect(new Set(labels).size).toBe(3);
  });

  it('has a label for a single tick and for none', () => {
    expect(tickLabels([0])).toEqual(['0']);
    expect(tickLabels([1e-7])).toEqual(['1e-7']);
    expect(tickLabels([])).toEqual([]);
  });
});
