import { Lanes } from './lanes';

/**
 * Updates of an array of parameters w in place, with what the optimiser remembers. The gradient is that of the loss; that of
 * the decay ½ λ w² is added here. What the numbers mean stands at engine/updateRule.ts.
 */

/** g + λw */
class Change {
  @inline static of(w: v128, gradients: usize, decay: v128, count: i32): v128 {
    return Lanes.multiplyAdd(decay, w, Lanes.loadSome(gradients, count));
  }
}

/** w ← w − ηg */
export function descend(w: usize, gradients: usize, count: i32, rate: f32, decay: f32): void {
  const decays = Lanes.all(decay);
  const rates = Lanes.all(rate);
  for (; count > 0; count -= 4, w += 16, gradients += 16) {
    const old = Lanes.loadSome(w, count);
    const change = Change.of(old, gradients, decays, count);
    Lanes.storeSome(w, f32x4.sub(old, f32x4.mul(rates, change)), count);
  }
}

/** v ← βv − ηg, w ← w + v; with Nesterov's momentum w ← w + βv − ηg. */
export function accelerate(
  w: usize,
  gradients: usize,
  velocity: usize,
  count: i32,
  rate: f32,
  decay: f32,
  momentum: f32,
  looksAhead: bool,
): void {
  const decays = Lanes.all(decay);
  const rates = Lanes.all(rate);
  const kept = Lanes.all(momentum);
  for (; count > 0; count -= 4, w += 16, gradients += 16, velocity += 16) {
    const old = Lanes.loadSome(w, count);
    const step = f32x4.mul(rates, Change.of(old, gradients, decays, count));
    const v = f32x4.sub(f32x4.mul(kept, Lanes.loadSome(velocity, count)), step);
    Lanes.storeSome(velocity, v, count);
    Lanes.storeSome(w, f32x4.add(old, looksAhead ? f32x4.sub(f32x4.mul(kept, v), step) : v), count);
  }
}

/** m ← β₁m + g, v ← β₂v + g², w ← w − step m/(√v + ε): Adam, its corrections within `step` and `epsilon`. */
export function adapt(
  w: usize,
  gradients: usize,
  mean: usize,
  square: usize,
  count: i32,
  step: f32,
  decay: f32,
  meanDecay: f32,
  squareDecay: f32,
  epsilon: f32,
): void {
  const decays = Lanes.all(decay);
  const steps = Lanes.all(step);
  const margin = Lanes.all(epsilon);
  for (; count > 0; count -= 4, w += 16, gradients += 16, mean += 16, square += 16) {
    const old = Lanes.loadSome(w, count);
    const change = Change.of(old, gradients, decays, count);
    const m = Lanes.multiplyAdd(Lanes.all(meanDecay), Lanes.loadSome(mean, count), change);
    const squares = f32x4.mul(change, change);
    const v = Lanes.multiplyAdd(Lanes.all(squareDecay), Lanes.loadSome(square, count), squares);
    Lanes.storeSome(mean, m, count);
    Lanes.storeSome(square, v, count);
    const fraction = f32x4.div(m, f32x4.add(f32x4.sqrt(v), margin));
    Lanes.storeSome(w, f32x4.sub(old, f32x4.mul(fraction, steps)), count);
  }
}

/** v ← ρv + g², w ← w − step g/(√v + ε): RMSProp, its corrections within `step` and `epsilon`. */
export function scaleByRoot(
  w: usize,
  gradients: usize,
  square: usize,
  count: i32,
  step: f32,
  decay: f32,
  squareDecay: f32,
  epsilon: f32,
): void {
  const decays = Lanes.all(decay);
  const steps = Lanes.all(step);
  const margin = Lanes.all(epsilon);
  for (; count > 0; count -= 4, w += 16, gradients += 16, square += 16) {
    const old = Lanes.loadSome(w, count);
    const change = Change.of(old, gradients, decays, count);
    const squares = f32x4.mul(change, change);
    const v = Lanes.multiplyAdd(Lanes.all(squareDecay), Lanes.loadSome(square, count), squares);
    Lanes.storeSome(square, v, count);
    const fraction = f32x4.div(change, f32x4.add(f32x4.sqrt(v), margin));
    Lanes.storeSome(w, f32x4.sub(old, f32x4.mul(fraction, steps)), count);
  }
}
