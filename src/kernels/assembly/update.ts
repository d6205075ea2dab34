import { Lanes } from './lanes';

/** What a product is for: to be kept, or as a gradient to move the parameters at its target. */
export const KEEP: i32 = 0;
/** w ← w − ηg */
export const DESCEND: i32 = 1;
/** w ← w − η (g + λw); apart, for the weights of a batch of one sample are moved as fast as they can be read. */
export const DECAY: i32 = 2;
/** v ← βv − η (g + λw), then w ← w + v, or for Nesterov's momentum w ← w + βv − η (g + λw). */
export const ACCELERATE: i32 = 3;

/** How parameters move until told otherwise; too many to pass to every tile. */
let rate: f32 = 0;
/** ηλ */
let shrinkage: f32 = 0;
let momentum: f32 = 0;
let looksAhead: bool = false;
/** From a parameter to its velocity, in bytes; addresses wrap around. */
let velocityOffset: usize = 0;

/**
 * @param newRate η
 * @param decay λ; the gradient of ½ λ ‖W‖² is added to every gradient
 * @param newMomentum β
 * @returns how to move parameters then: DESCEND, DECAY or ACCELERATE
 */
export function setUpdate(newRate: f32, decay: f32, newMomentum: f32, newLooksAhead: bool): i32 {
  rate = newRate;
  shrinkage = newRate * decay;
  momentum = newMomentum;
  looksAhead = newLooksAhead;
  if (momentum != 0) return ACCELERATE;
  return shrinkage == 0 ? DESCEND : DECAY;
}

export function setVelocity(parameters: usize, velocity: usize): void {
  velocityOffset = velocity - parameters;
}

export class Update {
  /** η, by which gradients are multiplied before they come here. To be read once before a loop, as the next. */
  @inline static rate(): v128 {
    return Lanes.all(rate);
  }

  /** ηλ */
  @inline static shrinkage(): v128 {
    return Lanes.all(shrinkage);
  }

  /**
   * Moves the four numbers at an address.
   * @param w these numbers
   * @param scaled η g
   */
  @inline static four(mode: i32, address: usize, w: v128, scaled: v128, shrinkage: v128): void {
    const step = mode == DESCEND ? scaled : Lanes.multiplyAdd(shrinkage, w, scaled);
    if (mode != ACCELERATE) {
      v128.store(address, f32x4.sub(w, step));
      return;
    }
    const kept = Lanes.all(momentum);
    const v = f32x4.sub(f32x4.mul(kept, v128.load(address + velocityOffset)), step);
    v128.store(address + velocityOffset, v);
    const change = looksAhead ? f32x4.sub(f32x4.mul(kept, v), step) : v;
    v128.store(address, f32x4.add(w, change));
  }

  /** Moves the number at an address, by its gradient. */
  @inline static one(mode: i32, address: usize, g: f32): void {
    const w = load<f32>(address);
    const step = shrinkage * w + rate * g;
    if (mode != ACCELERATE) {
      store<f32>(address, w - step);
      return;
    }
    const v = momentum * load<f32>(address + velocityOffset) - step;
    store<f32>(address + velocityOffset, v);
    store<f32>(address, w + (looksAhead ? momentum * v - step : v));
  }
}
