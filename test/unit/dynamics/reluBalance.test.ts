import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivationName } from '../../../src/base/activation.js';
import { createRandom } from '../../../src/base/random.js';
import { balancedPairs, sumIncoming, sumOutgoing } from '../../../src/dynamics/balancePairs.js';
import { reluBalance, type LayerBalance } from '../../../src/dynamics/reluBalance.js';
import type { Optimizer } from '../../../src/network/types.js';
import { flattenTransposed, readGolden, type GoldenParameters } from '../decomposition/golden.js';
import { networkOf, normals, randomParameters, type KnownNetwork } from '../decomposition/randomNetworks.js';
import { gradientOf, sgdStep } from './sgdStep.js';

const SGD: Optimizer = { kind: 'sgd' };

interface GoldenBalance {
  readonly dims: readonly number[];
  readonly eta: number;
  readonly W: GoldenParameters['W'];
  readonly b: GoldenParameters['b'];
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly (readonly number[])[];
  readonly gW: GoldenParameters['W'];
  readonly gb: GoldenParameters['b'];
  readonly Q0: readonly (readonly number[])[];
  readonly Q1: readonly (readonly number[])[];
  readonly dQ_pred: readonly (readonly number[])[];
}
const golden = (readGolden('16_symmetry') as { readonly relu_balance: GoldenBalance }).relu_balance;

const chain = (source: string, layers: readonly string[], training = ''): KnownNetwork => {
  const text = `bbd: 1\ndata: ${source}\nlayers:\n${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse\n${training}`;
  const network = networkOf(text);
  if (network === undefined) throw new Error(`not a network: ${text}`);
  return network;
};
const rows = (layers: readonly string[], training?: string): KnownNetwork =>
  chain('{source: teacher, inputs: 3, outputs: 2}', layers, training);

/** A step of SGD of random parameters on random samples. */
function balanceOf(network: KnownNetwork, seed: number, rate: number): readonly (LayerBalance | string)[] {
  const random = createRandom(seed, 'balance');
  const before = randomParameters(network, random);
  const x = normals(3 * network.inputs, 1, random);
  const y = normals(3 * network.outputs, 1, random);
  const gradient = gradientOf(network, before, x, y, 3);
  const after = sgdStep(network, before, gradient, rate);
  return reluBalance(network, SGD, rate, before, after).map(({ value, reason }) => value ?? reason);
}

describe('the balance of ReLU layers', () => {
  it('is that of the reference, with the drift of its law', () => {
    const network = rows([
      '{type: dense, units: 6, activation: relu}',
      '{type: dense, units: 5, activation: relu}',
      '{type: dense, units: 2}',
    ]);
    const before = golden.W.map((matrix, m) => ({
      weights: flattenTransposed(matrix),
      bias: Float64Array.from(golden.b[m]!),
    }));
    const gradient = gradientOf(
      network,
      before,
      Float64Array.from(golden.X.flat()),
      Float64Array.from(golden.Y.flat()),
      golden.X.length,
    );
    for (const [m, { weights, bias }] of gradient.entries()) {
      flattenTransposed(golden.gW[m]!).forEach((g, i) => {
        expect(weights[i]).toBeCloseTo(g, 12);
      });
      golden.gb[m]!.forEach((g, i) => {
        expect(bias![i]).toBeCloseTo(g, 12);
      });
    }
    const after = sgdStep(network, before, gradient, golden.eta);
    reluBalance(network, SGD, golden.eta, before, after).forEach(({ value }, m) => {
      value!.balances.forEach((q, i) => {
        expect(q).toBeCloseTo(golden.Q0[m]![i]!, 12);
        expect(value!.drifts[i]).toBeCloseTo(golden.Q1[m]![i]! - golden.Q0[m]![i]!, 12);
        expect(value!.law.value!.predicted[i]).toBeCloseTo(golden.dQ_pred[m]![i]!, 12);
      });
      expect(value!.law.value!.residual).toBeLessThan(1e-14);
    });
  });

  const activation = fc.constantFrom<ActivationName>('relu', 'leakyRelu', 'linear');
  const rest = fc.constantFrom('', ', bias: false', ', weightDecay: 0.1');
  const inner = fc.oneof(
    fc
      .tuple(fc.integer({ min: 2, max: 7 }), activation, rest)
      .map(([units, act, more]) => `{type: dense, units: ${units}, activation: ${act}${more}}`),
    fc.tuple(activation, rest).map(([act, more]) => `{type: local, activation: ${act}${more}}`),
    fc.constant('{type: dropout, rate: 0.3}'),
  );
  const maps = fc.oneof(
    fc
      .tuple(fc.constantFrom(1, 2), fc.constantFrom('same', 'circular'), activation, rest)
      .map(
        ([groups, padding, act, more]) =>
          `{type: conv1d, filters: 4, kernel: 3, padding: ${padding}, groups: ${groups}, activation: ${act}${more}}`,
      ),
    fc.constantFrom('{type: maxPool1d, size: 2}', '{type: avgPool1d, size: 2}'),
  );
  const networks = fc.oneof(
    fc
      .array(inner, { minLength: 1, maxLength: 4 })
      .map((layers) =>
        rows(['{type: dense, units: 4, activation: relu}', ...layers, '{type: dense, units: 2}']),
      ),
    fc
      .tuple(fc.array(maps, { maxLength: 3 }), fc.constantFrom('flatten', 'globalAveragePool'))
      .map(([layers, end]) =>
        chain('{source: mnist1d}', [
          '{type: conv1d, filters: 4, kernel: 3, stride: 2, padding: same, activation: leakyRelu}',
          ...layers,
          `{type: ${end}}`,
          '{type: dense, units: 10}',
        ]),
      ),
  );

  it('drifts by the law to 1e-10 of its scale in SGD steps of random networks, decay included', () => {
    let pairs = 0;
    fc.assert(
      fc.property(networks, fc.integer(), fc.constantFrom(1e-3, 1e-2), (network, seed, rate) => {
        for (const balance of balanceOf(network, seed, rate)) {
          if (typeof balance === 'string') throw new Error(`no balance: ${balance}`);
          pairs++;
          // The steps of a random network can be as large as it is: the law is exact for these, too.
          const largest = Math.max(...balance.law.value!.predicted.map(Math.abs), ...balance.scales);
          balance.drifts.forEach((drift, i) => {
            expect(Math.abs(drift - balance.law.value!.predicted[i]!)).toBeLessThanOrEqual(1e-10 * largest);
          });
          const { linear } = balance;
          if (linear.value !== undefined) expect(linear.value.residual).toBeLessThanOrEqual(1e-10 * largest);
        }
      }),
      { numRuns: 60 },
    );
    expect(pairs).toBeGreaterThan(60);
  });

  it('is not conserved by the law where the gradient is another one', () => {
    const network = rows(['{type: dense, units: 6, activation: relu}', '{type: dense, units: 2}']);
    const random = createRandom(3, 'balance');
    const before = randomParameters(network, random);
    const x = normals(6, 1, random);
    const gradient = gradientOf(network, before, x, normals(4, 1, random), 2);
    const after = sgdStep(network, before, gradient, 0.01).map((own, m) =>
      m === 0 ? { ...own, weights: own.weights.map((w, i) => w + 1e-4 * (i % 2)) } : own,
    );
    const [balance] = reluBalance(network, SGD, 0.01, before, after);
    expect(balance!.value!.law.value!.residual).toBeGreaterThan(1e-5);
  });

  it('is undefined with its reason where the layers are not homogeneous or do not move by their own gradient', () => {
    const relu = '{type: dense, units: 4, activation: relu}';
    const head = '{type: dense, units: 2}';
    const reasons = (layers: readonly string[]): readonly unknown[] =>
      balancedPairs(rows(layers)).map(({ value, reason }) => (value === undefined ? reason : 'balanced'));
    expect(reasons([relu, '{type: dense, units: 4, activation: tanh}', head])).toEqual([
      'balanced',
      'activation',
    ]);
    expect(reasons(['{type: dense, units: 4}', '{type: layerNorm, activation: relu}', head])).toEqual([
      'norm',
    ]);
    expect(reasons([relu, '{type: layerNorm}', head])).toEqual(['norm']);
    expect(reasons([relu, `{type: residual, layers: [${relu}]}`, head])).toEqual(['skip', 'skip']);
    expect(
      reasons([
        '{name: a, type: dense, units: 3, activation: relu}',
        '{type: dense, units: 3, activation: relu, tieWith: a}',
        head,
      ]),
    ).toEqual(['tied', 'tied']);
    expect(reasons([relu, '{type: dense, units: 2, frozen: true}'])).toEqual(['frozen']);
    expect(reasons([relu, '{type: dense, units: 2, learningRateMultiplier: 2}'])).toEqual(['rate']);
  });

  it('has no law for other optimizers, but a drift', () => {
    const network = rows(['{type: dense, units: 6, activation: relu}', '{type: dense, units: 2}']);
    const parameters = randomParameters(network, createRandom(1, 'balance'));
    const adam: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    const [balance] = reluBalance(network, adam, 0.01, parameters, parameters);
    expect(balance!.value!.law.reason).toBe('optimizer');
    expect(balance!.value!.largestDrift).toBe(0);
    expect(balance!.value!.linear.reason).toBe('nonlinear');
  });

  it('keeps the whole matrix of linear layers', () => {
    const network = rows(['{type: dense, units: 4}', '{type: dense, units: 3}', '{type: dense, units: 2}']);
    const small = balanceOf(network, 5, 1e-3);
    const large = balanceOf(network, 5, 1e-2);
    small.forEach((each, m) => {
      const other = large[m];
      if (typeof each === 'string' || typeof other !== 'object') throw new Error('no balance');
      expect(each.linear.value!.residual).toBeLessThan(1e-14);
      // Conserved by gradient flow, so of second order in η.
      expect(other.linear.value!.drift / each.linear.value!.drift).toBeCloseTo(100, 6);
      expect(each.linear.value!.size).toBeGreaterThan(0.1);
    });
  });

  it('counts every weight at the one channel that it sees or leads to', () => {
    const network = chain('{source: digits}', [
      '{type: conv2d, filters: 4, kernel: 3, padding: same, activation: relu}',
      '{type: conv2d, filters: 6, kernel: 2, padding: same, groups: 2, activation: relu}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ]);
    const [first, second] = balancedPairs(network).map(({ value }) => value!);
    // 2 × 2 taps and 3 filters of the group see each channel; 3 × 3 taps lead to it.
    const ones = (count: number): Float64Array => new Float64Array(count).fill(1);
    const twos = (count: number): Float64Array => new Float64Array(count).fill(2);
    const outgoing = sumOutgoing(first!, ones(48), twos(48));
    expect([...outgoing.squares]).toEqual([12, 12, 12, 12]);
    expect([...outgoing.drifts]).toEqual([36, 36, 36, 36]);
    expect([...outgoing.motions]).toEqual([12, 12, 12, 12]);
    expect([...sumIncoming(first!, ones(36), twos(36)).squares]).toEqual([9, 9, 9, 9]);
    expect([...sumOutgoing(second!, ones(3840), twos(3840)).squares]).toEqual(
      Array.from({ length: 6 }, () => 640),
    );
  });
});
