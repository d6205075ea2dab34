import { ELU, GELU, LEAKY_RELU, RELU, SIGMOID, SILU, SOFTPLUS, TANH } from '../chainLayout';
import { DoubleExponential } from './doubleExponential';
import { Normal } from './doubleNormal';
import { Doubles } from './doubles';

/** The nine activations σ (base/activation.ts) in float64, on two numbers. `activation` is a constant wherever it is inlined. */
class DoubleActivation {
  @inline static value(activation: i32, z: v128): v128 {
    if (activation == TANH) return DoubleActivation.tanh(z);
    if (activation == RELU) return f64x2.pmax(z, Doubles.all(0));
    if (activation == LEAKY_RELU) {
      return v128.bitselect(z, f64x2.mul(z, Doubles.all(0.01)), f64x2.gt(z, Doubles.all(0)));
    }
    if (activation == ELU) {
      const bounded = DoubleExponential.clamp(z, -40, 0);
      return v128.bitselect(z, DoubleExponential.expm1(bounded), f64x2.gt(z, Doubles.all(0)));
    }
    if (activation == GELU) return f64x2.mul(z, Normal.cumulative(z));
    if (activation == SILU) return f64x2.mul(z, DoubleActivation.logistic(z));
    if (activation == SIGMOID) return DoubleActivation.logistic(z);
    if (activation == SOFTPLUS) {
      const correction = DoubleExponential.log1p(DoubleExponential.exp(f64x2.neg(f64x2.abs(z))));
      return f64x2.add(f64x2.pmax(z, Doubles.all(0)), correction);
    }
    return z;
  }

  /** E / (E + 2) with E = exp(2|z|) − 1, and the sign of z. Beyond 22 it is 1. */
  @inline private static tanh(z: v128): v128 {
    const a = f64x2.pmin(f64x2.abs(z), Doubles.all(22));
    const e = DoubleExponential.expm1(f64x2.add(a, a));
    const t = f64x2.div(e, f64x2.add(e, Doubles.all(2)));
    return v128.bitselect(z, t, Doubles.all(-0.0));
  }

  /** 1 / (1 + e⁻ᶻ) */
  @inline private static logistic(z: v128): v128 {
    return f64x2.div(Doubles.all(1), f64x2.add(Doubles.all(1), DoubleExponential.exp(f64x2.neg(z))));
  }
}

class DoubleElementwise {
  /** Four vectors in a round, so that none waits for the others and they share constants (twice the speed of one). */
  @inline static activate(activation: i32, z: usize, h: usize, count: i32): void {
    for (; count >= 8; count -= 8, z += 64, h += 64) {
      const first = DoubleActivation.value(activation, v128.load(z));
      const second = DoubleActivation.value(activation, v128.load(z, 16));
      const third = DoubleActivation.value(activation, v128.load(z, 32));
      const fourth = DoubleActivation.value(activation, v128.load(z, 48));
      v128.store(h, first);
      v128.store(h, second, 16);
      v128.store(h, third, 32);
      v128.store(h, fourth, 48);
    }
    for (; count >= 2; count -= 2, z += 16, h += 16) {
      v128.store(h, DoubleActivation.value(activation, v128.load(z)));
    }
    if (count > 0) {
      const last = DoubleActivation.value(activation, v128.load64_zero(z));
      v128.store64_lane(h, last, 0);
    }
  }
}

/** h = σ(z) for `count` float64 numbers; h may be z. */
export function activateDoubles(activation: i32, z: usize, h: usize, count: i32): void {
  switch (activation) {
    case TANH:
      DoubleElementwise.activate(TANH, z, h, count);
      break;
    case RELU:
      DoubleElementwise.activate(RELU, z, h, count);
      break;
    case LEAKY_RELU:
      DoubleElementwise.activate(LEAKY_RELU, z, h, count);
      break;
    case ELU:
      DoubleElementwise.activate(ELU, z, h, count);
      break;
    case GELU:
      DoubleElementwise.activate(GELU, z, h, count);
      break;
    case SILU:
      DoubleElementwise.activate(SILU, z, h, count);
      break;
    case SIGMOID:
      DoubleElementwise.activate(SIGMOID, z, h, count);
      break;
    case SOFTPLUS:
      DoubleElementwise.activate(SOFTPLUS, z, h, count);
      break;
    default:
      if (z != h) memory.copy(h, z, (<usize>count) << 3);
  }
}
