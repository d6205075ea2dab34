import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { meanLoss } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type { FloatArray, NetworkStructure, ParameterSnapshot } from '../../../src/decomposition/types.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { squaredNorm } from '../../../src/dynamics/innerProduct.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { meanGradient } from '../../../src/dynamics/parameterGradient.js';
import {
  displaced,
  parameterVelocity,
  scaled,
  zeroTangent,
  type ParameterTangent,
} from '../../../src/dynamics/parameterSpace.js';
import { powerCurrent } from '../../../src/dynamics/powerCurrent.js';
import { runTangent } from '../../../src/dynamics/tangentPass.js';
import { parameterArrays } from '../../../src/network/parameterArrays.js';
import { readGolden, snapshotOf, type GoldenParameters } from '../decomposition/golden.js';
import {
  networkOf,
  networks,
  normals,
  randomParameters,
  randomStep,
} from '../decomposition/randomNetworks.js';
import { residualChainOf, tangentOf } from './goldenDynamics.js';

interface Motion {
  readonly parameters: ParameterSnapshot;
  readonly velocity: ParameterTangent;
  readonly inputs: FloatArray;
  readonly targets: FloatArray;
  readonly inputVelocity?: FloatArray;
}

function currentOf(network: NetworkStructure, motion: Motion, samples: number) {
  const { parameters, velocity, inputs, targets, inputVelocity } = motion;
  const point = linearize(network, parameters, inputs, samples);
  const backward = runBackward(point, targets);
  const gradient = meanGradient(point, backward);
  const tangent = runTangent(point, velocity, inputVelocity);
  return {
    point,
    backward,
    gradient,
    tangent,
    current: powerCurrent(point, backward, gradient, velocity, tangent),
  };
}

function expectAll(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `entry ${i}`).toBeLessThanOrEqual(tolerance * scale);
  });
}

type Matrices = readonly (readonly (readonly number[])[])[];
type Rows = readonly (readonly number[])[];

describe('power current through depth', () => {
  it('is that of the reference program, with data that move', () => {
    const golden = readGolden('06_energy_current') as {
      dims: number[];
      acts: string[];
      loss: string;
      gamma: number;
      theta: GoldenParameters;
      Wdot: Matrices;
      bdot: Rows;
      X: number[];
      Xdot: number[];
      Y: number[];
      expected: {
        P: number[];
        delta: Rows;
        zdot: Rows;
        eps: number[];
        eps_dot_onshell: number[];
        loss: number;
      };
      gd: { eta: number; tangent_zdot: Rows; P: number[]; dissipation: number[] };
    };
    const network = residualChainOf(golden);
    const motion = {
      parameters: snapshotOf(golden.theta, network),
      velocity: tangentOf(golden.Wdot, golden.bdot, network),
      inputs: Float64Array.from(golden.X),
      targets: Float64Array.from(golden.Y),
      inputVelocity: Float64Array.from(golden.Xdot),
    };
    const { current, backward, tangent, gradient, point } = currentOf(network, motion, 1);
    const { expected, gd } = golden;
    expectAll(current.powers, expected.P, 1e-12);
    backward.deltas.forEach((delta, m) => {
      expectAll([...delta], expected.delta[m]!, 1e-12);
    });
    tangent.neurons.forEach((zdot, m) => {
      expectAll([...zdot], expected.zdot[m]!, 1e-12);
    });
    expect(meanLoss(network, point.pass, motion.targets)).toBeCloseTo(expected.loss, 12);
    // The continuity equation dε/dt = −2γε + P_m − P_(m+1) of a motion on shell.
    const energies = motion.velocity.map(
      ({ weights, bias }) => 0.5 * (squaredNorm(weights) + squaredNorm(bias ?? [])),
    );
    expectAll(energies, expected.eps, 1e-12);
    const changes = energies.map(
      (energy, m) => -2 * golden.gamma * energy + current.powers[m]! - current.powers[m + 1]!,
    );
    expectAll(changes, expected.eps_dot_onshell, 1e-12);

    const descent = { ...motion, velocity: scaled(gradient, -gd.eta) };
    const still = currentOf(network, { ...descent, inputVelocity: new Float64Array(2) }, 1);
    still.tangent.neurons.slice(1).forEach((zdot, m) => {
      expectAll([...zdot], gd.tangent_zdot[m + 1]!, 1e-12);
    });
    expectAll(still.current.powers, gd.P, 1e-12);
    expectAll(still.current.absorbed, gd.dissipation, 1e-12);
  });

  it('is that of the reference program for any step, with skips, without biases, averaged over a batch', () => {
    const golden = readGolden('18_power_current_and_stream_split') as {
      power: {
        dims: number[];
        acts: string[];
        bias: boolean[];
        skip: boolean[];
        loss: string;
        W: Matrices;
        b: Rows;
        DW: Matrices;
        Db: Rows;
        X: number[][];
        Y: number[][];
        P_batch_mean: number[];
        layer_power: number[];
      }[];
    };
    for (const each of golden.power) {
      const network = residualChainOf(each);
      const { current } = currentOf(
        network,
        {
          parameters: snapshotOf({ W: each.W, b: each.b }, network),
          velocity: tangentOf(each.DW, each.Db, network),
          inputs: Float64Array.from(each.X.flat()),
          targets: Float64Array.from(each.Y.flat()),
        },
        each.X.length,
      );
      expectAll(current.powers, each.P_batch_mean, 1e-12);
      expectAll(current.absorbed, each.layer_power, 1e-12);
    }
  });

  it('is continuous for every architecture, any step and moving data: what a layer takes is what is missing behind it', () => {
    let crossings = 0;
    let moving = 0;
    fc.assert(
      fc.property(
        networks,
        fc.integer(),
        fc.integer({ min: 1, max: 3 }),
        ({ network, text }, seed, samples) => {
          const random = createRandom(seed, 'continuity');
          const parameters = randomParameters(network, random);
          const inputs = normals(samples * network.inputs, 1, random);
          const { current } = currentOf(
            network,
            {
              parameters,
              velocity: parameterVelocity(parameters, randomStep(network.links, parameters, 0.1, random)),
              inputs,
              inputVelocity: normals(inputs.length, 1, random),
              targets: normals(samples * network.outputs, 1, random),
            },
            samples,
          );
          expect(current.continuityResidual ?? 0, text).toBeLessThanOrEqual(1e-10);
          moving += current.continuityResidual === undefined ? 0 : 1;
          if (current.skipPowers.some((power) => power !== 0)) crossings++;
          expect(current.skipPowers[0]).toBe(0);
          expect(current.skipPowers.at(-1)).toBe(0);
        },
      ),
      { numRuns: 80, seed: 21 },
    );
    expect(crossings).toBeGreaterThan(10);
    expect(moving).toBe(80);
  });

  it('under gradient descent falls by η‖g‖² at every layer, from nothing at data that rest', () => {
    const eta = 0.03;
    fc.assert(
      fc.property(networks, fc.integer(), ({ network, text }, seed) => {
        fc.pre(network.links.every(({ tiedTo, frozen }) => tiedTo === undefined && !frozen));
        const random = createRandom(seed, 'descent');
        const parameters = randomParameters(network, random);
        const motion = {
          parameters,
          inputs: normals(2 * network.inputs, 1, random),
          targets: normals(2 * network.outputs, 1, random),
        };
        const { gradient } = currentOf(network, { ...motion, velocity: zeroTangent(parameters) }, 2);
        const trained = gradient.map((link) =>
          parameterArrays(link).filter(({ name }) => name !== 'movingMean' && name !== 'movingVariance'),
        );
        for (const link of gradient) {
          for (const { name, values } of parameterArrays(link)) {
            if (name === 'movingMean' || name === 'movingVariance') values.fill(0);
          }
        }
        const { current } = currentOf(network, { ...motion, velocity: scaled(gradient, -eta) }, 2);
        const squares = trained.map((arrays) =>
          arrays.reduce(
            (sum, { values, place }) => sum + (place.startsWith('/out') ? 0 : squaredNorm(values)),
            0,
          ),
        );
        const scale = eta * squares.reduce((sum, value) => sum + value, 0);
        let fallen = 0;
        for (let m = 0; m <= squares.length; m++) {
          expect(Math.abs(current.powers[m]! + fallen), text).toBeLessThanOrEqual(1e-12 * scale);
          fallen += eta * (squares[m] ?? 0);
        }
      }),
      { numRuns: 30, seed: 22 },
    );
  });

  it('becomes the change of the loss of a small step, with an error of second order in η', () => {
    const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 4, outputs: 2}
layers:
  - {name: first, type: dense, units: 4, activation: tanh}
  - {type: layerNorm}
  - {type: residual, layers: [{type: dense, units: 4, activation: silu}, {type: dense, units: 4, activation: gelu}]}
  - {type: local, activation: tanh, skipFrom: first}
  - {type: dense, units: 2}
  - {type: layerNorm, activation: sigmoid}
loss: mse
`)!;
    const random = createRandom(5, 'order');
    const parameters = randomParameters(network, random);
    const inputs = normals(3 * 4, 1, random);
    const targets = normals(3 * 2, 1, random);
    const velocity = parameterVelocity(parameters, randomStep(network.links, parameters, 1, random));
    const lossAt = (moved: ParameterSnapshot) =>
      meanLoss(network, runForward(network, moved, inputs, 3), targets);
    const errorAt = (eta: number): number => {
      const { current } = currentOf(
        network,
        { parameters, inputs, targets, velocity: scaled(velocity, eta) },
        3,
      );
      const change = lossAt(displaced(parameters, velocity, eta)) - lossAt(parameters);
      return Math.abs(change - current.lossRate);
    };
    for (const eta of [1e-2, 1e-3]) {
      expect(errorAt(eta) / errorAt(eta / 2)).toBeGreaterThan(3.8);
      expect(errorAt(eta) / errorAt(eta / 2)).toBeLessThan(4.2);
    }
  });
});
