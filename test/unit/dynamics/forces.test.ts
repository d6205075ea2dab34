import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { layerForces, shiftForces, weightAccelerations } from '../../../src/dynamics/forces.js';
import { optimizerInertia } from '../../../src/dynamics/inertia.js';
import { squaredNorm } from '../../../src/dynamics/innerProduct.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { meanGradient } from '../../../src/dynamics/parameterGradient.js';
import { displaced, parameterVelocity } from '../../../src/dynamics/parameterSpace.js';
import { powerCurrent } from '../../../src/dynamics/powerCurrent.js';
import { runTangent } from '../../../src/dynamics/tangentPass.js';
import type { TrainedLink } from '../../../src/dynamics/trainedPieces.js';
import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import { readGolden, snapshotOf } from '../decomposition/golden.js';
import { networkOf, normals, randomParameters, type KnownNetwork } from '../decomposition/randomNetworks.js';
import { residualChainOf, tangentOf } from './goldenDynamics.js';

type Matrices = readonly (readonly (readonly number[])[])[];
type Rows = readonly (readonly number[])[];

const size = (values: ArrayLike<number>): number => Math.sqrt(squaredNorm(values));

describe('Euler–Lagrange forces', () => {
  it('are off shell those of the reference program', () => {
    const golden = readGolden('07_euler_lagrange') as {
      dims: number[];
      acts: string[];
      loss: string;
      gamma: number;
      W: Matrices;
      b: Rows;
      Wdot: Matrices;
      bdot: Rows;
      Wddot: Matrices;
      bddot: Rows;
      X: number[];
      Xdot: number[];
      Y: number[];
      expected: {
        F: Rows;
        beta: Rows;
        E_W: Matrices;
        E_z: Rows;
        delta: Rows;
        zdot: Rows;
        R_W: Matrices;
        R_b: Rows;
      };
    };
    const network = residualChainOf(golden);
    const links = network.links.map((link): TrainedLink => ({
      ...link,
      learningRateMultiplier: 1,
      weightDecay: 0,
    }));
    const before = snapshotOf(golden, network);
    const velocity = tangentOf(golden.Wdot, golden.bdot, network);
    const acceleration = tangentOf(golden.Wddot, golden.bddot, network);
    // Three states with these velocities and accelerations: θ′ = θ + θ̇, θ₋ = θ′ − 2θ̇ + θ̈ … so that Δ = θ̇ and Δ² = θ̈.
    const after = displaced(before, velocity, 1);
    const previous = displaced(displaced(before, velocity, -1), acceleration, 1);
    const inertia = { convention: 'paper' as const, mass: 1, friction: golden.gamma, damping: golden.gamma };
    const triple = { previous, before, after };
    const forces = shiftForces(links, inertia, triple);
    forces.forEach((force, m) => {
      force.value!.forEach((value, i) => {
        expect(value).toBeCloseTo(golden.expected.F[m]![i]!, 11);
      });
    });
    const point = linearize(network, before, Float64Array.from(golden.X), 1);
    const backward = runBackward(point, Float64Array.from(golden.Y));
    const tangent = runTangent(point, velocity, Float64Array.from(golden.Xdot));
    const { neurons, weights } = layerForces(
      point,
      forces,
      backward,
      tangent,
      weightAccelerations(links, inertia, triple),
    );
    const { E_z, E_W, F, zdot, delta } = golden.expected;
    neurons.forEach(({ value }, index) => {
      expect(value!.residual).toBeCloseTo(size(E_z[index]!), 11);
      expect(value!.below).toBeCloseTo(size(F[index]!), 11);
      // E_z = −F + above
      expect(value!.above).toBeCloseTo(size(E_z[index]!.map((value, i) => value + F[index]![i]!)), 11);
      expect(value!.localPower).toBeCloseTo(
        F[index]!.reduce((sum, force, i) => sum + force * zdot[index + 1]![i]!, 0),
        10,
      );
    });
    expect(neurons.at(-1)!.value!.above).toBeCloseTo(size(delta.at(-1)!), 11);
    weights.forEach(({ value }, m) => {
      expect(value!.residual).toBeCloseTo(size(E_W[m]!.flat()), 10);
    });
  });

  /** Three states of gradient descent on one sample. */
  function descend(network: KnownNetwork, eta: number, samples = 1) {
    const random = createRandom(3, 'forces');
    const start = randomParameters(network, random);
    const inputs = normals(samples * network.inputs, 1, random);
    const targets = normals(samples * network.outputs, 1, random);
    const step = (at: ParameterSnapshot): ParameterSnapshot => {
      const point = linearize(network, at, inputs, samples);
      return displaced(at, meanGradient(point, runBackward(point, targets)), -eta);
    };
    const before = step(start);
    const after = step(before);
    const inertia = optimizerInertia({ kind: 'sgd' }, eta).value!.forms[0];
    const triple = { previous: start, before, after };
    const point = linearize(network, before, inputs, samples);
    const backward = runBackward(point, targets);
    const velocity = parameterVelocity(before, after);
    const tangent = runTangent(point, velocity);
    const current = powerCurrent(point, backward, meanGradient(point, backward), velocity, tangent);
    const forces = shiftForces(network.links, inertia, triple);
    const accelerations = weightAccelerations(network.links, inertia, triple);
    return { ...layerForces(point, forces, backward, tangent, accelerations), current };
  }

  const everyKind = networkOf(`bbd: 1
data: {source: teacher, inputs: 4, outputs: 2}
layers:
  - {name: first, type: dense, units: 4, activation: tanh}
  - {type: layerNorm}
  - {type: local, activation: gelu}
  - {type: residual, layers: [{type: dense, units: 4, activation: silu}, {type: dense, units: 4, activation: tanh}]}
  - {type: dense, units: 4, activation: linear, skipFrom: first}
  - {type: layerNorm, activation: tanh}
  - {type: dense, units: 2}
loss: mse
`)!;

  it('balance on shell: backpropagation is the equation of z, up to b̈ = O(η²)', () => {
    const [coarse, fine] = [descend(everyKind, 1e-3), descend(everyKind, 5e-4)];
    for (const [m, { value }] of coarse.neurons.entries()) {
      const half = fine.neurons[m]!.value!;
      expect(value!.residual).toBeLessThan(1e-4 * value!.below);
      expect(value!.residual / half.residual).toBeGreaterThan(3.6);
      expect(value!.residual / half.residual).toBeLessThan(4.4);
      const power = coarse.current.neuronPowers[m + 1]!;
      expect(Math.abs(value!.localPower - power)).toBeLessThan(1e-3 * Math.abs(power));
    }
    for (const [m, { value }] of coarse.weights.entries()) {
      expect(value!.residual).toBeLessThan(1e-4 * value!.neurons);
      // Link 0 sees data that rest: there Ẅ = b̈ hᵀ, and nothing but rounding is left.
      expect(fine.weights[m]!.value!.residual).toBeLessThan(0.3 * value!.residual + 1e-11);
    }
  });

  it('do not exist for neurons whose bias is not theirs, and for what reads them', () => {
    const network = networkOf(`bbd: 1
data: {source: mnist1d}
layers:
  - {type: conv1d, filters: 2, kernel: 3, stride: 8, activation: tanh}
  - {type: flatten}
  - {name: a, type: dense, units: 10, activation: tanh}
  - {type: dense, units: 10, activation: tanh}
  - {type: dense, units: 10, activation: tanh, tieWith: a}
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 10, bias: false}
loss: mse
`)!;
    const { neurons, weights } = descend(network, 1e-3, 2);
    expect(weights.map(({ reason }) => reason)).toEqual([
      'sharedBias',
      'sharedBias',
      undefined,
      'sharedBias',
      undefined,
      'noBias',
    ]);
    expect(neurons.map(({ reason }) => reason)).toEqual([
      'sharedBias',
      'sharedBias',
      'sharedBias',
      'sharedBias',
      'noBias',
      'noBias',
    ]);
  });
});
