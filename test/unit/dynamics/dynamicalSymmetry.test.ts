import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import { activitySquares, degreesOfFreedom, depthDensities } from '../../../src/dynamics/depthDensities.js';
import type { DensityName, LinkDensities } from '../../../src/dynamics/depthDensities.js';
import { dynamicalSymmetry } from '../../../src/dynamics/dynamicalSymmetry.js';
import { expectedSteps, logStep } from '../../../src/dynamics/expectedSteps.js';
import { known, unknown } from '../../../src/dynamics/quantity.js';
import { readGolden } from '../decomposition/golden.js';
import { networkOf, normals, randomParameters, type KnownNetwork } from '../decomposition/randomNetworks.js';
import { gradientOf, sgdStep } from './sgdStep.js';

const networkWith = (
  layers: readonly string[],
  data = '{source: teacher, inputs: 3, outputs: 2}',
): KnownNetwork => {
  const network = networkOf(
    `bbd: 1\ndata: ${data}\nlayers:\n${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse\n`,
  );
  if (network === undefined) throw new Error('not a network');
  return network;
};

/** Frames of a network with links 0 … M−1 of which only this density is known. */
function framesOf(
  name: DensityName,
  frames: number,
  links: number,
  value: (frame: number, m: number) => number,
): LinkDensities[][] {
  const none = unknown('notMeasured');
  return Array.from({ length: frames }, (_, t) =>
    Array.from({ length: links }, (__, m) => ({
      weightKinetic: none,
      neuronKinetic: none,
      coupling: none,
      fluxSquared: none,
      biasKinetic: none,
      activitySquared: none,
      [name]: known(value(t, m)),
    })),
  );
}

describe('densities along depth', () => {
  it('are divided by the numbers that stand behind them', () => {
    const network = networkWith(
      [
        '{name: a, type: conv1d, filters: 4, kernel: 3, padding: same}',
        '{type: layerNorm}',
        '{type: conv1d, filters: 4, kernel: 3, padding: same, activation: tanh, bias: false, groups: 2}',
        '{type: flatten}',
        '{type: dense, units: 10}',
      ],
      '{source: mnist1d}',
    );
    expect(degreesOfFreedom(network)).toEqual([
      // 3 weights a filter, the bias inside the norm and its scale; β has the role of the bias.
      { weights: 12 + 4 + 4, neurons: 4, biases: 4, inputs: 40 },
      { weights: 24, neurons: 4, biases: 0, inputs: 160 },
      { weights: 1600, neurons: 10, biases: 10, inputs: 160 },
    ]);
    const shared = networkWith([
      '{name: a, type: dense, units: 3, activation: tanh}',
      '{type: dense, units: 3, activation: tanh, tieWith: a}',
      '{type: dense, units: 2, frozen: true}',
    ]);
    const random = createRandom(1, 'densities');
    const before = randomParameters(shared, random);
    const x = normals(6, 1, random);
    const pair = {
      before,
      after: before,
      samples: 2,
      inputsBefore: x,
      inputsAfter: x,
      targets: normals(4, 1, random),
    };
    const densities = depthDensities(shared, decompose(shared, pair));
    expect(densities.map(({ weightKinetic }) => weightKinetic.reason)).toEqual([undefined, 'tied', 'frozen']);
    expect(densities.map(({ biasKinetic }) => biasKinetic.reason)).toEqual([undefined, undefined, 'frozen']);
    expect(densities[0]!.activitySquared.reason).toBe('notMeasured');
  });

  it('do not know the labels of the neurons', () => {
    const network = networkWith([
      '{type: dense, units: 5, activation: tanh}',
      '{type: dense, units: 5, activation: tanh}',
      '{type: dense, units: 2}',
    ]);
    const random = createRandom(4, 'densities');
    const before = randomParameters(network, random);
    const after = before.map(({ weights, bias }) => ({
      weights: weights.map((w) => w + 0.01 * random.normal()),
      bias: bias?.map((b) => b + 0.01 * random.normal()),
    }));
    const order = [3, 0, 4, 1, 2];
    /** The neurons z^(1) in another order: columns of W^(0), rows of W^(1). */
    const relabelled = (snapshot: ParameterSnapshot): ParameterSnapshot =>
      snapshot.map(({ weights, bias }, m) => ({
        weights:
          m === 0
            ? weights.map((_, at) => weights[at - (at % 5) + order[at % 5]!]!)
            : m === 1
              ? weights.map((_, at) => weights[order[Math.floor(at / 5)]! * 5 + (at % 5)]!)
              : weights,
        bias: m === 0 ? bias?.map((_, i) => bias[order[i]!]!) : bias,
      }));
    const x = normals(6, 1, random);
    const targets = normals(4, 1, random);
    const densities = (from: ParameterSnapshot, to: ParameterSnapshot): readonly LinkDensities[] => {
      const result = decompose(network, {
        before: from,
        after: to,
        samples: 2,
        inputsBefore: x,
        inputsAfter: x,
        targets,
      });
      return depthDensities(network, result, activitySquares(network, runForward(network, from, x, 2), x));
    };
    const there = densities(before, after);
    const here = densities(relabelled(before), relabelled(after));
    for (const [m, link] of there.entries()) {
      for (const [name, { value }] of Object.entries(link) as [DensityName, { value: number }][]) {
        expect(Math.abs(here[m]![name].value! - value)).toBeLessThan(1e-13 * Math.max(1, Math.abs(value)));
      }
    }
  });
});

describe('what mean field theory expects', () => {
  interface GoldenProfile {
    readonly sw: number;
    readonly sb: number;
    readonly p: readonly number[];
    readonly chi: readonly number[];
    readonly predicted_dlnKW: readonly number[];
  }
  const profiles = (readGolden('16_symmetry') as { readonly mean_field_profile: readonly GoldenProfile[] })
    .mean_field_profile;

  it.each(profiles)('has the steps of the reference: σ_w = $sw, σ_b = $sb', ({ p, chi, predicted_dlnKW }) => {
    predicted_dlnKW.forEach((expected, i) => {
      expect(logStep([p[i]!, p[i + 1]!], chi[i + 1]!)).toBeCloseTo(expected, 12);
    });
  });

  it.each(profiles.filter(({ sb }) => sb === 0))(
    'is found from the network itself: σ_w = $sw',
    ({ sw, predicted_dlnKW }) => {
      const layer = `{type: dense, units: 16, activation: tanh, init: {kind: lecun, gain: ${sw}}}`;
      const network = networkWith([...predicted_dlnKW, 0].map(() => layer).concat('{type: dense, units: 2}'));
      const expected = expectedSteps(network, { kind: 'sgd' });
      predicted_dlnKW.slice(0, -1).forEach((step, i) => {
        // The reference's rule for moments of tanh is good to 1e-4 where q is large.
        expect(Math.abs(expected('weightKinetic', i + 1).value! - step)).toBeLessThan(sw > 1 ? 1e-3 : 1e-8);
      });
    },
  );

  it.each(['plain', 'residual'] as const)(
    'is met by the gradients of a wide %s network to 0.05 a link',
    (kind) => {
      const [width, links] = [96, 8];
      const layer = `{type: dense, units: ${width}, activation: tanh, init: {kind: lecun, gain: 1.4}}`;
      const body = Array.from({ length: links }, () =>
        kind === 'plain' ? layer : `{type: residual, layers: [${layer}]}`,
      );
      const network = networkWith([layer, ...body, '{type: dense, units: 2}']);
      const expected = expectedSteps(network, { kind: 'sgd' });
      const sums = { weightKinetic: 0, biasKinetic: 0, activitySquared: 0 };
      const predicted = { ...sums };
      const runs = 8;
      for (let seed = 0; seed < runs; seed++) {
        const random = createRandom(seed, 'mean field');
        const before = network.links.map(({ inputs, outputs }) => ({
          weights: normals(inputs * outputs, 1.4 / Math.sqrt(inputs), random),
          bias: new Float32Array(outputs),
        }));
        // One sample: the theory has no mean over samples. Its mean square is 1.
        const x = Float64Array.of(1, -1, 1);
        const y = normals(2, 1, random);
        const after = sgdStep(network, before, gradientOf(network, before, x, y, 1), 1e-3);
        const pair = { before, after, samples: 1, inputsBefore: x, inputsAfter: x, targets: y };
        const squares = activitySquares(network, runForward(network, before, x, 1), x);
        const densities = depthDensities(network, decompose(network, pair), squares);
        for (const name of ['weightKinetic', 'biasKinetic', 'activitySquared'] as const) {
          sums[name] +=
            Math.log(densities[links]![name].value! / densities[1]![name].value!) / runs / (links - 1);
        }
      }
      for (const name of ['weightKinetic', 'biasKinetic', 'activitySquared'] as const) {
        for (let m = 1; m < links; m++) predicted[name] += expected(name, m).value! / (links - 1);
        expect(Math.abs(sums[name] - predicted[name])).toBeLessThan(0.05);
      }
    },
  );

  it('has reasons where it knows nothing', () => {
    const network = networkWith([
      '{type: dense, units: 4, activation: tanh}',
      '{type: dense, units: 4, activation: tanh}',
      '{type: dense, units: 4}',
      '{type: layerNorm, activation: tanh}',
      '{type: dense, units: 2}',
    ]);
    const expected = expectedSteps(network, { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    expect(expected('coupling', 0).reason).toBe('density');
    expect(expected('weightKinetic', 1).reason).toBe('architecture');
    expect(expected('weightKinetic', 0).reason).toBe('optimizer');
    expect(expected('activitySquared', 0).value).toBeLessThan(0);
  });
});

describe('the symmetry of the motion', () => {
  const network = networkWith([
    ...Array.from({ length: 7 }, () => '{type: dense, units: 4, activation: tanh, init: {kind: lecun}}'),
    '{type: dense, units: 2}',
  ]);
  const block = { start: 1, length: 6, period: 1 };
  const expected = expectedSteps(network, { kind: 'sgd' });
  /** What mean field theory expects of K_W, up to a factor. */
  const base = [1, 1];
  for (let m = 1; m < 7; m++) base.push(base[m]! * Math.exp(expected('weightKinetic', m).value!));
  const noise = createRandom(2, 'noise');
  const judge = (value: (m: number) => number, frames = 64): ReturnType<typeof dynamicalSymmetry> =>
    dynamicalSymmetry(
      network,
      { kind: 'sgd' },
      framesOf('weightKinetic', frames, 8, (_, m) => value(m) * (1 + 0.05 * noise.normal())),
      [block],
    );

  it('is unbroken where a profile is the expected one, however steep', () => {
    const [bulk, within] = judge((m) => base[m]!);
    const along = within!.densities.weightKinetic.value!;
    expect(along.verdict.value).toBe('uniform');
    expect(Math.abs(along.excessSlope!)).toBeLessThan(4 * along.excessSlopeError!);
    expect(along.steps).toHaveLength(5);
    expect(bulk!.length).toBe(7);
    expect(bulk!.densities.coupling.reason).toBe('notMeasured');
  });

  it('is an eigenstate where a slope is left, and broken where a link stands out', () => {
    const [, slope] = judge((m) => base[m]! * Math.exp(0.3 * m));
    expect(slope!.densities.weightKinetic.value!.verdict.value).toBe('covariant');
    expect(slope!.densities.weightKinetic.value!.excessSlope).toBeCloseTo(0.3, 1);
    const [, defect] = judge((m) => base[m]! * (m === 3 ? 2 : 1));
    const along = defect!.densities.weightKinetic.value!;
    expect(along.verdict.value).toBe('inhomogeneous');
    expect(along.steps[1]!.significance).toBeGreaterThan(10);
    expect(along.steps[1]!.excess).toBeCloseTo(Math.log(2), 1);
  });

  it('steps by the period of a block', () => {
    const [, periodic] = dynamicalSymmetry(
      network,
      { kind: 'sgd' },
      framesOf('fluxSquared', 32, 8, (_, m) => 1 + (m % 2)),
      [{ start: 1, length: 6, period: 2 }],
    );
    const along = periodic!.densities.fluxSquared.value!;
    expect(along.steps.map(({ relative }) => relative)).toEqual([0, 0, 0, 0]);
    expect(along.profile.power![3]).toBeCloseTo(0.1, 12);
    expect(along.verdict.reason).toBe('density');
  });

  it('has no verdict in a short window', () => {
    const along = judge((m) => base[m]!, 4)[1]!.densities.weightKinetic.value!;
    expect(along.verdict.reason).toBe('fewFrames');
    expect(along.steps[0]!.significance).toBeUndefined();
    expect(along.excessSlope).toBeDefined();
  });
});
