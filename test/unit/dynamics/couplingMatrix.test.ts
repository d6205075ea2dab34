import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { meanLoss } from '../../../src/decomposition/decompose.js';
import { COUPLING_LIMIT, layerCoupling } from '../../../src/dynamics/couplingMatrix.js';
import { parameterCoupling } from '../../../src/dynamics/parameterCoupling.js';
import { displaced, zeroTangent } from '../../../src/dynamics/parameterSpace.js';
import { parameterArrays } from '../../../src/network/parameterArrays.js';
import { networkOf, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';

function prepare(layers: string, samples = 3) {
  const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 3, outputs: 2}
layers:
${layers}
loss: mse
`)!;
  const random = createRandom(6, 'coupling');
  const before = randomParameters(network, random);
  const after = randomStep(network.links, before, 0.1, random);
  const data = {
    samples,
    inputs: normals(samples * 3, 1, random),
    targets: normals(samples * 2, 1, random),
  };
  return { network, before, after, data };
}

const CHAIN = `  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: gelu}
  - {type: dense, units: 3, activation: silu}
  - {type: dense, units: 3, activation: tanh}
  - {type: dense, units: 2}`;

describe('coupling of layers', () => {
  it('is all to all in (W, b) and between neighbours alone in (W, z)', () => {
    const { network, before, after, data } = prepare(CHAIN);
    const { parameters, neurons } = layerCoupling(network, before, after, data, 1).value!;
    expect(parameters.directions).toBeUndefined();
    for (const [m, row] of parameters.norms.entries()) {
      for (const [n, norm] of row.entries()) {
        expect(norm).toBeGreaterThan(1e-3);
        expect(Math.abs(norm - parameters.norms[n]![m]!)).toBeLessThan(1e-7 * (1 + norm));
      }
    }
    for (const [m, row] of neurons.value!.norms.entries()) {
      for (const [n, norm] of row.entries()) {
        if (Math.abs(m - n) <= 1) expect(norm).toBeGreaterThan(1e-3);
        else expect(norm).toBe(0);
      }
    }
  });

  it('shows a long skip as a coupling of range two in (W, z)', () => {
    const { network, before, after, data } = prepare(`  - {name: a, type: dense, units: 3, activation: tanh}
  - {type: dense, units: 3, activation: tanh}
  - {type: dense, units: 3, activation: tanh, skipFrom: a}
  - {type: dense, units: 2}`);
    const { norms } = layerCoupling(network, before, after, data, 1).value!.neurons.value!;
    expect(norms[2]![0]).toBeGreaterThan(1e-3);
    expect(norms[3]![0]).toBe(0);
    expect(norms[3]![1]).toBe(0);
  });

  it('has in (W, b) the blocks of the Hessian of the loss', () => {
    const { network, before, data } = prepare(CHAIN);
    const { norms } = parameterCoupling(network, before, data, 1, createRandom(1, 'unused'));
    const step = 1e-3;
    for (const [a, b] of [
      [0, 2],
      [2, 0],
    ] as const) {
      let squares = 0;
      const arrays = [before[a]!, before[b]!].map((link) => [link.weights.length, link.bias!.length]);
      const places = arrays.map(([weights, biases]) => [
        ...Array.from({ length: weights! }, (_, i) => [0, i] as const),
        ...Array.from({ length: biases! }, (_, i) => [1, i] as const),
      ]);
      const at = (
        p: readonly [number, number],
        q: readonly [number, number],
        x: number,
        y: number,
      ): number => {
        const direction = zeroTangent(before);
        parameterArrays(direction[a]!)[p[0]]!.values[p[1]]! += x;
        parameterArrays(direction[b]!)[q[0]]!.values[q[1]]! += y;
        const pass = runForward(network, displaced(before, direction, 1), data.inputs, data.samples);
        return meanLoss(network, pass, data.targets);
      };
      for (const p of places[0]!) {
        for (const q of places[1]!) {
          const mixed =
            at(p, q, step, step) - at(p, q, step, -step) - at(p, q, -step, step) + at(p, q, -step, -step);
          squares += (mixed / (4 * step * step)) ** 2;
        }
      }
      expect(norms[a]![b]! / Math.sqrt(squares)).toBeCloseTo(1, 4);
    }
  });

  it('estimates the blocks of larger networks from random directions', () => {
    const { network, before, data } = prepare(`  - {type: dense, units: 24, activation: tanh}
  - {type: dense, units: 24, activation: tanh}
  - {type: dense, units: 2}`);
    const coarse = parameterCoupling(network, before, data, 12, createRandom(1, 'coupling'));
    const fine = parameterCoupling(network, before, data, 80, createRandom(2, 'coupling'));
    expect(coarse.directions).toBe(12);
    coarse.norms.forEach((row, m) => {
      row.forEach((norm, n) => {
        expect(norm / fine.norms[m]![n]!).toBeGreaterThan(0.4);
        expect(norm / fine.norms[m]![n]!).toBeLessThan(2.5);
      });
    });
  });

  it('is not measured where z is no free coordinate, and refused where it would cost too much', () => {
    const shared = prepare(`  - {type: dense, units: 4, activation: tanh, bias: false}
  - {type: dense, units: 2}`);
    const coupling = layerCoupling(shared.network, shared.before, shared.after, shared.data, 1).value!;
    expect(coupling.neurons.reason).toBe('noBias');
    expect(coupling.parameters.norms[0]![1]).toBeGreaterThan(0);
    const large = prepare(`  - {type: dense, units: ${COUPLING_LIMIT}, activation: tanh}
  - {type: dense, units: 2}`);
    expect(layerCoupling(large.network, large.before, large.after, large.data, 1).reason).toBe('tooLarge');
    const frozen = prepare(`  - {type: dense, units: 4, frozen: true}
  - {type: dense, units: 2, frozen: true}`);
    expect(layerCoupling(frozen.network, frozen.before, frozen.after, frozen.data, 1).reason).toBe(
      'nothingTrains',
    );
  });
});
