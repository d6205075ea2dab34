import { FourierTransform, type ComplexArray } from './fourier.js';

/** Powers this much smaller than the largest of a spectrum are only its rounding. */
const NOISE = 1e-13;
/** Parts of a filter this much smaller than its largest are left out: weights are float32. */
const NEGLIGIBLE = 1e-7;
/** Beyond so many correlation lengths, and so many neurons, a filter has no parts that count: a smaller ring has the same. */
const REACH = { lengths: 40, neurons: 256 };
/** Where a Gaussian has nothing left in float64, in its own length. */
const GAUSSIAN_END = 9;
/** With more parts than this, Fourier transforms are faster. */
const DIRECT_PARTS = 200;

/** What is convolved with white noise on a ring: offsets, and a factor for each. Σ factor² = 1. */
export interface RingFilter {
  readonly offsets: readonly number[];
  readonly factors: readonly number[];
}

/**
 * The filter whose convolution with itself is a Gaussian of a correlation length on a ring of `size`, summed over all
 * turns of the ring and normalised: the root of its spectrum. A length of 0 means no correlation.
 */
export function ringFilter(size: number, length: number): RingFilter {
  if (length === 0 || size === 1) return { offsets: [0], factors: [1] };
  const ring = Math.min(size, Math.max(REACH.neurons, Math.ceil(REACH.lengths * length)));
  const roots: number[] = [];
  for (let k = 0; 2 * k <= ring; k++) {
    const power = gaussianPower(k, ring, length);
    if (!(power > NOISE * gaussianPower(0, ring, length))) break;
    roots.push(Math.sqrt(power));
  }
  const cosines = Float64Array.from({ length: ring }, (_, k) => Math.cos((2 * Math.PI * k) / ring));
  const filter = Float64Array.from({ length: ring }, (_, d) => {
    let sum = roots[0]!;
    for (let k = 1; k < roots.length; k++) {
      // k and ring − k are the same, but for the one that is its own counterpart.
      sum += (2 * k === ring ? 1 : 2) * roots[k]! * cosines[(k * d) % ring]!;
    }
    return sum;
  });
  const offsets: number[] = [];
  const factors: number[] = [];
  filter.forEach((value, d) => {
    if (Math.abs(value) <= NEGLIGIBLE * filter[0]!) return;
    offsets.push(2 * d > ring ? d + size - ring : d);
    factors.push(value);
  });
  const norm = Math.sqrt(factors.reduce((sum, value) => sum + value ** 2, 0));
  return { offsets, factors: factors.map((value) => value / norm) };
}

/**
 * Wave number k in the spectrum of a Gaussian that is summed over all turns of a ring and read off at its places, but for a
 * factor: Σ_d c(d) cos(2πkd/size), or, by Poisson's sum, the spectrum of a Gaussian summed over all its repetitions.
 */
function gaussianPower(k: number, size: number, length: number): number {
  const wave = (2 * Math.PI) / size;
  let sum = 0;
  if (length < 1) {
    for (let d = 1; d <= GAUSSIAN_END; d++)
      sum += 2 * Math.exp(-0.5 * (d / length) ** 2) * Math.cos(wave * k * d);
    return sum + 1;
  }
  const terms = Math.ceil(GAUSSIAN_END / (2 * Math.PI * length)) + 1;
  for (let turn = -terms; turn <= terms; turn++)
    sum += Math.exp(-0.5 * (wave * (k + turn * size) * length) ** 2);
  return sum;
}

/**
 * Convolves rows of numbers, each a ring, in place.
 * @param start where row number r begins
 * @param stride from one number of a row to the next
 */
export function convolveRings(
  values: Float64Array,
  filter: RingFilter,
  rings: {
    readonly count: number;
    readonly size: number;
    readonly start: (r: number) => number;
    readonly stride: number;
  },
): void {
  const { offsets, factors } = filter;
  if (offsets.length === 1) return;
  const { count, size, start, stride } = rings;
  const convolve = offsets.length > DIRECT_PARTS ? fourierConvolution(size, filter) : undefined;
  const ring = new Float64Array(size);
  const other = new Float64Array(size);
  const read = (into: Float64Array, r: number): void => {
    for (let i = 0, at = start(r); i < size; i++, at += stride) into[i] = values[at]!;
  };
  const write = (from: Float64Array, r: number): void => {
    for (let i = 0, at = start(r); i < size; i++, at += stride) values[at] = from[i]!;
  };
  for (let r = 0; r < count; r += convolve === undefined ? 1 : 2) {
    read(ring, r);
    if (convolve === undefined) {
      other.fill(0);
      offsets.forEach((offset, p) => {
        const factor = factors[p]!;
        const turn = size - offset;
        for (let i = 0; i < turn; i++) other[i]! += factor * ring[i + offset]!;
        for (let i = turn; i < size; i++) other[i]! += factor * ring[i - turn]!;
      });
      write(other, r);
      continue;
    }
    if (r + 1 < count) read(other, r + 1);
    convolve(ring, other);
    write(ring, r);
    if (r + 1 < count) write(other, r + 1);
  }
}

/** Convolves two rings of `size` at a time, one as the real and one as the imaginary part, in place. */
function fourierConvolution(
  size: number,
  { offsets, factors }: RingFilter,
): (real: Float64Array, imaginary: Float64Array) => void {
  // A line twice as long holds the ring and all that reaches over its end.
  const length = 2 ** Math.ceil(Math.log2(2 * size));
  const fourier = new FourierTransform(length);
  const zeros = (): ComplexArray => ({ re: new Float64Array(length), im: new Float64Array(length) });
  const spectrum = zeros();
  offsets.forEach((offset, p) => {
    spectrum.re[offset] = factors[p]! / length;
  });
  fourier.transform(spectrum);
  const line = zeros();
  return (real, imaginary) => {
    const { re, im } = line;
    re.fill(0).set(real);
    im.fill(0).set(imaginary);
    fourier.transform(line);
    for (let k = 0; k < length; k++) {
      const [a, b, c, d] = [re[k]!, im[k]!, spectrum.re[k]!, spectrum.im[k]!];
      re[k] = a * c - b * d;
      im[k] = a * d + b * c;
    }
    fourier.invert(line);
    for (let i = 0; i < size; i++) {
      real[i] = re[i]! + re[i + size]!;
      imaginary[i] = im[i]! + im[i + size]!;
    }
  };
}
