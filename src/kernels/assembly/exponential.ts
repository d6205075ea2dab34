import { Lanes } from './lanes';

/**
 * Exponential and logarithm made of arithmetic alone. Those of the standard library bring tables in a data section,
 * which would be written over whatever the host keeps at the same addresses of the shared heap.
 *
 * x = n ln 2 + r with |r| ≤ ½ ln 2 and eˣ = 2ⁿ eʳ; eʳ − 1 = r + r² p(r) with a minimax polynomial p, whose relative
 * error is 3·10⁻⁹, far below the 6·10⁻⁸ of float32.
 */
export class Exponential {
  /** eˣ within 2 units in the last place; denormal, zero and infinite where it should be, NaN of NaN. */
  @inline static exp(x: v128): v128 {
    const bounded = Exponential.clamp(x, -104, 89);
    const n = Exponential.nearestPower(bounded);
    const fraction = f32x4.add(Lanes.all(1), Exponential.expm1Fraction(bounded, n));
    // In two steps, for 2ⁿ alone may be too large or too small for a float32.
    const whole = i32x4.trunc_sat_f32x4_s(n);
    const half = i32x4.shr_s(whole, 1);
    const rest = i32x4.sub(whole, half);
    return f32x4.mul(f32x4.mul(fraction, Exponential.powerOfTwo(half)), Exponential.powerOfTwo(rest));
  }

  /** eˣ − 1 for x ≤ 0, without cancellation near 0. */
  @inline static expm1(x: v128): v128 {
    const bounded = Exponential.clamp(x, -40, 0);
    const n = Exponential.nearestPower(bounded);
    const scale = Exponential.powerOfTwo(i32x4.trunc_sat_f32x4_s(n));
    const shift = f32x4.sub(scale, Lanes.all(1));
    return Lanes.multiplyAdd(scale, Exponential.expm1Fraction(bounded, n), shift);
  }

  /** ln(1 + x) for 0 ≤ x ≤ 1, as 2 artanh(x / (2 + x)); minimax polynomial, relative error 4·10⁻⁹. */
  @inline static log1p(x: v128): v128 {
    const t = f32x4.div(x, f32x4.add(Lanes.all(2), x));
    const s = f32x4.mul(t, t);
    let p = Lanes.multiplyAdd(Lanes.all(0.140957719), s, Lanes.all(0.139788333));
    p = Lanes.multiplyAdd(p, s, Lanes.all(0.200125571));
    p = Lanes.multiplyAdd(p, s, Lanes.all(0.333331551));
    p = Lanes.multiplyAdd(p, s, Lanes.all(1));
    return f32x4.mul(f32x4.add(t, t), p);
  }

  /** NaN stays NaN: the bounded value is the first operand of both. */
  @inline static clamp(x: v128, low: f32, high: f32): v128 {
    return f32x4.pmin(f32x4.pmax(x, Lanes.all(low)), Lanes.all(high));
  }

  /** n, as float32. */
  @inline private static nearestPower(x: v128): v128 {
    return f32x4.nearest(f32x4.mul(x, Lanes.all(1.44269504)));
  }

  /** eʳ − 1 of r = x − n ln 2, with ln 2 in two parts of which the first times n is exact. */
  @inline private static expm1Fraction(x: v128, n: v128): v128 {
    let r = Lanes.multiplyAdd(n, Lanes.all(-0.693359375), x);
    r = Lanes.multiplyAdd(n, Lanes.all(2.1219444e-4), r);
    let p = Lanes.multiplyAdd(Lanes.all(0.00139504804), r, Lanes.all(0.00836888362));
    p = Lanes.multiplyAdd(p, r, Lanes.all(0.041666206));
    p = Lanes.multiplyAdd(p, r, Lanes.all(0.166665189));
    p = Lanes.multiplyAdd(p, r, Lanes.all(0.50000001));
    return Lanes.multiplyAdd(f32x4.mul(r, r), p, r);
  }

  /** 2ⁱ for −126 ≤ i ≤ 127, by its bits. */
  @inline private static powerOfTwo(i: v128): v128 {
    return i32x4.shl(i32x4.add(i, i32x4.splat(127)), 23);
  }
}

/** ln x in float64 for finite normal x > 0: x = 2ᵉ m, ln m = 2 artanh((m − 1) / (m + 1)) by its series. */
export function naturalLogarithm(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const t = (m - 1) / (m + 1);
  let series: f64 = 0;
  for (let k = 21; k >= 1; k -= 2) series = series * t * t + 1 / <f64>k;
  return 2 * t * series + <f64>exponent * 0.6931471805599453;
}
