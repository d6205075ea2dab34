import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { meanLoss } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import { actionDamping, ActionSum, actionWindow } from '../../../src/dynamics/action.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { decayPotential } from '../../../src/dynamics/decayPotential.js';
import { balanceRatio, frictionByLink, totalBalance } from '../../../src/dynamics/energyBalance.js';
import { kineticEnergies } from '../../../src/dynamics/energyDensity.js';
import { optimizerInertia } from '../../../src/dynamics/inertia.js';
import { innerProduct, squaredNorm } from '../../../src/dynamics/innerProduct.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { dampingVerdict, overdamping } from '../../../src/dynamics/overdamping.js';
import { meanGradient } from '../../../src/dynamics/parameterGradient.js';
import { displaced, scaled } from '../../../src/dynamics/parameterSpace.js';
import { trainedPieces, type TrainedLink } from '../../../src/dynamics/trainedPieces.js';
import { readGolden } from '../decomposition/golden.js';
import { networkOf, normals, randomParameters } from '../decomposition/randomNetworks.js';
import { denseStructure } from '../decomposition/structures.js';

interface GoldenMomentum {
  beta: number;
  lr: number;
  theta: number[][];
  loss: number[];
  grad: number[][];
  check_k: number;
  mass_forward: number;
  damping_forward: number;
  gamma_forward: number;
  mass_central: number;
  gamma_central: number;
  residual_forward_norm: number;
  action_rows: { gamma: number; L: number[]; A: number[]; logS: [number, number][]; window_steps: number }[];
}
const golden = readGolden('05_momentum_action') as GoldenMomentum;

/** A link whose weights are any vector. */
const vectorLink = (length: number, learningRateMultiplier = 1): TrainedLink => ({
  ...denseStructure({ inputs: length, outputs: 1, activationIn: 'linear', bias: false }),
  learningRateMultiplier,
  weightDecay: 0,
});
const vectorOf = (values: ArrayLike<number>): ParameterSnapshot => [
  { weights: Float64Array.from(values), bias: undefined },
];

describe('mass and damping of an optimiser', () => {
  const heavyBall = optimizerInertia({ kind: 'momentum', momentum: golden.beta }, golden.lr).value!;

  it('are those of the reference program in both conventions', () => {
    const [forward, central] = heavyBall.forms;
    expect(forward).toMatchObject({ convention: 'forward' });
    expect(forward.mass).toBeCloseTo(golden.mass_forward, 12);
    expect(forward.friction).toBeCloseTo(golden.damping_forward, 12);
    expect(forward.damping).toBeCloseTo(golden.gamma_forward, 12);
    expect(central).toMatchObject({ convention: 'central' });
    expect(central.mass).toBeCloseTo(golden.mass_central, 12);
    expect(central.damping).toBeCloseTo(golden.gamma_central, 12);
  });

  it('make the recursion of the heavy ball the equation of motion, in both conventions', () => {
    const { theta, grad, check_k: k } = golden;
    const [before, now, after] = [theta[k - 1]!, theta[k]!, theta[k + 1]!];
    const residualOf = (mass: number, friction: number, velocity: (i: number) => number): number =>
      Math.sqrt(
        squaredNorm(
          now.map(
            (value, i) => mass * (after[i]! - 2 * value + before[i]!) + friction * velocity(i) + grad[k]![i]!,
          ),
        ),
      );
    const [forward, central] = heavyBall.forms;
    const size = Math.sqrt(squaredNorm(grad[k]!));
    expect(residualOf(forward.mass, forward.friction, (i) => after[i]! - now[i]!)).toBeLessThan(1e-13 * size);
    expect(residualOf(central.mass, central.friction, (i) => (after[i]! - before[i]!) / 2)).toBeLessThan(
      1e-13 * size,
    );
  });

  it('are 1 and 1/η of the paper for SGD, also where a momentum of 0 is asked for', () => {
    const sgd = optimizerInertia({ kind: 'sgd' }, 0.05).value!;
    expect(sgd.forms[0]).toEqual({ convention: 'paper', mass: 1, friction: 20, damping: 20 });
    expect(optimizerInertia({ kind: 'momentum', momentum: 0 }, 0.05).value).toEqual(sgd);
    // ½Ẅ/η + Ẇ/η with the central difference is (W_(k+1) − W_k)/η.
    const { mass, friction, damping } = sgd.forms[1];
    expect([mass, friction, damping]).toEqual([10, 20, 2]);
  });

  it('do not exist for optimisers that rescale their steps', () => {
    for (const optimizer of [
      { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      { kind: 'rmsprop', decay: 0.9, epsilon: 1e-8 },
    ] as const) {
      const inertia = optimizerInertia(optimizer, 0.01);
      expect(inertia).toEqual({ value: undefined, reason: 'adaptive' });
      const point = vectorOf([1]);
      const pieces = trainedPieces([vectorLink(1)], point);
      expect(overdamping(inertia, pieces, point, point, point).reason).toBe('adaptive');
      expect(actionDamping(inertia).reason).toBe('adaptive');
      expect(frictionByLink(inertia, kineticEnergies(pieces, point, point, 1)).reason).toBe('adaptive');
    }
  });
});

describe('overdamping number', () => {
  it('is η‖g_k − g_(k−1)‖/‖g_k‖ of gradient descent, and its inertial force the residual of Eq. (4)', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.01, max: 1, noNaN: true }), (seed, eta) => {
        const random = createRandom(seed, 'descent');
        const [first, second] = [0, 1].map(() => Float64Array.from({ length: 5 }, () => random.normal()));
        const start = Float64Array.from({ length: 5 }, () => random.normal());
        const now = start.map((value, i) => value - eta * first![i]!);
        const next = now.map((value, i) => value - eta * second![i]!);
        const result = overdamping(
          optimizerInertia({ kind: 'sgd' }, eta),
          trainedPieces([vectorLink(5)], vectorOf(start)),
          vectorOf(start),
          vectorOf(now),
          vectorOf(next),
        ).value!;
        const difference = Math.sqrt(squaredNorm(second!.map((value, i) => value - first![i]!)));
        const size = Math.sqrt(squaredNorm(second!));
        expect(result.number / ((eta * difference) / size)).toBeCloseTo(1, 9);
        expect(result.frictionForce / size).toBeCloseTo(1, 9);
        // R = Ẅ + γẆ + ∂ℓ with the gradient that made the step.
        const residual = next.map(
          (value, i) => value - 2 * now[i]! + start[i]! + (value - now[i]!) / eta + second![i]!,
        );
        expect(Math.sqrt(squaredNorm(residual)) / result.inertialForce).toBeCloseTo(1, 9);
      }),
      { numRuns: 50, seed: 31 },
    );
  });

  it('counts the mass 1/r of a learning rate multiplier r on both sides', () => {
    const [a, b, c] = [vectorOf([0, 0]), vectorOf([1, 0]), vectorOf([1.5, 0.5])];
    const inertia = optimizerInertia({ kind: 'sgd' }, 0.1);
    const of = (multiplier: number) =>
      overdamping(inertia, trainedPieces([vectorLink(2, multiplier)], a), a, b, c).value!;
    expect(of(4).number).toBeCloseTo(of(1).number, 14);
    expect(of(4).frictionForce).toBeCloseTo(of(1).frictionForce / 4, 14);
  });

  it('needs the step before and a motion', () => {
    const point = vectorOf([1, 2]);
    const pieces = trainedPieces([vectorLink(2)], point);
    const inertia = optimizerInertia({ kind: 'sgd' }, 0.1);
    expect(overdamping(inertia, pieces, undefined, point, vectorOf([1, 3])).reason).toBe('noPreviousStep');
    expect(overdamping(inertia, pieces, point, point, point).reason).toBe('atRest');
  });

  it('is judged by the thresholds 0.05 and 0.3', () => {
    expect([0.049, 0.05, 0.299, 0.3].map(dampingVerdict)).toEqual([
      'overdamped',
      'marginal',
      'marginal',
      'notOverdamped',
    ]);
  });
});

describe('action', () => {
  it('is that of the reference program, normalised and as a signed logarithm, for every damping', () => {
    for (const { gamma, L, A, logS, window_steps: window } of golden.action_rows) {
      const sum = new ActionSum();
      L.forEach((lagrangian, k) => {
        const { normalised, signedLogarithm } = sum.add(lagrangian, gamma);
        expect(normalised).toBeCloseTo(A[k]!, 12);
        expect(signedLogarithm.sign).toBe(logS[k]![0]);
        expect(Math.abs(signedLogarithm.logarithm! - logS[k]![1])).toBeLessThanOrEqual(
          1e-12 * (1 + k * gamma),
        );
      });
      expect(actionWindow(gamma)).toBeCloseTo(window, 12);
    }
  });

  it('is worth showing for momentum alone: for SGD it is the Lagrangian of the last step', () => {
    expect(actionDamping(optimizerInertia({ kind: 'momentum', momentum: 0.9 }, 0.1)).value).toBeCloseTo(
      1 / 9,
      14,
    );
    expect(actionDamping(optimizerInertia({ kind: 'sgd' }, 0.1)).reason).toBe('lastStepAlone');
    const sum = new ActionSum();
    sum.add(3, 1000);
    expect(sum.add(-2, 1000).normalised).toBe(-2);
  });
});

describe('energy of a whole step', () => {
  const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 3, outputs: 2}
layers:
  - {type: dense, units: 4, activation: tanh, learningRateMultiplier: 0.5, weightDecay: 0.3}
  - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 2}
loss: mse
`)!;
  const random = createRandom(8, 'balance');
  const start = randomParameters(network, random);
  const inputs = normals(5 * 3, 1, random);
  const targets = normals(5 * 2, 1, random);
  const pieces = trainedPieces(network.links, start);
  const potential = (at: ParameterSnapshot): number =>
    meanLoss(network, runForward(network, at, inputs, 5), targets) +
    decayPotential(pieces, at, 3).reduce((sum, value) => sum + value, 0);
  const gradientAt = (at: ParameterSnapshot) => {
    const point = linearize(network, at, inputs, 5);
    return meanGradient(point, runBackward(point, targets)).map(({ weights, bias }, m) => ({
      weights: weights.map((value, i) => value + network.links[m]!.weightDecay * at[m]!.weights[i]!),
      bias,
    }));
  };
  /** One step of gradient descent, with multipliers and decay. */
  const step = (at: ParameterSnapshot, eta: number): ParameterSnapshot =>
    gradientAt(at).map(
      (own, m) => displaced([at[m]!], scaled([own], 1), -eta * network.links[m]!.learningRateMultiplier)[0]!,
    );

  it('has weights that decay in a potential ½λ‖W‖² of their link alone', () => {
    const potentials = decayPotential(pieces, start, 3);
    expect(potentials[0]).toBeCloseTo(0.15 * squaredNorm(start[0]!.weights), 12);
    expect(potentials.slice(1)).toEqual([0, 0]);
  });

  it('gives the loss away to friction alone as η → 0, with an error of first order', () => {
    const errorAt = (eta: number): number => {
      const before = step(start, eta);
      const after = step(before, eta);
      const kinetic = kineticEnergies(pieces, before, after, 3);
      const inertia = optimizerInertia({ kind: 'sgd' }, eta);
      const balance = totalBalance(inertia, {
        kinetic,
        kineticBefore: kineticEnergies(pieces, start, before, 3),
        potentialChange: potential(after) - potential(before),
      }).value!;
      expect(frictionByLink(inertia, kinetic).value!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
        balance.friction,
        12,
      );
      const { kineticChange, potentialChange, friction, residual } = balance;
      expect(residual).toBeCloseTo(kineticChange + potentialChange + friction, 14);
      return Math.abs(residual) / friction;
    };
    for (const eta of [1e-3, 1e-4]) {
      expect(errorAt(eta) / errorAt(eta / 2)).toBeGreaterThan(1.9);
      expect(errorAt(eta) / errorAt(eta / 2)).toBeLessThan(2.1);
    }
  });

  it('has the balance ratio 1 − ½η gᵀHg/gᵀg', () => {
    const eta = 1e-3;
    const after = step(start, eta);
    const kinetic = kineticEnergies(pieces, start, after, 3);
    const ratio = balanceRatio(true, eta, { kinetic, potentialChange: potential(after) - potential(start) });
    // gᵀHg of the metric 1/r, from gradients on both sides.
    const flat = (at: ParameterSnapshot) =>
      gradientAt(at).flatMap(({ weights, bias }, m) =>
        [...weights, ...(bias ?? [])].map(
          (value) => value * Math.sqrt(network.links[m]!.learningRateMultiplier),
        ),
      );
    const small = 1e-4;
    const g = flat(start);
    const [up, down] = [flat(step(start, small)), flat(step(start, -small))];
    const curvature =
      innerProduct(
        g,
        down.map((value, i) => (value - up[i]!) / (2 * small)),
      ) / squaredNorm(g);
    expect(ratio.value).toBeCloseTo(1 - 0.5 * eta * curvature, 4);
    expect(Math.abs(ratio.value! - 1)).toBeGreaterThan(1e-3);
    expect(balanceRatio(false, eta, { kinetic, potentialChange: -1 }).reason).toBe('notGradientDescent');
    const rest = kineticEnergies(pieces, start, start, 3);
    expect(balanceRatio(true, eta, { kinetic: rest, potentialChange: 0 }).reason).toBe('atRest');
  });
});
