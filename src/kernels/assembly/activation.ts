import { ELU, GELU, LEAKY_RELU, RELU, SIGMOID, SILU, SOFTPLUS, TANH } from '../chainLayout';
import { Exponential } from './exponential';
import { Lanes } from './lanes';
import { Rationals } from './rationals';

const LEAK: f32 = 0.01;
const ROOT_HALF: f32 = 0.7071067811865476;
/** Of the normal density at 0, 1/√(2π). */
const DENSITY_AT_ZERO: f32 = 0.3989422804014327;

/**
 * The nine activations σ and their slopes σ′ (base/activation.ts), on four numbers. `activation` is a constant wherever
 * these are inlined, so that nothing is left of the choice.
 */
class Activation {
  /** σ(z) */
  @inline static value(activation: i32, z: v128): v128 {
    if (activation == TANH) return Rationals.tanh(z);
    if (activation == RELU) return f32x4.pmax(z, Lanes.all(0));
    if (activation == LEAKY_RELU) {
      return v128.bitselect(z, f32x4.mul(z, Lanes.all(LEAK)), f32x4.gt(z, Lanes.all(0)));
    }
    if (activation == ELU) return v128.bitselect(z, Exponential.expm1(z), f32x4.gt(z, Lanes.all(0)));
    if (activation == GELU) return f32x4.mul(z, Activation.normalCumulative(z));
    if (activation == SILU) return f32x4.mul(z, Activation.logistic(z));
    if (activation == SIGMOID) return Activation.logistic(z);
    if (activation == SOFTPLUS) {
      const correction = Exponential.log1p(Exponential.exp(f32x4.neg(f32x4.abs(z))));
      return f32x4.add(f32x4.pmax(z, Lanes.all(0)), correction);
    }
    return z;
  }

  /** g σ′(z), from h = σ(z) where that is enough. */
  @inline static backward(activation: i32, g: v128, z: v128, h: v128): v128 {
    const one = Lanes.all(1);
    // 1 − h²
    if (activation == TANH) return f32x4.mul(g, f32x4.sub(one, f32x4.mul(h, h)));
    if (activation == RELU) return v128.and(g, f32x4.gt(h, Lanes.all(0)));
    if (activation == LEAKY_RELU) {
      return v128.bitselect(g, f32x4.mul(g, Lanes.all(LEAK)), f32x4.gt(h, Lanes.all(0)));
    }
    // eᶻ = h + 1 where z ≤ 0
    if (activation == ELU) {
      return f32x4.mul(g, v128.bitselect(one, f32x4.add(h, one), f32x4.gt(h, Lanes.all(0))));
    }
    // Φ(z) + z φ(z)
    if (activation == GELU) {
      const exponent = f32x4.mul(f32x4.mul(z, z), Lanes.all(-0.5));
      const density = f32x4.mul(Exponential.exp(exponent), Lanes.all(DENSITY_AT_ZERO));
      return f32x4.mul(g, Lanes.multiplyAdd(z, density, Activation.normalCumulative(z)));
    }
    // s + h (1 − s), where 1 − s = e⁻ᶻ s keeps its digits when s is nearly 1; bounded, for 0 · ∞ is not 1
    if (activation == SILU) {
      const e = Exponential.exp(f32x4.pmin(f32x4.neg(z), Lanes.all(80)));
      const s = f32x4.div(one, f32x4.add(one, e));
      return f32x4.mul(g, Lanes.multiplyAdd(h, f32x4.mul(e, s), s));
    }
    // h (1 − h)
    if (activation == SIGMOID) return f32x4.mul(g, f32x4.mul(h, f32x4.sub(one, h)));
    // 1 / (1 + e⁻ᶻ) = 1 − e⁻ʰ
    if (activation == SOFTPLUS) return f32x4.mul(g, f32x4.neg(Exponential.expm1(f32x4.neg(h))));
    return g;
  }

  /** 1 / (1 + e⁻ᶻ) */
  @inline private static logistic(z: v128): v128 {
    return f32x4.div(Lanes.all(1), f32x4.add(Lanes.all(1), Exponential.exp(f32x4.neg(z))));
  }

  /** Φ(z) = ½ (1 + erf(z/√2)) */
  @inline private static normalCumulative(z: v128): v128 {
    const erf = Rationals.erf(f32x4.mul(z, Lanes.all(ROOT_HALF)));
    return Lanes.multiplyAdd(erf, Lanes.all(0.5), Lanes.all(0.5));
  }
}

/** Loops over vectors and then the last one to three numbers. */
class Elementwise {
  @inline static activate(activation: i32, z: usize, h: usize, count: i32): void {
    for (; count >= 4; count -= 4, z += 16, h += 16) {
      v128.store(h, Activation.value(activation, v128.load(z)));
    }
    if (count > 0) Lanes.storeSome(h, Activation.value(activation, Lanes.loadSome(z, count)), count);
  }

  @inline static backward(activation: i32, g: usize, z: usize, h: usize, count: i32): void {
    for (; count >= 4; count -= 4, g += 16, z += 16, h += 16) {
      v128.store(g, Activation.backward(activation, v128.load(g), v128.load(z), v128.load(h)));
    }
    if (count == 0) return;
    const error = Lanes.loadSome(g, count);
    const last = Activation.backward(activation, error, Lanes.loadSome(z, count), Lanes.loadSome(h, count));
    Lanes.storeSome(g, last, count);
  }
}

/** h = σ(z) for `count` numbers; h may be z. */
export function activate(activation: i32, z: usize, h: usize, count: i32): void {
  switch (activation) {
    case TANH:
      Elementwise.activate(TANH, z, h, count);
      break;
    case RELU:
      Elementwise.activate(RELU, z, h, count);
      break;
    case LEAKY_RELU:
      Elementwise.activate(LEAKY_RELU, z, h, count);
      break;
    case ELU:
      Elementwise.activate(ELU, z, h, count);
      break;
    case GELU:
      Elementwise.activate(GELU, z, h, count);
      break;
    case SILU:
      Elementwise.activate(SILU, z, h, count);
      break;
    case SIGMOID:
      Elementwise.activate(SIGMOID, z, h, count);
      break;
    case SOFTPLUS:
      Elementwise.activate(SOFTPLUS, z, h, count);
      break;
    default:
      if (z != h) memory.copy(h, z, (<usize>count) << 2);
  }
}

/** g ← g ∘ σ′(z) for `count` numbers. */
export function multiplyBySlope(activation: i32, g: usize, z: usize, h: usize, count: i32): void {
  switch (activation) {
    case TANH:
      Elementwise.backward(TANH, g, z, h, count);
      break;
    case RELU:
      Elementwise.backward(RELU, g, z, h, count);
      break;
    case LEAKY_RELU:
      Elementwise.backward(LEAKY_RELU, g, z, h, count);
      break;
    case ELU:
      Elementwise.backward(ELU, g, z, h, count);
      break;
    case GELU:
      Elementwise.backward(GELU, g, z, h, count);
      break;
    case SILU:
      Elementwise.backward(SILU, g, z, h, count);
      break;
    case SIGMOID:
      Elementwise.backward(SIGMOID, g, z, h, count);
      break;
    case SOFTPLUS:
      Elementwise.backward(SOFTPLUS, g, z, h, count);
  }
}
