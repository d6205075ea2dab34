import { describe, expect, it } from 'vitest';
import { couplingStrength } from '../../../webview/model/coupling.js';

describe('couplingStrength', () => {
  const strength = couplingStrength([
    [100, 1],
    [1, 0],
  ]);

  it('is full for the strongest block and nothing for layers that do not feel each other', () => {
    expect(strength(100)).toBe(1);
    expect(strength(0)).toBe(0);
  });

  it('falls with the decades', () => {
    expect(strength(1)).toBeCloseTo(2 / 3, 12);
    expect(strength(1e-9)).toBe(0);
  });
});
