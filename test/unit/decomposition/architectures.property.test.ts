import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { biasRole } from '../../../src/decomposition/biasRole.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type { FloatArray, LinkParameters, ParameterSnapshot } from '../../../src/decomposition/types.js';
import type { NormParameters } from '../../../src/network/parameterLayout.js';
import { runs } from '../sweeps.js';
import { networkOf, networks, normals, randomParameters, randomStep } from './randomNetworks.js';

const cases = fc.record({
  spec: networks,
  seed: fc.integer(),
  samples: fc.integer({ min: 1, max: 3 }),
  /** Size of the parameter change, in powers of ten. */
  decade: fc.integer({ min: -6, max: 0 }),
  streaming: fc.boolean(),
});

/** Every array that trains, those of tied links once. */
function trainedArrays(parameters: ParameterSnapshot): readonly FloatArray[] {
  const ofNorm = (norm: NormParameters | undefined): FloatArray[] =>
    norm === undefined ? [] : [norm.scale, norm.shift];
  const ofLink = ({ weights, bias, norm, operations, operationsOut }: LinkParameters): FloatArray[] => [
    weights,
    ...(bias === undefined ? [] : [bias]),
    ...[norm, ...(operations ?? []), ...(operationsOut ?? [])].flatMap(ofNorm),
  ];
  return [...new Set(parameters.flatMap(ofLink))];
}

function kineticEnergy(before: ParameterSnapshot, after: ParameterSnapshot): number {
  const arrays = trainedArrays(after);
  let sum = 0;
  for (const [i, array] of trainedArrays(before).entries()) {
    for (let at = 0; at < array.length; at++) sum += (arrays[i]![at]! - array[at]!) ** 2;
  }
  return sum / 2;
}

describe('the identity K_z + C + F = K_b of every architecture', () => {
  it('holds for random networks, random float32 steps and random batches', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(cases, ({ spec: { network, text }, seed, samples, decade, streaming }) => {
        const random = createRandom(seed, 'architectures');
        const before = randomParameters(network, random);
        const after = randomStep(network.links, before, 10 ** decade, random);
        const inputs = normals(samples * network.inputs, 1, random);
        const result = decompose(network, {
          before,
          after,
          samples,
          inputsBefore: inputs,
          inputsAfter: streaming ? normals(inputs.length, 1, random) : inputs,
          targets: normals(samples * network.outputs, 1, random),
        });
        let largest = Math.abs(result.loss);
        for (const [m, layer] of result.layers.entries()) {
          const link = network.links[m]!;
          const place = `link ${m} of\n${text}`;
          seen
            .add(link.type)
            .add(`norm ${String(link.norm?.kind)}`)
            .add(`tied ${link.tiedTo !== undefined}`);
          for (const { value } of link.skips) seen.add(`skip ${value}`);
          for (const { kind } of [...link.operationsIn, ...network.operationsOut]) seen.add(kind);
          const owner = network.links[link.tiedTo ?? m]!;
          const role = biasRole({ ...link, frozen: owner.frozen });
          if (role === 'none') expect(layer.residualGap, place).toBe('noBias');
          if (role === 'frozen') expect(layer.residualGap, place).toBe('frozen');
          if (layer.residual !== undefined) {
            expect(layer.residual, place).toBeLessThanOrEqual(1e-9);
            expect(layer.sectorSpread, place).toBeLessThanOrEqual(1e-9);
          } else {
            expect(layer.residualGap, place).toBeDefined();
          }
          expect(layer.residualOfLargestTerm, place).toBeLessThanOrEqual(1e-12);
          largest = Math.max(largest, layer.neuronKinetic, Math.abs(layer.coupling), layer.fluxSquared);
        }
        // L in terms of all parameters, equation (5), is computed from other numbers than bulk and boundary.
        const kinetic = kineticEnergy(before, after);
        largest = Math.max(largest, kinetic);
        expect(Math.abs(result.lagrangian - (kinetic - result.loss)), text).toBeLessThanOrEqual(
          1e-12 * largest,
        );
        expect(Math.abs(result.bulk + result.boundary - result.lagrangian)).toBeLessThanOrEqual(
          1e-12 * largest,
        );
      }),
      { numRuns: runs(250), seed: 7 },
    );
    // Nothing of the format is left out by chance.
    for (const kind of [
      ...['dense', 'local', 'conv1d', 'conv2d', 'tied true', 'skip preactivation', 'skip activation'],
      ...['norm layerNorm', 'norm batchNorm', 'layerNorm', 'batchNorm', 'activation', 'dropout', 'flatten'],
      ...['maxPool', 'avgPool', 'globalAveragePool'],
    ]) {
      expect(seen).toContain(kind);
    }
  });

  it('takes v = ż less the change of what skips add as the neuron velocity', () => {
    const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 3, outputs: 4}
layers:
  - {name: first, type: dense, units: 4, activation: tanh}
  - {type: residual, layers: [{type: dense, units: 4, activation: relu}, {type: dense, units: 4, activation: tanh}]}
  - {type: dense, units: 4, skipFrom: first, skipValue: activation}
loss: mse
`)!;
    const random = createRandom(2, 'skips');
    const before = randomParameters(network, random);
    const after = randomStep(network.links, before, 0.01, random);
    const x = normals(3, 1, random);
    const { layers } = decompose(network, {
      before,
      after,
      samples: 1,
      inputsBefore: x,
      inputsAfter: x,
      targets: normals(4, 1, random),
    });
    const [from, to] = [before, after].map((parameters) => runForward(network, parameters, x, 1).links);
    const change = (m: number, value: (z: number) => number, i: number): number =>
      value(to![m]!.neurons[i]!) - value(from![m]!.neurons[i]!);
    const same = (z: number): number => z;
    const half = (velocity: (i: number) => number): number =>
      [0, 1, 2, 3].reduce((sum, i) => sum + velocity(i) ** 2, 0) / 2;
    expect(layers[1]!.neuronKinetic).toBeCloseTo(
      half((i) => change(1, same, i)),
      14,
    );
    expect(layers[2]!.neuronKinetic).toBeCloseTo(
      half((i) => change(2, same, i) - change(0, same, i)),
      14,
    );
    expect(layers[3]!.neuronKinetic).toBeCloseTo(
      half((i) => change(3, same, i) - change(0, Math.tanh, i)),
      14,
    );
  });

  it('counts parameters that are tied once, and their sectors as the mean over the links', () => {
    const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 4, outputs: 2}
layers:
  - {name: first, type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: tanh, tieWith: first}
  - {type: dense, units: 4, tieWith: first}
  - {type: layerNorm}
  - {type: dense, units: 2}
loss: mse
`)!;
    const random = createRandom(4, 'ties');
    const before = randomParameters(network, random);
    const after = randomStep(network.links, before, 0.01, random);
    const x = normals(4, 1, random);
    const { layers, bulk } = decompose(network, {
      before,
      after,
      samples: 1,
      inputsBefore: x,
      inputsAfter: x,
      targets: normals(2, 1, random),
    });
    expect(layers[0]!.weightKinetic).toBeGreaterThan(0);
    expect(layers[1]!.weightKinetic).toBe(0);
    // Of the third link only the scale of its norm is its own.
    expect(layers[2]!.weightKinetic).toBeLessThan(0.1 * layers[0]!.weightKinetic + 4 * 0.01 ** 2 * 9);
    expect(layers[1]!.biasKinetic).toBe(layers[0]!.biasKinetic);
    expect(layers[2]!.biasKinetic).not.toBe(layers[0]!.biasKinetic);
    const sector = (m: number): number => layers[m]!.coupling + layers[m]!.fluxSquared;
    const expected =
      layers.reduce((sum, { weightKinetic }) => sum + weightKinetic, 0) +
      (layers[0]!.neuronKinetic + layers[1]!.neuronKinetic + sector(1)) / 2 +
      layers[2]!.neuronKinetic +
      layers[3]!.neuronKinetic +
      sector(2) +
      sector(3);
    expect(bulk).toBeCloseTo(expected, 13);
  });
});
