import { expect, test } from 'vitest';
import { multiplyAdds } from '../../../src/network/multiplyAdds.js';
import { networkOf } from '../decomposition/randomNetworks.js';

const work = (...layers: readonly string[]): number =>
  multiplyAdds(
    networkOf(
      `bbd: 1\ndata: {source: digits}\nlayers:\n${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse\n`,
    )!.links,
  );

const HEAD = ['{type: globalAveragePool}', '{type: dense, units: 10}'];

test('a convolution multiplies positions × filters × taps × channels of a group', () => {
  const first = 8 * 8 * 6 * (3 * 2) * 1;
  expect(work('{type: conv2d, filters: 6, kernel: [3, 2]}', ...HEAD)).toBe(first + 6 * 10);
  expect(
    work(
      '{type: conv2d, filters: 6, kernel: [3, 2]}',
      '{type: conv2d, filters: 4, kernel: 3, stride: 2, padding: valid, groups: 2}',
      ...HEAD,
    ),
  ).toBe(first + 3 * 3 * 4 * (3 * 3) * 3 + 4 * 10);
});

test('a dense layer multiplies as often as it has weights, a local one twice for each neuron, tied ones as often as others', () => {
  expect(
    work(
      '{type: flatten}',
      '{type: dense, name: own, units: 64}',
      '{type: local}',
      '{type: dense, units: 64, tieWith: own}',
      '{type: dense, units: 10}',
    ),
  ).toBe(64 * 64 + 2 * 64 + 64 * 64 + 640);
});
