import { expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { countParameterArrays, parameterArrays } from '../../../src/network/parameterArrays.js';
import { networkOf, randomParameters } from '../decomposition/randomNetworks.js';

it('names every array of a network once, and counts them', () => {
  const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 4, outputs: 2}
layers:
  - {type: layerNorm}
  - {type: dense, units: 4}
  - {type: batchNorm, activation: relu}
  - {type: dropout, rate: 0.1}
  - {type: batchNorm}
  - {type: dense, units: 2, bias: false, activation: tanh}
  - {type: layerNorm}
loss: mse
`);
  if (network === undefined) throw new Error('the spec has errors');
  const arrays = randomParameters(network, createRandom(1, 'test')).flatMap((own, m) =>
    parameterArrays(own).map(({ name, place, values }) => [`${name}${m}${place}`, values.length]),
  );
  expect(arrays).toEqual([
    ['W0', 16],
    ['b0', 4],
    ['scale0/in0', 4],
    ['shift0/in0', 4],
    ['scale0/norm', 4],
    ['shift0/norm', 4],
    ['movingMean0/norm', 4],
    ['movingVariance0/norm', 4],
    ['W1', 8],
    ['scale1/in1', 4],
    ['shift1/in1', 4],
    ['movingMean1/in1', 4],
    ['movingVariance1/in1', 4],
    ['scale1/out0', 2],
    ['shift1/out0', 2],
  ]);
  expect(countParameterArrays(network)).toBe(arrays.length);
});
