import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import { analyzeDynamics, type DynamicsStep } from '../../../src/dynamics/analyzeDynamics.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { meanGradient } from '../../../src/dynamics/parameterGradient.js';
import { displaced, parameterVelocity } from '../../../src/dynamics/parameterSpace.js';
import { StepPasses } from '../../../src/dynamics/stepPasses.js';
import type { Optimizer } from '../../../src/network/types.js';
import { networkOf, normals, randomParameters } from '../decomposition/randomNetworks.js';

const SPEC = `bbd: 1
data: {source: teacher, inputs: 3, outputs: 2}
layers:
  - {name: first, type: dense, units: 4, activation: tanh, weightDecay: 0.2, learningRateMultiplier: 2}
  - {type: dense, units: 4, activation: gelu}
  - {type: residual, layers: [{type: dense, units: 4, activation: tanh}]}
  - {type: dense, units: 2}
loss: mse
`;

/** Three successive states of an optimiser on fixed samples, in float64. */
function train(
  optimizer: Optimizer & { kind: 'sgd' | 'momentum' },
  text = SPEC,
): {
  network: NonNullable<ReturnType<typeof networkOf>>;
  step: DynamicsStep;
} {
  const network = networkOf(text)!;
  const [samples, learningRate] = [3, 0.02];
  const momentum = optimizer.kind === 'momentum' ? optimizer.momentum : 0;
  const random = createRandom(4, 'analyze');
  const inputs = normals(samples * 3, 1, random);
  const targets = normals(samples * 2, 1, random).map((value) => value ** 2);
  const next = (at: ParameterSnapshot, last: ParameterSnapshot): ParameterSnapshot => {
    const point = linearize(network, at, inputs, samples);
    const gradient = meanGradient(point, runBackward(point, targets));
    return displaced(at, parameterVelocity(last, at), momentum).map((own, m) => {
      const { learningRateMultiplier, weightDecay } = network.links[m]!;
      const pull = {
        weights: gradient[m]!.weights.map((value, i) => value + weightDecay * at[m]!.weights[i]!),
        bias: gradient[m]!.bias,
      };
      return displaced([own], [pull], -learningRate * learningRateMultiplier)[0]!;
    });
  };
  const start = randomParameters(network, random);
  const previous = next(start, start);
  const before = next(previous, start);
  const after = next(before, previous);
  const pair = { before, after, samples, inputsBefore: inputs, inputsAfter: inputs, targets };
  const passes = new StepPasses(network, pair);
  return { network, step: { step: 2, previous, passes, mode: 'batch', learningRate } };
}

describe('the dynamics of a step', () => {
  it('find the law of the optimiser that made it, and that of no other', () => {
    const sgd = train({ kind: 'sgd' });
    const heavyBall = train({ kind: 'momentum', momentum: 0.8 });
    const lawOf = (trained: typeof sgd, optimizer: Optimizer) =>
      analyzeDynamics(trained.network, optimizer, trained.step).inertia.lawResidual;
    expect(lawOf(sgd, { kind: 'sgd' }).value).toBeLessThan(1e-13);
    expect(lawOf(heavyBall, { kind: 'momentum', momentum: 0.8 }).value).toBeLessThan(1e-12);
    expect(lawOf(heavyBall, { kind: 'momentum', momentum: 0.7 }).value).toBeGreaterThan(1e-2);
    expect(lawOf(heavyBall, { kind: 'sgd' }).value).toBeGreaterThan(1e-2);
    expect(lawOf(heavyBall, { kind: 'nesterov', momentum: 0.8 }).reason).toBe('notExact');
    expect(lawOf({ ...sgd, step: { ...sgd.step, mode: 'probe' } }, { kind: 'sgd' }).reason).toBe(
      'otherSamples',
    );
    const masked = train(
      { kind: 'sgd' },
      SPEC.replace('  - {type: residual', '  - {type: dropout, rate: 0.1}\n  - {type: residual'),
    );
    expect(lawOf(masked, { kind: 'sgd' }).reason).toBe('otherMode');
  });

  it('say where the energy of the step goes', () => {
    const { network, step } = train({ kind: 'sgd' });
    const { energy, inertia, residualExpansion, forces } = analyzeDynamics(network, { kind: 'sgd' }, step);
    expect(energy.powerCurrent).toHaveLength(5);
    expect(energy.powerCurrent[0]).toBe(0);
    expect(energy.continuityResidual).toBeLessThan(1e-12);
    expect(energy.lossRate).toBe(energy.powerCurrent[4]);
    expect(energy.lossRate / energy.lossChange).toBeGreaterThan(0.8);
    // Without decay a layer takes out of the current just what friction takes from it: η‖g‖².
    for (const m of [1, 2, 3]) {
      expect(energy.absorbedPower[m]! / energy.friction.value![m]!).toBeCloseTo(1, 10);
    }
    // With decay a part of the friction is paid by the potential.
    expect(energy.decayPotential[0]).toBeGreaterThan(0);
    expect(Math.abs(energy.absorbedPower[0]! / energy.friction.value![0]! - 1)).toBeGreaterThan(1e-3);
    expect(energy.balanceRatio.value).toBeGreaterThan(0.8);
    expect(energy.totalBalance.value!.friction).toBeCloseTo(
      energy.friction.value!.reduce((a, b) => a + b, 0),
      12,
    );
    expect(inertia.massFactor).toEqual([0.5, 1, 1, 1]);
    expect(inertia.lossPerKinetic[1]).toBeCloseTo(50, 10);
    expect(residualExpansion.map(({ reason }) => reason)).toEqual(['noSkip', 'noSkip', undefined, 'noSkip']);
    expect(forces.value!.neurons.every(({ value }) => value !== undefined)).toBe(true);
  });

  it('have no inertia under Adam, but a current', () => {
    const { network, step } = train({ kind: 'sgd' });
    const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    const { energy, inertia, forces } = analyzeDynamics(network, adam, step);
    expect(energy.continuityResidual).toBeLessThan(1e-12);
    const undefinedOnes = [
      energy.friction,
      energy.totalBalance,
      inertia.inertia,
      inertia.overdamping,
      forces,
    ];
    for (const quantity of undefinedOnes) expect(quantity).toMatchObject({ reason: 'adaptive' });
    expect(energy.balanceRatio.reason).toBe('notGradientDescent');
  });

  it('know of the first step only what needs no step before it', () => {
    const { network, step } = train({ kind: 'sgd' });
    const first = analyzeDynamics(network, { kind: 'sgd' }, { ...step, previous: undefined });
    expect(first.inertia.overdamping.reason).toBe('noPreviousStep');
    expect(first.forces.reason).toBe('noPreviousStep');
    expect(first.energy.totalBalance.reason).toBe('noPreviousStep');
    expect(first.energy.balanceRatio.value).toBeDefined();
  });
});
