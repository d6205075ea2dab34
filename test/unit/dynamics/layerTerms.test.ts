import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decomposePasses } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { dropoutFlux } from '../../../src/dynamics/dropoutFlux.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { residualExpansion } from '../../../src/dynamics/residualExpansion.js';
import { networkOf, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';

const spec = (layers: string, inputs: number): string => `bbd: 1
data: {source: teacher, inputs: ${inputs}, outputs: 2}
layers:
${layers}
loss: mse
`;

describe('flux of dropout', () => {
  it('is the variance that random masks give the neurons', () => {
    const rate = 0.3;
    const network = networkOf(
      spec(
        `  - {type: dense, units: 6, activation: tanh}
  - {type: dropout, rate: ${rate}}
  - {type: dense, units: 3, activation: tanh}
  - {type: dense, units: 2}`,
        4,
      ),
    )!;
    const random = createRandom(1, 'dropout');
    const parameters = randomParameters(network, random);
    const point = linearize(network, parameters, normals(4, 1, random), 1);
    const [first, second, third] = dropoutFlux(point, parameters);
    expect([first!.reason, third!.reason]).toEqual(['noDropout', 'noDropout']);
    const hidden = point.links[1]!.input.values;
    const { weights } = parameters[1]!;
    const draws = 40_000;
    const [sums, squares] = [new Float64Array(3), new Float64Array(3)];
    for (let draw = 0; draw < draws; draw++) {
      const masked = Array.from(hidden, (h) => (random.uniform() < rate ? 0 : h / (1 - rate)));
      for (let i = 0; i < 3; i++) {
        const z = masked.reduce((sum, h, j) => sum + h * weights[j * 3 + i]!, 0);
        sums[i]! += z / draws;
        squares[i]! += (z * z) / draws;
      }
    }
    const variance = squares.reduce((total, square, i) => total + square - sums[i]! ** 2, 0);
    expect(second!.value! / variance).toBeGreaterThan(0.97);
    expect(second!.value! / variance).toBeLessThan(1.03);
  });

  it('is not stated where a norm stands between the masks and the neurons', () => {
    const network = networkOf(
      spec(
        `  - {type: dense, units: 4, activation: tanh}
  - {type: dropout, rate: 0.5}
  - {type: layerNorm}
  - {type: dense, units: 4, activation: tanh}
  - {type: dropout, rate: 0.5}
  - {type: dense, units: 4}
  - {type: layerNorm, activation: tanh}
  - {type: dense, units: 2}`,
        4,
      ),
    )!;
    const random = createRandom(2, 'dropout');
    const parameters = randomParameters(network, random);
    const fluxes = dropoutFlux(linearize(network, parameters, normals(4, 1, random), 1), parameters);
    expect(fluxes.map(({ reason }) => reason)).toEqual(['noDropout', 'notNext', 'notNext', 'noDropout']);
  });
});

describe('expanded terms of a residual link', () => {
  it('add up to the three terms that they are multiplied out of', () => {
    const network = networkOf(
      spec(
        `  - {name: a, type: dense, units: 4, activation: tanh}
  - {type: residual, layers: [{type: dense, units: 4, activation: gelu}]}
  - {type: residual, skipValue: activation, layers: [{type: dense, units: 4, activation: tanh}, {type: local}]}
  - {type: dense, units: 2}`,
        4,
      ),
    )!;
    const random = createRandom(3, 'residual');
    const parameters = randomParameters(network, random);
    const after = randomStep(network.links, parameters, 0.1, random);
    const inputs = normals(3 * 4, 1, random);
    const targets = normals(3 * 2, 1, random);
    const [from, to] = [parameters, after].map((each) => runForward(network, each, inputs, 3));
    const pair = {
      before: parameters,
      after,
      samples: 3,
      inputsBefore: inputs,
      inputsAfter: inputs,
      targets,
    };
    const { layers } = decomposePasses(network, pair, from!, to!);
    const expansions = residualExpansion(network, from!, to!);
    expect(expansions.map(({ reason }) => reason)).toEqual([
      'noSkip',
      undefined,
      'noSkip',
      undefined,
      'noSkip',
    ]);
    for (const m of [1, 3]) {
      const terms = expansions[m]!.value!;
      const { neuronKinetic, coupling, fluxSquared } = layers[m]!;
      expect(terms.neuronKinetic + terms.skipKinetic + terms.skipCoupling).toBeCloseTo(neuronKinetic, 12);
      expect(terms.neuronFlux + terms.skipFlux).toBeCloseTo(coupling, 12);
      expect(terms.fluxSquared).toBeCloseTo(fluxSquared, 12);
      expect(terms.skipKinetic).toBeGreaterThan(1e-6);
    }
    // A block of one link adds z^(m) itself: its ṡ is ż^(m).
    let square = 0;
    for (const [i, z] of to!.links[0]!.neurons.entries()) square += (z - from!.links[0]!.neurons[i]!) ** 2;
    expect(expansions[1]!.value!.skipKinetic).toBeCloseTo(square / 2 / 3, 12);
  });
});
