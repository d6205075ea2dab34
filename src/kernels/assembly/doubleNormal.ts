import { DoubleExponential } from './doubleExponential';
import { Doubles } from './doubles';

/** The upper 27 bits of the fraction away: the square of what is left is exact. */
const UPPER_BITS: i64 = 0xfffffffff8000000;

/**
 * Φ(z), the cumulative normal distribution, with all digits of its small values too: ½ erfc(x), x = |z|/√2, for z ≤ 0, and 1
 * less that for z > 0. (1 + 2x) e^(x²) erfc(x) is a polynomial in (x − 4)/(x + 4), a Chebyshev fit with relative error 10⁻¹⁸
 * (the variable is that of Schonfelder, Math. Comp. 32, 1978). Rounding makes it some 4 units in the last place.
 */
export class Normal {
  static cumulative(z: v128): v128 {
    const one = Doubles.all(1);
    // Beyond 39 it is 0 and 1.
    const a = f64x2.pmin(f64x2.abs(z), Doubles.all(39));
    const x = f64x2.mul(a, Doubles.all(0.7071067811865476));
    const u = f64x2.div(f64x2.sub(x, Doubles.all(4)), f64x2.add(x, Doubles.all(4)));
    let p = Doubles.multiplyAdd(Doubles.all(-1.374652989001164e-10), u, Doubles.all(-2.659599690242689e-10));
    p = Doubles.multiplyAdd(p, u, Doubles.all(1.7903326159489847e-9));
    p = Doubles.multiplyAdd(p, u, Doubles.all(3.1695881915648173e-9));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-1.4709550868669278e-8));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-2.05606492756992e-8));
    p = Doubles.multiplyAdd(p, u, Doubles.all(1.1009737295274889e-7));
    p = Doubles.multiplyAdd(p, u, Doubles.all(7.746992727017941e-8));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-8.249198427508354e-7));
    p = Doubles.multiplyAdd(p, u, Doubles.all(2.919733377963012e-7));
    p = Doubles.multiplyAdd(p, u, Doubles.all(5.709206053072183e-6));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-1.1221287012353486e-5));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-2.4398944545280832e-5));
    p = Doubles.multiplyAdd(p, u, Doubles.all(1.506214900124047e-4));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-1.992567757633648e-4));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-7.577732613730956e-4));
    p = Doubles.multiplyAdd(p, u, Doubles.all(5.031969992669933e-3));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-1.6197734059799265e-2));
    p = Doubles.multiplyAdd(p, u, Doubles.all(3.716751553592911e-2));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-6.633036581218697e-2));
    p = Doubles.multiplyAdd(p, u, Doubles.all(9.373283499843826e-2));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-0.10103906603630056));
    p = Doubles.multiplyAdd(p, u, Doubles.all(6.80970542546904e-2));
    p = Doubles.multiplyAdd(p, u, Doubles.all(1.5379652102619604e-2));
    p = Doubles.multiplyAdd(p, u, Doubles.all(-0.1396211168405625));
    p = Doubles.multiplyAdd(p, u, Doubles.all(1.2329951186255526));
    const scaled = f64x2.div(p, Doubles.multiplyAdd(Doubles.all(2), x, one));

    // exp(−a²/2) = exp(−t²/2) exp(−y), y = (a − t)(a + t)/2 < 2·10⁻⁵: the rounding of a² would be multiplied by a²/2.
    const t = v128.and(a, i64x2.splat(UPPER_BITS));
    const y = f64x2.mul(f64x2.mul(f64x2.sub(a, t), f64x2.add(a, t)), Doubles.all(0.5));
    let small = f64x2.sub(one, f64x2.mul(y, Doubles.all(0.3333333333333333)));
    small = f64x2.sub(one, f64x2.mul(f64x2.mul(y, Doubles.all(0.5)), small));
    small = f64x2.sub(one, f64x2.mul(y, small));
    const large = DoubleExponential.exp(f64x2.mul(f64x2.mul(t, t), Doubles.all(-0.5)));
    const tail = f64x2.mul(f64x2.mul(large, small), f64x2.mul(scaled, Doubles.all(0.5)));
    return v128.bitselect(f64x2.sub(one, tail), tail, f64x2.gt(z, Doubles.all(0)));
  }
}
