/** Complex numbers, their parts apart. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Roots of unity exp(−2πik/size) for k < size/2. */
function rootsOfUnity(size: number): ComplexArray {
  const angle = (k: number): number => (-2 * Math.PI * k) / size;
  return {
    re: Float64Array.from({ length: size / 2 }, (_, k) => Math.cos(angle(k))),
    im: Float64Array.from({ length: size / 2 }, (_, k) => Math.sin(angle(k))),
  };
}

/** The discrete Fourier transform of one length: Cooley and Tukey's method with a base of 2. */
export class FourierTransform {
  private readonly roots: ComplexArray;

  /** @param size a power of two */
  constructor(private readonly size: number) {
    this.roots = rootsOfUnity(size);
  }

  /** X_k ← Σ_n X_n exp(−2πikn/size), in place. */
  transform(values: ComplexArray): void {
    const { size, roots } = this;
    const { re, im } = values;
    this.reverseBits(values);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const [c, s] = [roots.re[k * stride]!, roots.im[k * stride]!];
          const low = start + k;
          const high = low + half;
          const real = c * re[high]! - s * im[high]!;
          const imaginary = c * im[high]! + s * re[high]!;
          re[high] = re[low]! - real;
          im[high] = im[low]! - imaginary;
          re[low]! += real;
          im[low]! += imaginary;
        }
      }
    }
  }

  /** The inverse of `transform` without its factor 1/size, in place. */
  invert({ re, im }: ComplexArray): void {
    // Real and imaginary part in each other's place turn exp(−i…) into exp(+i…).
    this.transform({ re: im, im: re });
  }

  private reverseBits({ re, im }: ComplexArray): void {
    for (let i = 1, j = 0; i < this.size; i++) {
      let bit = this.size >> 1;
      for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i >= j) continue;
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
}
