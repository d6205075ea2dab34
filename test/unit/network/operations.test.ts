import { describe, expect, it } from 'vitest';

import type { Link } from '../../../src/network/types.js';
import { chainText, DATA, readChain } from './chainTexts.js';
import { check } from './specTexts.js';

const linksOf = (...layers: readonly string[]): readonly Link[] => readChain(DATA['12'], ...layers).links;

describe('a norm', () => {
  it('right behind a linear link belongs to it, and its activation goes to the next one', () => {
    const [first, second] = linksOf(
      '{type: dense, units: 8}',
      '{type: layerNorm, activation: tanh}',
      '{type: dense, units: 10}',
    );
    expect(first?.norm).toEqual({ kind: 'layerNorm', layer: 1 });
    expect(first?.parameterCount).toBe(12 * 8 + 8 + 16);
    expect(second).toMatchObject({ activationIn: 'tanh', operationsIn: [] });
  });

  it.each([
    ['a nonlinear link', ['{type: dense, units: 8, activation: relu}']],
    ['another norm with an activation', ['{type: dense, units: 8}', '{type: layerNorm, activation: relu}']],
    ['dropout', ['{type: dense, units: 8, activation: relu}', '{type: dropout, rate: 0.1}']],
    [
      'a residual block',
      ['{type: dense, units: 8, activation: relu}', '{type: residual, layers: [{type: dense, units: 8}]}'],
    ],
  ])('behind %s belongs to the input side of the next link, with its activation', (_, before) => {
    const links = linksOf(...before, '{type: batchNorm, activation: tanh}', '{type: dense, units: 10}');
    const last = links.at(-1);
    const layer = links.length === 3 ? before.length + 1 : before.length;
    expect(last?.operationsIn.slice(-2)).toEqual([
      { kind: 'batchNorm', layer },
      { kind: 'activation', name: 'tanh', layer },
    ]);
    expect(last?.parameterCount).toBe(8 * 10 + 10 + 16);
  });

  it('at the beginning of a residual block acts on what the block adds, not on the skip', () => {
    const [first, second] = linksOf(
      '{type: dense, units: 8}',
      '{type: residual, layers: [{type: layerNorm}, {type: dense, units: 8}]}',
    );
    expect(first?.norm).toBeUndefined();
    expect(second?.operationsIn).toEqual([{ kind: 'layerNorm', layer: 2 }]);
    expect(second?.skips).toEqual([{ from: 1, value: 'preactivation', span: 1, layer: 1 }]);
  });

  it('behind a link with a skip comes after the sum', () => {
    const [, second, third] = linksOf(
      '{type: dense, name: a, units: 8}',
      '{type: dense, units: 8, skipFrom: a}',
      '{type: layerNorm}',
      '{type: dense, units: 10}',
    );
    expect(second?.norm).toBeUndefined();
    expect(third?.operationsIn).toEqual([{ kind: 'layerNorm', layer: 2 }]);
  });

  it('of the data belongs to the first link', () => {
    expect(linksOf('{type: layerNorm}', '{type: dense, units: 10}')[0]).toMatchObject({
      activationIn: 'linear',
      operationsIn: [{ kind: 'layerNorm', layer: 0 }],
      parameterCount: 24 + 130,
    });
  });
});

describe('layers without weights', () => {
  it('belong to the input side of the next link, in their order', () => {
    const { links } = readChain(
      DATA['8×8×1'],
      '{type: conv2d, filters: 4, kernel: 3, activation: relu}',
      '{type: maxPool2d, size: 2, stride: 1}',
      '{type: dropout, rate: 0.25}',
      '{type: flatten}',
      '{type: dense, units: 10, activation: tanh}',
      '{type: dropout, rate: 0.5}',
    );
    expect(links[0]?.operationsIn).toEqual([]);
    expect(links[1]).toMatchObject({
      activationIn: 'relu',
      inputShape: [7 * 7 * 4],
      operationsIn: [
        { kind: 'maxPool', window: { size: [2, 2], stride: [1, 1], padding: 'valid' }, layer: 1 },
        { kind: 'dropout', rate: 0.25, layer: 2 },
        { kind: 'flatten', layer: 3 },
      ],
    });
  });

  it('behind the last link stand before the loss', () => {
    const { network } = check(
      chainText(
        DATA['8×8×1'],
        '{type: conv2d, filters: 10, kernel: 3, activation: relu}',
        '{type: globalAveragePool}',
      ),
    );
    expect(network).toMatchObject({
      outputs: 10,
      outputActivation: 'relu',
      operationsOut: [{ kind: 'globalAveragePool', layer: 1 }],
    });
  });

  it('know whether they are inside blocks, and have names of their own', () => {
    const { layers } = readChain(
      DATA['12'],
      '{type: residual, name: outer, layers: [{type: dense, units: 12}, {type: residual, layers: [{type: dropout, rate: 0.1}, {type: dropout, rate: 0.1}, {type: local}]}]}',
      '{type: dense, units: 10}',
    );
    expect(layers.map(({ name, within, link }) => [name, within, link])).toEqual([
      ['outer', [], undefined],
      ['dense0', [0], 0],
      ['residual1', [0], undefined],
      ['dropout1', [0, 2], undefined],
      ['dropout1′', [0, 2], undefined],
      ['local1', [0, 2], 1],
      ['dense2', [], 2],
    ]);
    expect(layers[0]).toMatchObject({ inputShape: [12], outputShape: [12], parameterCount: 156 + 36 });
    expect(layers[2]?.parameterCount).toBe(36);
  });
});
