import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthProfile } from '../../../src/dynamics/depthProfile.js';
import { readGolden } from '../decomposition/golden.js';

interface GoldenProfile {
  readonly tau: readonly number[];
  readonly expected: {
    readonly mean: number;
    readonly cv: number;
    readonly rel_step: readonly number[];
    readonly power: readonly number[];
    readonly uniform_fraction: number;
    readonly log_slope: number;
    readonly log_resid_std: number;
  };
}
const { depth_stats } = readGolden('16_symmetry') as {
  readonly depth_stats: Readonly<Record<string, GoldenProfile>>;
};

describe('the profile of a density along depth', () => {
  it.each(Object.entries(depth_stats))('is that of the reference: %s', (_, { tau, expected }) => {
    const profile = depthProfile(tau);
    expect(profile.mean).toBeCloseTo(expected.mean, 12);
    expect(profile.variation).toBeCloseTo(expected.cv, 12);
    expect(profile.steps).toHaveLength(expected.rel_step.length);
    expected.rel_step.forEach((step, m) => {
      expect(profile.steps[m]).toBeCloseTo(step, 12);
    });
    expect(profile.power).toHaveLength(expected.power.length);
    expected.power.forEach((power, k) => {
      expect(profile.power![k]).toBeCloseTo(power, 12);
    });
    expect(profile.power![0]).toBeCloseTo(expected.uniform_fraction, 12);
    expect(profile.logSlope).toBeCloseTo(expected.log_slope, 12);
    expect(profile.logResidual).toBeCloseTo(expected.log_resid_std, 12);
  });

  it('says what is undefined where there is no scale and no sign', () => {
    const still = depthProfile([0, 0, 0]);
    expect([still.variation, still.power, still.logSlope, ...still.steps]).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(depthProfile([-1, 2]).logSlope).toBeUndefined();
    expect(depthProfile([-1, -Math.E]).logSlope).toBeCloseTo(1, 12);
    expect(depthProfile([2])).toMatchObject({ mean: 2, variation: 0, steps: [], power: [1] });
  });

  it('has its whole power in the modes of its period, and the uniform share 1/(1 + CV²)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 4 }),
        (cell, copies) => {
          const profile = depthProfile(Array.from({ length: copies }, () => cell).flat());
          const power = profile.power!;
          expect(power[0]).toBeCloseTo(1 / (1 + profile.variation! ** 2), 10);
          expect(power.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
          power.forEach((each, k) => {
            if (k % copies !== 0) expect(each).toBeLessThan(1e-20);
          });
        },
      ),
    );
  });
});
