import { describe, expect, it } from 'vitest';
import { skipPath, type SkipPath } from '../../../src/network/skipPath.js';
import { networkOf } from '../decomposition/randomNetworks.js';

/** The path of the only skip of a network of these layers, its operations by kind. */
function pathOf(
  ...layers: readonly string[]
): Omit<SkipPath, 'operations'> & { readonly operations: string[] } {
  const network = networkOf(`bbd: 1
data: {source: digits}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}  - {type: flatten}
  - {type: dense, units: 10}
loss: mse
`)!;
  const link = network.links.find(({ skips }) => skips.length > 0)!;
  const [skip] = link.skips;
  const source = network.links[skip!.from]!;
  const { activation, operations } = skipPath(link, skip!, source);
  return { activation, operations: operations.map((i) => source.operationsIn[i]!.kind) };
}

const conv = (...keys: readonly string[]): string =>
  `{type: conv2d, filters: 4, kernel: 3, padding: same${keys.map((key) => `, ${key}`).join('')}}`;
const block = (value: string, ...layers: readonly string[]): string =>
  `{type: residual, skipValue: ${value}, layers: [${layers.join(', ')}]}`;

describe('skipPath', () => {
  it('adds z, or h, of the layer before a block', () => {
    expect(pathOf(conv('activation: relu'), block('preactivation', conv()))).toEqual({
      activation: 'linear',
      operations: [],
    });
    expect(pathOf(conv('activation: relu'), block('activation', conv()))).toEqual({
      activation: 'relu',
      operations: [],
    });
  });

  it('goes through what stands before the block, not through what stands in it', () => {
    const pool = '{type: maxPool2d, size: 2}';
    const norm = '{type: layerNorm}';
    expect(pathOf(conv('activation: relu'), pool, block('preactivation', norm, conv()))).toEqual({
      activation: 'linear',
      operations: ['maxPool'],
    });
    expect(pathOf(conv('activation: relu'), pool, block('activation', norm, conv()))).toEqual({
      activation: 'relu',
      operations: ['maxPool'],
    });
  });

  it('leaves out the activation of a norm, and none but that', () => {
    const norm = '{type: layerNorm, activation: tanh}';
    expect(pathOf(conv('activation: relu'), norm, block('preactivation', conv()))).toEqual({
      activation: 'relu',
      operations: ['layerNorm'],
    });
    expect(pathOf(conv('activation: relu'), norm, block('activation', conv()))).toEqual({
      activation: 'relu',
      operations: ['layerNorm', 'activation'],
    });
    // The norm right behind linear weights is part of z.
    expect(pathOf(conv(), norm, block('preactivation', conv()))).toEqual({
      activation: 'linear',
      operations: [],
    });
  });

  it('adds z of a layer that is named, whatever stands behind it', () => {
    const layers = ['{type: dropout, rate: 0.5}', conv('activation: tanh'), conv('skipFrom: a')];
    expect(pathOf(conv('name: a', 'activation: relu'), ...layers)).toEqual({
      activation: 'linear',
      operations: [],
    });
    expect(pathOf(conv('name: a', 'activation: relu'), conv('skipFrom: a', 'skipValue: activation'))).toEqual(
      { activation: 'relu', operations: [] },
    );
  });
});
