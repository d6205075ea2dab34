import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { networks } from './randomNetworks.js';

test('150 random networks, as gradients are tested on, have every kind of layer, window and activation', () => {
  const found = new Set<string>();
  for (const { network } of fc.sample(networks, { numRuns: 150, seed: 1 })) {
    for (const { kind } of network.operationsOut) found.add(kind);
    for (const link of network.links) {
      found.add(link.type).add(link.activationIn);
      for (const { kind } of link.operationsIn) found.add(kind);
      if (link.norm !== undefined) found.add(`${link.norm.kind} behind weights`);
      for (const skip of link.skips) found.add(`skip of ${skip.value}`);
      if (link.tiedTo !== undefined) found.add('tied');
      if (!link.bias) found.add('without bias');
      if (link.frozen) found.add('frozen');
      if ('window' in link) found.add(link.window.padding).add(link.groups > 1 ? 'groups' : 'one group');
    }
  }
  const wanted = [
    ...ACTIVATION_NAMES,
    ...['dense', 'local', 'conv1d', 'conv2d', 'same', 'valid', 'circular', 'groups'],
    ...['layerNorm', 'batchNorm', 'layerNorm behind weights', 'batchNorm behind weights', 'dropout'],
    ...['maxPool', 'avgPool', 'globalAveragePool', 'flatten', 'activation'],
    ...['skip of preactivation', 'skip of activation', 'tied', 'without bias', 'frozen'],
  ];
  expect(wanted.filter((each) => !found.has(each))).toEqual([]);
});
