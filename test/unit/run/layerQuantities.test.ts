import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { findQuantity } from '../../../src/quantities/quantities.js';
import { biasSharers } from '../../../src/run/biasSharers.js';
import {
  isLayerQuantity,
  LAYER_QUANTITIES,
  layerValues,
  type LayerSource,
} from '../../../src/run/layerQuantities.js';
import { networkOf, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';
import { dynamicsRecord } from './dynamicsRecords.js';
import { makeFrame } from './frames.js';

const NOTHING: LayerSource = { frame: undefined, dynamics: undefined, biasSharers: [] };

describe('A quantity along depth', () => {
  it('has a definition', () => {
    for (const quantity of LAYER_QUANTITIES) expect(findQuantity(quantity), quantity).toBeDefined();
  });

  it('is known by its name alone', () => {
    expect(isLayerQuantity('coupling')).toBe(true);
    expect(isLayerQuantity('loss')).toBe(false);
    expect(isLayerQuantity(3)).toBe(false);
  });

  it('is undefined as a whole while nothing is recorded', () => {
    for (const quantity of LAYER_QUANTITIES) expect(layerValues(quantity, NOTHING)).toBeUndefined();
  });

  it('comes from the frame', () => {
    const frame = makeFrame(30, ['free', 'free']);
    const source = { ...NOTHING, frame, biasSharers: [1, 1] };
    const [first, second] = frame.layers;
    expect(layerValues('coupling', source)).toEqual({
      step: 30,
      values: [{ value: first!.coupling }, { value: second!.coupling }],
    });
  });

  it('says why a layer has no value', () => {
    const frame = makeFrame(0, ['none', 'frozen', 'free'], true);
    const source = { ...NOTHING, frame };
    const reasons = layerValues('residual', source)?.values.map(({ reason }) => reason);
    expect(reasons).toEqual(['noBias', 'frozen', 'atRest']);
    const [withoutBias, frozen] = layerValues('biasKinetic', source)!.values;
    expect(withoutBias).toEqual({ value: undefined, reason: 'noBias' });
    expect(frozen).toEqual({ value: 0 });
  });

  it('comes from the dynamics, with their step and one value a layer', () => {
    const dynamics = dynamicsRecord(20);
    const source = { ...NOTHING, frame: makeFrame(30, ['free', 'free']), dynamics };
    for (const quantity of ['energyDensity', 'powerCurrent', 'absorbedPower', 'decayPotential'] as const) {
      const values = dynamics.energy[quantity].slice(0, 2).map((value) => ({ value }));
      expect(layerValues(quantity, source)).toEqual({ step: 20, values });
    }
    const { friction } = dynamics.energy;
    expect(layerValues('friction', source)?.values.map(({ value }) => value)).toEqual(friction.value);
    const adaptive = { ...dynamics.energy, friction: { value: undefined, reason: 'adaptive' } } as const;
    expect(
      layerValues('friction', { ...source, dynamics: { ...dynamics, energy: adaptive } })?.values,
    ).toEqual([
      { value: undefined, reason: 'adaptive' },
      { value: undefined, reason: 'adaptive' },
    ]);
  });
});

describe('The bulk of the layers', () => {
  it('adds up to the bulk, also where layers share a bias and one has none', () => {
    const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 3, outputs: 2}
layers:
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: tanh, name: first}
  - {type: dense, units: 4, activation: relu, tieWith: first}
  - {type: dense, units: 4, activation: tanh, bias: false}
  - {type: dense, units: 2}
loss: mse
`)!;
    const random = createRandom(3, 'bulk of layers');
    const before = randomParameters(network, random);
    const samples = 5;
    const inputs = normals(3 * samples, 1, random);
    const decomposition = decompose(network, {
      before,
      after: randomStep(network.links, before, 1e-2, random),
      samples,
      inputsBefore: inputs,
      inputsAfter: inputs,
      targets: normals(2 * samples, 1, random),
    });
    const frame = { ...decomposition, step: 0, trainingLoss: 0 };
    const source = { ...NOTHING, frame, biasSharers: biasSharers(network.links) };
    const values = layerValues('layerBulk', source)!.values.map(({ value }) => value ?? NaN);
    const sum = values.reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - frame.bulk)).toBeLessThan(1e-12 * Math.abs(frame.bulk));
  });
});
