import { describe, expect, it } from 'vitest';

import { ACTIVATION_NAMES, ACTIVATIONS, type ActivationName } from '../../../src/base/activation.js';
import { activationMoments } from '../../../src/symmetry/activationMoments.js';
import { meanFieldProfile, weightGain } from '../../../src/symmetry/meanField.js';
import { denseLink } from '../network/denseLink.js';
import { goldenMoments, goldenSymmetry } from './golden.js';

/** E g(√q ξ) by a fine trapezoidal rule on each side of the kink at 0, Richardson's correction for the ends there. */
function expectation(g: (z: number) => number, q: number): number {
  const [cutoff, steps] = [12, 20_000];
  const side = (sign: 1 | -1, n: number): number => {
    const h = cutoff / n;
    const f = (i: number): number => {
      // The value at 0 is the limit from this side.
      const xi = i === 0 ? 1e-300 : i * h;
      return g(sign * Math.sqrt(q) * xi) * Math.exp((-xi * xi) / 2);
    };
    let sum = f(0) / 2;
    for (let i = 1; i < n; i++) sum += f(i);
    return sum * h;
  };
  const both = (n: number): number => side(1, n) + side(-1, n);
  return (4 * both(2 * steps) - both(steps)) / 3 / Math.sqrt(2 * Math.PI);
}

/**
 * The reference took a Gauss–Hermite rule: for tanh at q = 4, with poles near the axis, it is good to 1e-4 only (more
 * nodes move it to the value of the trapezoidal rule).
 */
const toleranceOf = (activation: string, q: number): number =>
  activation === 'tanh' && q >= 4 ? 1e-4 : 1e-9;

describe('the moments of an activation', () => {
  it.each(goldenMoments)('are those of the reference: $act at q = $q', ({ act, q, p, chi_over_sw2 }) => {
    const moments = activationMoments(act === 'identity' ? 'linear' : act, q);
    expect(Math.abs(moments.p - p)).toBeLessThan(toleranceOf(act, q));
    expect(Math.abs(moments.slope - chi_over_sw2)).toBeLessThan(toleranceOf(act, q));
  });

  const places = ACTIVATION_NAMES.flatMap((name) =>
    [1e-6, 0.25, 1, 4, 400].map((q): readonly [ActivationName, number] => [name, q]),
  );
  it.each(places)('are good to 1e-9, also with kinks and steps: %s at q = %s', (name, q) => {
    const { value, derivative } = ACTIVATIONS[name];
    const { p, slope } = activationMoments(name, q);
    expect(Math.abs(p - expectation((z) => value(z) ** 2, q))).toBeLessThan(1e-9 * Math.max(1, p));
    expect(Math.abs(slope - expectation((z) => derivative(z) ** 2, q))).toBeLessThan(1e-9);
  });

  it('are those of a step where z is huge', () => {
    expect(activationMoments('tanh', 1e16).p).toBeCloseTo(1, 7);
    expect(activationMoments('sigmoid', 1e16).p).toBeCloseTo(0.5, 7);
  });
});

describe('the mean-field profile', () => {
  it.each(goldenSymmetry.mean_field_profile.filter(({ sb }) => sb === 0))(
    'is that of the reference: σ_w = $sw',
    ({ sw, q, p, chi }) => {
      const links = q.map((_, m) => denseLink(m, { initializer: { kind: 'lecun', gain: sw } }));
      const profile = meanFieldProfile(links);
      q.forEach((expected, i) => {
        const tolerance = expected > 1 ? 1e-4 : 1e-9;
        expect(Math.abs(profile[i + 1]! - expected)).toBeLessThan(tolerance);
        if (p[i] === undefined) return;
        const moments = activationMoments('tanh', profile[i + 1]!);
        expect(Math.abs(moments.p - p[i])).toBeLessThan(tolerance);
        expect(Math.abs(sw * sw * moments.slope - chi[i]!)).toBeLessThan(sw * sw * tolerance);
      });
    },
  );

  it('knows what initialisers make of the width', () => {
    const gain = (
      kind: 'glorot' | 'he' | 'lecun' | 'normal' | 'orthogonal',
      inputs: number,
      outputs: number,
    ) => weightGain({ ...denseLink(1, { inputs, outputs }), initializer: { kind, gain: 2 } });
    expect(gain('glorot', 30, 10)).toBeCloseTo(4 * 1.5, 12);
    expect(gain('he', 30, 10)).toBe(8);
    expect(gain('lecun', 30, 10)).toBe(4);
    expect(gain('normal', 30, 10)).toBe(120);
    expect(gain('orthogonal', 10, 30)).toBeCloseTo(4 / 3, 12);
    expect(gain('orthogonal', 30, 10)).toBe(4);
  });

  it('starts anew behind a norm, and grows along skips', () => {
    const skip = { from: 1, value: 'preactivation', span: 1, layer: 1 } as const;
    const profile = meanFieldProfile([
      denseLink(0, { initializer: { kind: 'lecun', gain: 3 } }),
      { ...denseLink(1, { activationIn: 'linear', initializer: { kind: 'lecun', gain: 1 } }), skips: [skip] },
      { ...denseLink(2), norm: { kind: 'layerNorm', layer: 2 } },
    ]);
    expect([...profile]).toEqual([1, 9, 18, 1]);
  });

  it('stays finite where a network explodes', () => {
    const links = Array.from({ length: 400 }, (_, m) =>
      denseLink(m, { activationIn: 'relu', initializer: { kind: 'normal', gain: 1000 } }),
    );
    expect([...meanFieldProfile(links)].every(Number.isFinite)).toBe(true);
  });
});
