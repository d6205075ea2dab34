import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { meanLoss } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type { LinkParameters, ParameterSnapshot } from '../../../src/decomposition/types.js';
import { networkOf, normals, randomParameters } from './randomNetworks.js';

const network = networkOf(`bbd: 1
data: {source: digits}
layers:
  - {type: conv2d, filters: 6, kernel: 3, padding: same, activation: relu}
  - {type: batchNorm}
  - {type: conv2d, filters: 10, kernel: 1}
  - {type: batchNorm, activation: tanh}
  - {type: globalAveragePool}
  - {type: layerNorm}
loss: mse
`)!;
const random = createRandom(1, 'forward');
const parameters = randomParameters(network, random);
const inputs = normals(2 * 64, 1, random);

const withLink = (m: number, changes: Partial<LinkParameters>): ParameterSnapshot =>
  parameters.map((own, i) => (i === m ? { ...own, ...changes } : own));

describe('runForward', () => {
  it('applies the activation of the last link, then what stands behind it, before the loss sees it', () => {
    const pass = runForward(network, parameters, inputs, 2);
    const z = pass.links[1]!.neurons;
    const { scale, shift } = parameters[1]!.operationsOut![1]!;
    const expected = [0, 1].flatMap((s) => {
      const means = Array.from({ length: 10 }, (_, c) => {
        let sum = 0;
        for (let p = 0; p < 64; p++) sum += Math.tanh(z[(s * 64 + p) * 10 + c]!);
        return sum / 64;
      });
      const mean = means.reduce((sum, value) => sum + value, 0) / 10;
      const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 10;
      return means.map((value, c) => (scale[c]! * (value - mean)) / Math.sqrt(variance + 1e-5) + shift[c]!);
    });
    for (const [i, output] of pass.outputs.entries()) expect(output).toBeCloseTo(expected[i]!, 12);
    const targets = normals(20, 1, random);
    const squares = expected.reduce((sum, output, i) => sum + (output - targets[i]!) ** 2, 0);
    expect(meanLoss(network, pass, targets)).toBeCloseTo(squares / 2, 11);
  });

  it('names the array and the link that do not fit', () => {
    const run = (snapshot: ParameterSnapshot, x = inputs): unknown => runForward(network, snapshot, x, 2);
    const five = new Float32Array(5);
    const norm = parameters[1]!.norm!;
    expect(() => run(parameters.slice(0, 1))).toThrow('no parameters for link 1');
    expect(() => run(withLink(1, { bias: five }))).toThrow('biases of link 1: 5 numbers, not 10');
    expect(() => run(withLink(0, { norm }))).toThrow('scales of the norm of link 0: 10 numbers, not 0');
    expect(() => run(withLink(1, { norm: undefined }))).toThrow(
      'scales of the norm of link 1: 0 numbers, not 10',
    );
    expect(() => run(withLink(1, { norm: { ...norm, moving: undefined } }))).toThrow('moving mean');
    expect(() => run(withLink(1, { operations: undefined }))).toThrow(
      'scales of operation 0 of link 1: 0 numbers, not 6',
    );
    const moving = { mean: new Float32Array(10), variance: five };
    expect(() => run(withLink(1, { norm: { ...norm, moving } }))).toThrow(
      'moving variances of the norm of link 1: 5 numbers, not 10',
    );
    expect(() => run(withLink(1, { operationsOut: [] }))).toThrow(
      "scales of the head's operation 1 of link 1: 0 numbers, not 10",
    );
    expect(() => run(parameters, inputs.subarray(1))).toThrow('inputs of link 0: 127 numbers, not 128');
  });
});
