import { ADAM, GRADIENT_DESCENT, NESTEROV, RMSPROP } from '../chainLayout';
import { Lanes } from './lanes';

/** What a product is for: to be kept, or as a gradient to move the parameters at its target. */
export const KEEP: i32 = 0;
/** w ← w − ηg */
export const DESCEND: i32 = 1;
/** w ← w − η (g + λw); apart, for the weights of a batch of one sample are moved as fast as they can be read. */
export const DECAY: i32 = 2;
/** v ← βv − η (g + λw), then w ← w + v, or for Nesterov's momentum w ← w + βv − η (g + λw). */
export const ACCELERATE: i32 = 3;
/** m ← β₁m + g + λw, v ← β₂v + (g + λw)², w ← w − η m / (√v + ε): Adam, its corrections within η and ε. */
export const ADAPT: i32 = 4;
/** v ← ρv + (g + λw)², w ← w − η (g + λw) / (√v + ε): RMSProp, its corrections within η and ε. */
export const NORMALIZE: i32 = 5;

/** How parameters move until told otherwise; too many to pass to every tile. */
// No initializers but plain numbers: anything else would make the module need a start function.
let optimizer: i32 = 0;
let firstDecay: f32 = 0;
let secondDecay: f32 = 0;
let paceFactor: f32 = 0;
let margin: f32 = 0;
/** By which gradients are multiplied at once: η, or 1 where steps are not linear in them. */
let scale: f32 = 0;
/** λ times that. */
let shrinkage: f32 = 0;
/** η with its correction, where steps are not linear in gradients. */
let pace: f32 = 0;
/** From a parameter to what is remembered of it, in bytes; addresses wrap around. */
let firstOffset: usize = 0;
let secondOffset: usize = 0;

/** The arguments are the fields of the header. */
export function setOptimizer(
  newOptimizer: i32,
  newFirstDecay: f32,
  newSecondDecay: f32,
  newPaceFactor: f32,
  newMargin: f32,
): void {
  optimizer = newOptimizer;
  firstDecay = newFirstDecay;
  secondDecay = newSecondDecay;
  paceFactor = newPaceFactor;
  margin = newMargin;
}

/**
 * @param rate η
 * @param decay λ; the gradient of ½ λ ‖W‖² is added to every gradient
 * @returns how to move parameters then: one of the modes above
 */
export function setUpdate(rate: f32, decay: f32): i32 {
  if (optimizer == ADAM || optimizer == RMSPROP) {
    scale = 1;
    shrinkage = decay;
    pace = rate * paceFactor;
    return optimizer == ADAM ? ADAPT : NORMALIZE;
  }
  scale = rate;
  shrinkage = rate * decay;
  if (optimizer != GRADIENT_DESCENT) return ACCELERATE;
  return shrinkage == 0 ? DESCEND : DECAY;
}

/** After this, DESCEND adds a product to its target: it descends at the rate −1. */
export function setAddition(): void {
  scale = -1;
  shrinkage = 0;
}

/** Whose parameters move, and where what is remembered of them lies; 0 where nothing is. */
export function setMemory(parameters: usize, first: usize, second: usize): void {
  firstOffset = first - parameters;
  secondOffset = second - parameters;
}

export class Update {
  /** By which gradients are multiplied before they come here. To be read once before a loop, as the next. */
  @inline static scale(): v128 {
    return Lanes.all(scale);
  }

  /** λ times that. */
  @inline static shrinkage(): v128 {
    return Lanes.all(shrinkage);
  }

  /**
   * Moves the four numbers at an address.
   * @param w these numbers
   * @param scaled their gradients times `scale`
   */
  @inline static four(mode: i32, address: usize, w: v128, scaled: v128, shrinkage: v128): void {
    const step = mode == DESCEND ? scaled : Lanes.multiplyAdd(shrinkage, w, scaled);
    if (mode == DESCEND || mode == DECAY) {
      v128.store(address, f32x4.sub(w, step));
      return;
    }
    const first = address + firstOffset;
    const second = address + secondOffset;
    if (mode == ACCELERATE) {
      const kept = Lanes.all(firstDecay);
      const v = f32x4.sub(f32x4.mul(kept, v128.load(first)), step);
      v128.store(first, v);
      const change = optimizer == NESTEROV ? f32x4.sub(f32x4.mul(kept, v), step) : v;
      v128.store(address, f32x4.add(w, change));
      return;
    }
    let direction = step;
    if (mode == ADAPT) {
      direction = Lanes.multiplyAdd(Lanes.all(firstDecay), v128.load(first), step);
      v128.store(first, direction);
    }
    const v = Lanes.multiplyAdd(Lanes.all(secondDecay), v128.load(second), f32x4.mul(step, step));
    v128.store(second, v);
    const spread = f32x4.add(f32x4.sqrt(v), Lanes.all(margin));
    v128.store(address, f32x4.sub(w, f32x4.div(f32x4.mul(Lanes.all(pace), direction), spread)));
  }

  /** Moves the number at an address, by its gradient. */
  @inline static one(mode: i32, address: usize, g: f32): void {
    const w = load<f32>(address);
    const step = shrinkage * w + scale * g;
    if (mode == DESCEND || mode == DECAY) {
      store<f32>(address, w - step);
      return;
    }
    const first = address + firstOffset;
    const second = address + secondOffset;
    if (mode == ACCELERATE) {
      const v = firstDecay * load<f32>(first) - step;
      store<f32>(first, v);
      store<f32>(address, w + (optimizer == NESTEROV ? firstDecay * v - step : v));
      return;
    }
    let direction = step;
    if (mode == ADAPT) {
      direction = firstDecay * load<f32>(first) + step;
      store<f32>(first, direction);
    }
    const v = secondDecay * load<f32>(second) + step * step;
    store<f32>(second, v);
    store<f32>(address, w - (pace * direction) / (sqrt<f32>(v) + margin));
  }
}

/** Moves parameters by gradients that lie in memory. */
export function updateArray(mode: i32, parameters: usize, gradients: usize, count: i32): void {
  const scales = Update.scale();
  const shrinkages = Update.shrinkage();
  for (; count > 3; count -= 4, parameters += 16, gradients += 16) {
    const scaled = f32x4.mul(scales, v128.load(gradients));
    Update.four(mode, parameters, v128.load(parameters), scaled, shrinkages);
  }
  for (; count > 0; count--, parameters += 4, gradients += 4) {
    Update.one(mode, parameters, load<f32>(gradients));
  }
}

/**
 * Moves the parameters at `w` in a step of their own, by gradients that lie in memory.
 * @param kind the optimiser, of which `first` and `second` are what it remembers, 0 where it does not
 * @param rate η; for Adam and RMSProp with its corrections, as `margin` is ε with them
 */
export function moveParameters(
  kind: i32,
  w: usize,
  gradients: usize,
  first: usize,
  second: usize,
  count: i32,
  rate: f32,
  decay: f32,
  ofFirst: f32,
  ofSecond: f32,
  margin: f32,
): void {
  setOptimizer(kind, ofFirst, ofSecond, 1, margin);
  setMemory(w, first, second);
  updateArray(setUpdate(rate, decay), w, gradients, count);
}
