import { describe, expect, it } from 'vitest';

import { writeShape } from '../../../src/network/shape.js';
import { chainText, DATA, readChain } from './chainTexts.js';
import { check } from './specTexts.js';

/** Layers, the shape that comes out, and the parameters of the last of them. */
const cases: readonly (readonly [keyof typeof DATA, string, string, number])[] = [
  ['12', '{type: dense, units: 7}', '7', 12 * 7 + 7],
  ['12', '{type: dense, units: 7, bias: false}', '7', 84],
  ['12', '{type: local}', '12', 3 * 12],
  ['12', '{type: local, bias: false}', '12', 24],
  ['12', '{type: conv1d, filters: 4, kernel: 3}', '12×4', 3 * 4 + 4],
  ['12', '{type: conv1d, filters: 4, kernel: 5, padding: valid}', '8×4', 24],
  ['12', '{type: conv1d, filters: 4, kernel: 3, stride: 5}', '3×4', 16],
  ['12', '{type: conv1d, filters: 4, kernel: 3, stride: 5, padding: valid}', '2×4', 16],
  ['12', '{type: conv1d, filters: 4, kernel: 3, stride: 5, padding: circular}', '3×4', 16],
  ['12', '{type: conv1d, filters: 4, kernel: 12, padding: valid}', '1×4', 52],
  ['40×1', '{type: conv1d, filters: 6, kernel: 5, bias: false}', '40×6', 30],
  ['8×8×1', '{type: conv2d, filters: 4, kernel: 3}', '8×8×4', 40],
  ['8×8×1', '{type: conv2d, filters: 4, kernel: [3, 5], padding: valid}', '6×4×4', 64],
  ['8×8×1', '{type: conv2d, filters: 4, kernel: 3, stride: [1, 3], padding: circular}', '8×3×4', 40],
  ['8×8×1', '{type: conv2d, filters: 4, kernel: 3, bias: false}', '8×8×4', 36],
  ['8×8×1', '{type: maxPool2d, size: 3}', '2×2×1', 0],
  ['8×8×1', '{type: maxPool2d, size: 3, padding: same}', '3×3×1', 0],
  ['8×8×1', '{type: avgPool2d, size: [2, 8], stride: 1}', '7×1×1', 0],
  ['8×8×1', '{type: avgPool2d, size: 3, stride: 2, padding: circular}', '4×4×1', 0],
  ['40×1', '{type: maxPool1d, size: 3}', '13×1', 0],
  ['40×1', '{type: avgPool1d, size: 3, padding: same}', '14×1', 0],
  ['40×1', '{type: globalAveragePool}', '1', 0],
  ['8×8×1', '{type: globalAveragePool}', '1', 0],
  ['8×8×1', '{type: flatten}', '64', 0],
  ['12', '{type: flatten}', '12', 0],
  ['8×8×1', '{type: dropout, rate: 0.5}', '8×8×1', 0],
  ['12', '{type: layerNorm}', '12', 24],
  ['8×8×1', '{type: batchNorm}', '8×8×1', 2],
  ['8×8×1', '{type: layerNorm}', '8×8×1', 2],
];

describe('the shape and the parameters', () => {
  it.each(cases)('of %s through %s are %s and %d', (data, layer, shape, parameters) => {
    const { layers } = readChain(DATA[data], layer);
    expect(writeShape(layers[0]?.inputShape ?? [])).toBe(data);
    expect(writeShape(layers[0]?.outputShape ?? [])).toBe(shape);
    expect(layers[0]?.parameterCount).toBe(parameters);
  });

  it('of groups count the channels of one group', () => {
    const { links } = readChain(
      DATA['8×8×1'],
      '{type: conv2d, filters: 6, kernel: 3}',
      '{type: conv2d, filters: 12, kernel: 3, groups: 3}',
    );
    expect(links[1]).toMatchObject({
      inputShape: [8, 8, 6],
      outputShape: [8, 8, 12],
      groups: 3,
      parameterCount: 3 * 3 * 2 * 12 + 12,
    });
  });

  it('of a whole network follow from layer to layer', () => {
    const text = chainText(
      DATA['8×8×1'],
      '{type: conv2d, filters: 4, kernel: 3, padding: valid}',
      '{type: batchNorm, activation: relu}',
      '{type: maxPool2d, size: 2}',
      '{type: conv2d, filters: 8, kernel: 3}',
      '{type: flatten}',
      '{type: layerNorm}',
      '{type: dense, units: 10}',
    );
    const { network, layers, diagnostics } = check(text);
    expect(diagnostics).toEqual([]);
    expect(layers.map(({ outputShape }) => writeShape(outputShape ?? []))).toEqual([
      '6×6×4',
      '6×6×4',
      '3×3×4',
      '3×3×8',
      '72',
      '72',
      '10',
    ]);
    expect(layers.map(({ parameterCount }) => parameterCount)).toEqual([40, 8, 0, 296, 0, 144, 730]);
    expect(network).toMatchObject({ inputShape: [8, 8, 1], inputs: 64, outputs: 10, parameterCount: 1218 });
    expect(network?.links.map(({ parameterCount }) => parameterCount)).toEqual([48, 296, 874]);
  });

  it('count the norms behind the last link, too', () => {
    const text = chainText(DATA['12'], '{type: dense, units: 10, activation: tanh}', '{type: layerNorm}');
    const { network } = check(text);
    expect(network?.operationsOut).toEqual([{ kind: 'layerNorm', layer: 1 }]);
    expect(network?.parameterCount).toBe(130 + 20);
    expect(network?.links[0]?.parameterCount).toBe(130);
  });
});
