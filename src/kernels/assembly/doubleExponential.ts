import { Doubles } from './doubles';

/** Added to a number below 2⁵¹ it leaves that number, rounded, in the lowest bits: 1.5 · 2⁵². */
const TO_WHOLE: f64 = 6755399441055744;

/**
 * Exponential and logarithm in float64, made of arithmetic alone like those in exponential.ts: x = n ln 2 + r with
 * |r| ≤ ½ ln 2, eˣ = 2ⁿ eʳ, eʳ − 1 = r + r² q(r). Polynomials are minimax fits (Remez), relative errors below 2·10⁻¹⁸, so that
 * what remains is rounding: one unit in the last place, two for 1 + x below.
 */
export class DoubleExponential {
  /** eˣ; denormal, zero and infinite where it should be, NaN of NaN. */
  @inline static exp(x: v128): v128 {
    const bounded = DoubleExponential.clamp(x, -746, 710);
    const shifted = DoubleExponential.shiftedPower(bounded);
    const n = f64x2.sub(shifted, Doubles.all(TO_WHOLE));
    const fraction = f64x2.add(Doubles.all(1), DoubleExponential.expm1Fraction(bounded, n));
    // In two steps, for 2ⁿ alone may be too large or too small for a float64.
    const half = Doubles.multiplyAdd(n, Doubles.all(0.5), Doubles.all(TO_WHOLE));
    const rest = f64x2.sub(shifted, f64x2.sub(half, Doubles.all(TO_WHOLE)));
    const scaled = f64x2.mul(fraction, DoubleExponential.powerOfTwo(half));
    return f64x2.mul(scaled, DoubleExponential.powerOfTwo(rest));
  }

  /** eˣ − 1 for |x| ≤ 700, without cancellation near 0. */
  @inline static expm1(x: v128): v128 {
    const shifted = DoubleExponential.shiftedPower(x);
    const n = f64x2.sub(shifted, Doubles.all(TO_WHOLE));
    const scale = DoubleExponential.powerOfTwo(shifted);
    const shift = f64x2.sub(scale, Doubles.all(1));
    return Doubles.multiplyAdd(scale, DoubleExponential.expm1Fraction(x, n), shift);
  }

  /** ln(1 + x) for 0 ≤ x ≤ 1: 2 artanh t, and ln 2 more where 1 + x is halved first, so that |t| ≤ 0.18. */
  @inline static log1p(x: v128): v128 {
    const large = f64x2.gt(x, Doubles.all(0.41421356237309503));
    // (1 + x)/2 is 1 + (x − 1)/2, and ln(1 + y) = 2 artanh(y / (2 + y)).
    const numerator = v128.bitselect(f64x2.sub(x, Doubles.all(1)), x, large);
    const denominator = f64x2.add(x, v128.bitselect(Doubles.all(3), Doubles.all(2), large));
    const t = f64x2.div(numerator, denominator);
    const s = f64x2.mul(t, t);
    let p = Doubles.multiplyAdd(Doubles.all(0.14788115074799588), s, Doubles.all(0.15314890243147294));
    p = Doubles.multiplyAdd(p, s, Doubles.all(0.1818352872371284));
    p = Doubles.multiplyAdd(p, s, Doubles.all(0.22222199328149253));
    p = Doubles.multiplyAdd(p, s, Doubles.all(0.2857142873409074));
    p = Doubles.multiplyAdd(p, s, Doubles.all(0.3999999999945831));
    p = Doubles.multiplyAdd(p, s, Doubles.all(0.6666666666666726));
    const logarithm = Doubles.multiplyAdd(f64x2.mul(t, s), p, f64x2.add(t, t));
    return f64x2.add(logarithm, v128.and(Doubles.all(0.6931471805599453), large));
  }

  /** NaN stays NaN: the bounded value is the first operand of both. */
  @inline static clamp(x: v128, low: f64, high: f64): v128 {
    return f64x2.pmin(f64x2.pmax(x, Doubles.all(low)), Doubles.all(high));
  }

  /** n = x / ln 2, rounded, in the lowest bits. */
  @inline private static shiftedPower(x: v128): v128 {
    return Doubles.multiplyAdd(x, Doubles.all(1.4426950408889634), Doubles.all(TO_WHOLE));
  }

  /** 2ⁿ for −1022 ≤ n ≤ 1023, n in the lowest bits. */
  @inline private static powerOfTwo(shifted: v128): v128 {
    return i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  }

  /** eʳ − 1 of r = x − n ln 2, with ln 2 in two parts of which the first times n is exact. */
  @inline private static expm1Fraction(x: v128, n: v128): v128 {
    let r = Doubles.multiplyAdd(n, Doubles.all(-6.9314718036912381649e-1), x);
    r = Doubles.multiplyAdd(n, Doubles.all(-1.90821492927058770002e-10), r);
    // By pairs of coefficients, and pairs of pairs: a chain of eleven would wait for itself.
    const r2 = f64x2.mul(r, r);
    const r4 = f64x2.mul(r2, r2);
    const q0 = Doubles.multiplyAdd(Doubles.all(0.16666666666666677), r, Doubles.all(0.5));
    const q2 = Doubles.multiplyAdd(Doubles.all(0.008333333333321648), r, Doubles.all(0.0416666666666667));
    const q4 = Doubles.multiplyAdd(Doubles.all(1.984126988608596e-4), r, Doubles.all(1.3888888888866908e-3));
    const q6 = Doubles.multiplyAdd(Doubles.all(2.7557244249060773e-6), r, Doubles.all(2.4801587360439744e-5));
    const q8 = Doubles.multiplyAdd(Doubles.all(2.51090230947819e-8), r, Doubles.all(2.755724284623747e-7));
    const q03 = Doubles.multiplyAdd(q2, r2, q0);
    const q47 = Doubles.multiplyAdd(q6, r2, q4);
    const q810 = Doubles.multiplyAdd(Doubles.all(2.0924419365502203e-9), r2, q8);
    const q = Doubles.multiplyAdd(Doubles.multiplyAdd(q810, r4, q47), r4, q03);
    return Doubles.multiplyAdd(r2, q, r);
  }
}
