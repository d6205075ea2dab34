import { Exponential } from './exponential';
import { Lanes } from './lanes';

/**
 * Odd functions that go to ±1, as x P(x²) / Q(x²). The coefficients are minimax fits of the relative error (Lawson's
 * iteration in float64), good to 2·10⁻⁸; rounding in float32 makes it some 3 units in the last place. Beyond the
 * bound the function is ±1 in float32; what rounds to more than 1 is cut, so that slopes never change their sign.
 */
export class Rationals {
  @inline static tanh(x: v128): v128 {
    const v = Exponential.clamp(x, -9.02, 9.02);
    const s = f32x4.mul(v, v);
    let p = Lanes.multiplyAdd(Lanes.all(1.33191418e-8), s, Lanes.all(2.05835367e-5));
    p = Lanes.multiplyAdd(p, s, Lanes.all(3.49403816e-3));
    p = Lanes.multiplyAdd(p, s, Lanes.all(0.13379721));
    p = Lanes.multiplyAdd(p, s, Lanes.all(0.999999979));
    let q = Lanes.multiplyAdd(Lanes.all(7.76204952e-7), s, Lanes.all(3.28309856e-4));
    q = Lanes.multiplyAdd(q, s, Lanes.all(0.0258710871));
    q = Lanes.multiplyAdd(q, s, Lanes.all(0.467130363));
    q = Lanes.multiplyAdd(q, s, Lanes.all(1));
    return Exponential.clamp(f32x4.div(f32x4.mul(v, p), q), -1, 1);
  }

  /** The error function. */
  @inline static erf(x: v128): v128 {
    const v = Exponential.clamp(x, -3.93, 3.93);
    const s = f32x4.mul(v, v);
    let p = Lanes.multiplyAdd(Lanes.all(2.04197564e-6), s, Lanes.all(2.84808071e-4));
    p = Lanes.multiplyAdd(p, s, Lanes.all(3.77958459e-3));
    p = Lanes.multiplyAdd(p, s, Lanes.all(0.0527902109));
    p = Lanes.multiplyAdd(p, s, Lanes.all(0.190783253));
    p = Lanes.multiplyAdd(p, s, Lanes.all(1.12837915));
    let q = Lanes.multiplyAdd(Lanes.all(3.80040972e-5), s, Lanes.all(1.16520677e-3));
    q = Lanes.multiplyAdd(q, s, Lanes.all(0.0149973883));
    q = Lanes.multiplyAdd(q, s, Lanes.all(0.114257285));
    q = Lanes.multiplyAdd(q, s, Lanes.all(0.502409976));
    q = Lanes.multiplyAdd(q, s, Lanes.all(1));
    return Exponential.clamp(f32x4.div(f32x4.mul(v, p), q), -1, 1);
  }
}
