import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localNeighbours, parameterSizes } from '../../../src/network/parameterLayout.js';
import { sizeOf } from '../../../src/network/shape.js';
import { networkOf, networks } from '../decomposition/randomNetworks.js';

const spec = (layers: readonly string[]): string => `bbd: 1
data: {source: digits}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse
`;

describe('parameterSizes', () => {
  it('lays out as many numbers as the network says it has parameters', () => {
    fc.assert(
      fc.property(networks, ({ network, text }) => {
        const norms = (channels: readonly (number | undefined)[]): number =>
          channels.reduce<number>((sum, count = 0) => sum + 2 * count, 0);
        let count = 0;
        for (const [m, sizes] of parameterSizes(network).entries()) {
          if (network.links[m]!.tiedTo === undefined) count += sizeOf(sizes.weights) + (sizes.bias ?? 0);
          count += norms([sizes.norm, ...sizes.operations, ...sizes.operationsOut]);
        }
        expect(count, text).toBe(network.parameterCount);
      }),
    );
  });

  it('gives the channels of norms on the way, behind pools and in front of the loss', () => {
    const network = networkOf(
      spec([
        '{type: conv2d, filters: 6, kernel: [3, 2], groups: 1, activation: relu}',
        '{type: maxPool2d, size: 2}',
        '{type: batchNorm, activation: tanh}',
        '{type: conv2d, filters: 4, kernel: 1, groups: 2, bias: false}',
        '{type: layerNorm}',
        '{type: flatten}',
        '{type: dense, units: 10, activation: tanh}',
        '{type: layerNorm}',
      ]),
    )!;
    expect(parameterSizes(network)).toEqual([
      { weights: [3, 2, 1, 6], bias: 6, norm: undefined, operations: [], operationsOut: [] },
      {
        weights: [1, 1, 3, 4],
        bias: undefined,
        norm: 4,
        operations: [undefined, 6, undefined],
        operationsOut: [],
      },
      {
        weights: [network.links[2]!.inputs, 10],
        bias: 10,
        norm: undefined,
        operations: [undefined],
        operationsOut: [10],
      },
    ]);
  });
});

describe('localNeighbours', () => {
  it('alternates, so that two links together look to both sides', () => {
    expect([0, 1, 2].map(localNeighbours)).toEqual([
      { lower: 0, upper: 1 },
      { lower: -1, upper: 0 },
      { lower: 0, upper: 1 },
    ]);
  });
});
