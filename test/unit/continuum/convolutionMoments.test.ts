import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { kernelMoment, kernelMoments, truncatedKernel } from '../../../src/continuum/convolutionMoments.js';
import { readGolden } from '../decomposition/golden.js';

describe('golden 12: moments of a convolution', () => {
  interface GoldenConvolution {
    readonly C_in: number;
    readonly C_out: number;
    readonly offsets: readonly number[];
    /** [C_out][C_in][tap] */
    readonly w0: readonly (readonly (readonly number[])[])[];
    /** [n][C_out][C_in] */
    readonly moments: readonly (readonly (readonly number[])[])[];
  }
  const golden = readGolden('12_conv1d') as GoldenConvolution;
  const { C_in, C_out, offsets } = golden;
  const kernel = Float64Array.from({ length: offsets.length * C_in * C_out }, (_, at) => {
    const [tap, rest] = [Math.floor(at / (C_in * C_out)), at % (C_in * C_out)];
    return golden.w0[rest % C_out]![Math.floor(rest / C_out)]![tap]!;
  });

  it('are μ₀, μ₁ and μ₂ of every pair of channels', () => {
    golden.moments.forEach((rows, n) => {
      const moment = kernelMoment(kernel, { window: [offsets.length] }, [n]);
      rows.forEach((row, out) => {
        row.forEach((value, i) => {
          expect(moment[i * C_out + out]).toBeCloseTo(value, 13);
        });
      });
    });
  });

  it('make up the whole kernel with order K − 1, and not before', () => {
    const shape = { window: [3] } as const;
    const off = (order: number): number =>
      Math.max(...truncatedKernel(kernel, shape, order).map((value, at) => Math.abs(value - kernel[at]!)));
    expect(off(2)).toBeLessThan(1e-13);
    expect(off(1)).toBeGreaterThan(0.1);
    expect(off(0)).toBeGreaterThan(0.1);
    const random = createRandom(1, 'kernel');
    const wide = Float64Array.from({ length: 5 * 4 }, () => random.normal());
    const whole = truncatedKernel(wide, { window: [5] }, 4);
    whole.forEach((value, at) => {
      expect(value).toBeCloseTo(wide[at]!, 12);
    });
  });
});

describe('gain, drift and diffusion', () => {
  it('tell what a kernel of one channel does along each axis', () => {
    // A 3 × 3 kernel that moves by one place along the second axis.
    const shift = Float64Array.of(0, 0, 0, 0, 0, 2, 0, 0, 0);
    expect(kernelMoments(shift, { window: [3, 3] })).toEqual({
      gain: 2,
      drift: [0, 2],
      diffusion: [
        [0, 0],
        [0, 1],
      ],
    });
    const laplacian = Float64Array.of(0, 1, 0, 1, -4, 1, 0, 1, 0);
    expect(kernelMoments(laplacian, { window: [3, 3] })).toEqual({
      gain: 0,
      drift: [0, 0],
      diffusion: [
        [1, 0],
        [0, 1],
      ],
    });
    // An even window has its odd place behind.
    expect(kernelMoments(Float64Array.of(1, 1), { window: [2] })).toEqual({
      gain: 2,
      drift: [1],
      diffusion: [[0.5]],
    });
  });
});
