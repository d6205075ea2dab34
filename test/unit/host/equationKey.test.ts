import { describe, expect, it } from 'vitest';
import { equationKey } from '../../../src/host/equationKey.js';
import { denseLink } from '../network/denseLink.js';

describe('the key to the signs of an equation', () => {
  it('is not needed for plain dense layers', () => {
    expect(equationKey([denseLink(0), denseLink(1)])).toBeUndefined();
  });

  it('tells what a norm right behind the weights does, and that its shift has the role of b', () => {
    const key = equationKey([{ ...denseLink(1), norm: { kind: 'batchNorm', layer: 2 } }]);
    expect(key).toMatch(/BN .* moving mean and variance.*; β has the role of b\.$/);
    expect(key).not.toContain('LN');
  });

  it('tells of a norm on the input side, whose shift is no b of this layer', () => {
    const key = equationKey([{ ...denseLink(1), operationsIn: [{ kind: 'layerNorm', layer: 1 }] }]);
    expect(key).toMatch(/LN .* over its neurons/);
    expect(key).not.toContain('role of b');
  });

  it('tells that the terms of a convolution are means over its positions', () => {
    const window = { size: [3], stride: [1], padding: 'circular' } as const;
    expect(equationKey([{ ...denseLink(1), type: 'conv1d', window, groups: 1 }])).toMatch(
      /∗ slides .* mean over them\.$/,
    );
  });
});
