import { describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES, ACTIVATIONS, type ActivationName } from '../../../src/base/activation.js';
import { createRandom } from '../../../src/base/random.js';
import { instantiateAnalysis } from '../../../src/kernels/analysisFunctions.js';
import { ACTIVATION_CODES } from '../../../src/kernels/describeChain.js';
import { privateHeap } from '../../../src/kernels/kernelHeap.js';
import { KERNEL_MODULE } from './kernelBench.js';

const heap = privateHeap();
const kernels = instantiateAnalysis(KERNEL_MODULE, heap.memory);

/** σ(z) by the kernels. */
function activate(name: ActivationName, z: readonly number[]): Float64Array {
  const address = heap.allocate(8 * z.length);
  new Float64Array(heap.memory.buffer, address, z.length).set(z);
  kernels.activateDoubles(ACTIVATION_CODES[name], address, address, z.length);
  return new Float64Array(heap.memory.buffer, address, z.length).slice();
}

/** Units in the last place of a normal number. */
function ulp(x: number): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(x))));
  return 2 ** (exponent - 52);
}

/** Numbers of both signs and of all sizes from 10⁻³⁰⁰ to 10³, most of them around 1, and a few places of their own. */
const random = createRandom(11, 'double activation');
const ARGUMENTS = [
  ...Array.from({ length: 20_000 }, () => random.normal() * 10 ** (2 * random.uniform() - 1)),
  ...Array.from({ length: 5_000 }, () => Math.sign(random.normal()) * 10 ** (303 * random.uniform() - 300)),
  ...[
    0,
    1e-310,
    0.5 * Math.LN2,
    0.35,
    0.625,
    0.41421356237309503,
    1,
    18,
    19,
    20,
    21.9,
    22,
    22.1,
    36,
    37,
    700,
    708,
    800,
    1e10,
  ],
].flatMap((z) => [z, -z]);

/** Math's own functions are good to about one. The plain gelu is a difference that has lost its digits; see below. */
const ULPS: Readonly<Record<Exclude<ActivationName, 'gelu'>, number>> = {
  linear: 0,
  relu: 0,
  leakyRelu: 0,
  tanh: 3,
  elu: 2,
  silu: 4,
  sigmoid: 3,
  softplus: 2,
};

describe('activations in float64', () => {
  for (const name of ACTIVATION_NAMES.filter((each) => each !== 'gelu')) {
    test(`${name} agrees with Math within ${ULPS[name]} units in the last place, at all sizes`, () => {
      const results = activate(name, ARGUMENTS);
      // Denormal results are not told apart from 0.
      const units = ARGUMENTS.map((z, i) => {
        const expected = ACTIVATIONS[name].value(z);
        return Math.abs(results[i]! - expected) / Math.max(ulp(expected), 1e-300);
      });
      expect(units.every((value) => value <= ULPS[name])).toBe(true);
    });
  }

  /** z Φ(z) by a program with 40 digits (mpmath). */
  const GELU: readonly (readonly [number, number])[] = [
    [-37.5, -1.7270073785932332e-306],
    [-30.25, -7.891136864367313e-200],
    [-20.125, -4.485582034599565e-89],
    [-12.7, -3.754736413362103e-36],
    [-8.3, -4.3206228882589113e-16],
    [-6.1, -3.235088190398793e-9],
    [-5.03, -1.2335567878688118e-6],
    [-4.4, -2.3815193193896947e-5],
    [-3.3, -0.0015952996698664658],
    [-2.7, -0.009360829268209801],
    [-2.2, -0.030587584529696933],
    [-1.6, -0.08767886671929279],
    [-1.1, -0.14923266704102092],
    [-0.75, -0.16997051428265114],
    [-0.3, -0.1146265733433142],
    [-0.01, -0.004960106436853684],
    [-1e-9, -4.999999996010577e-10],
    [1e-12, 5.000000000003989e-13],
    [0.02, 0.01015956627433804],
    [0.4, 0.2621686966441297],
    [0.9, 0.7343458871879165],
    [1.7, 1.6242387133104768],
    [2.9, 2.8945891414288862],
    [4.6, 4.599990282708368],
    [7.7, 7.699999999999948],
  ];

  test('gelu keeps its digits also where Φ(z) is the small difference 1 + erf(z/√2)', () => {
    const results = activate(
      'gelu',
      GELU.map(([z]) => z),
    );
    GELU.forEach(([, expected], i) => {
      expect(Math.abs(results[i]! - expected) / ulp(expected)).toBeLessThanOrEqual(8);
    });
  });

  test('gelu agrees with the plain version to the digits that this has', () => {
    const results = activate('gelu', ARGUMENTS);
    const excesses = ARGUMENTS.map(
      (z, i) => Math.abs(results[i]! - ACTIVATIONS.gelu.value(z)) - 3 * ulp(1) * Math.abs(z),
    );
    expect(excesses.every((excess) => excess <= 0)).toBe(true);
  });

  test('what is infinite or no number is passed on as Math does', () => {
    const special = [Infinity, -Infinity, NaN];
    for (const name of ['tanh', 'sigmoid', 'softplus', 'elu'] as const) {
      expect([...activate(name, special)]).toEqual(special.map(ACTIVATIONS[name].value));
    }
  });

  test('an odd number of values is written exactly, and nothing behind them', () => {
    const address = heap.allocate(64);
    const room = new Float64Array(heap.memory.buffer, address, 8).fill(0.5);
    kernels.activateDoubles(ACTIVATION_CODES.tanh, address, address, 5);
    expect([...room]).toEqual([...Array<number>(5).fill(Math.tanh(0.5)), 0.5, 0.5, 0.5]);
  });
});
