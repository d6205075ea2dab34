import { Lanes } from './lanes';
import { ACCELERATE, ADAPT, DECAY, DESCEND, NORMALIZE, Update } from './update';

/**
 * A batch of one sample: products of a matrix and a vector, in which every weight is used once. The backward pass
 * therefore reads and updates it in the same visit.
 */

/** A weight that is only read: its link is frozen. */
const READ: i32 = -1;

/** z = h W + b with W inputs × outputs. @param bias 0 for none */
export function multiplySample(
  h: usize,
  weights: usize,
  bias: usize,
  z: usize,
  inputs: i32,
  outputs: i32,
): void {
  const row = (<usize>outputs) << 2;
  let j = 0;
  // Eight sums side by side keep the adders busy.
  for (; j + 31 < outputs; j += 32) {
    let w = weights + ((<usize>j) << 2);
    let x = h;
    const b: usize = bias == 0 ? 0 : bias + ((<usize>j) << 2);
    let c0 = Start.four(b);
    let c1 = Start.four(b == 0 ? 0 : b + 16);
    let c2 = Start.four(b == 0 ? 0 : b + 32);
    let c3 = Start.four(b == 0 ? 0 : b + 48);
    let c4 = Start.four(b == 0 ? 0 : b + 64);
    let c5 = Start.four(b == 0 ? 0 : b + 80);
    let c6 = Start.four(b == 0 ? 0 : b + 96);
    let c7 = Start.four(b == 0 ? 0 : b + 112);
    for (let i = 0; i < inputs; i++, w += row, x += 4) {
      const v = v128.load32_splat(x);
      c0 = Lanes.multiplyAdd(v, v128.load(w), c0);
      c1 = Lanes.multiplyAdd(v, v128.load(w, 16), c1);
      c2 = Lanes.multiplyAdd(v, v128.load(w, 32), c2);
      c3 = Lanes.multiplyAdd(v, v128.load(w, 48), c3);
      c4 = Lanes.multiplyAdd(v, v128.load(w, 64), c4);
      c5 = Lanes.multiplyAdd(v, v128.load(w, 80), c5);
      c6 = Lanes.multiplyAdd(v, v128.load(w, 96), c6);
      c7 = Lanes.multiplyAdd(v, v128.load(w, 112), c7);
    }
    const to = z + ((<usize>j) << 2);
    v128.store(to, c0);
    v128.store(to, c1, 16);
    v128.store(to, c2, 32);
    v128.store(to, c3, 48);
    v128.store(to, c4, 64);
    v128.store(to, c5, 80);
    v128.store(to, c6, 96);
    v128.store(to, c7, 112);
  }
  for (; j + 3 < outputs; j += 4) {
    let w = weights + ((<usize>j) << 2);
    let x = h;
    let c = Start.four(bias == 0 ? 0 : bias + ((<usize>j) << 2));
    for (let i = 0; i < inputs; i++, w += row, x += 4) {
      c = Lanes.multiplyAdd(v128.load32_splat(x), v128.load(w), c);
    }
    v128.store(z + ((<usize>j) << 2), c);
  }
  for (; j < outputs; j++) {
    let w = weights + ((<usize>j) << 2);
    let x = h;
    let c: f32 = bias == 0 ? 0 : load<f32>(bias + ((<usize>j) << 2));
    for (let i = 0; i < inputs; i++, w += row, x += 4) c += load<f32>(x) * load<f32>(w);
    store<f32>(z + ((<usize>j) << 2), c);
  }
}

class Start {
  /** Where four sums begin: at the biases, if there are any. */
  @inline static four(bias: usize): v128 {
    return bias == 0 ? Lanes.all(0) : v128.load(bias);
  }
}

/**
 * W δ to `back`, with W as it was, and W moved by the gradient h δᵀ.
 * @param back 0 when nobody needs W δ
 * @param frozen leaves W as it is
 */
export function backSample(
  mode: i32,
  h: usize,
  weights: usize,
  errors: usize,
  back: usize,
  inputs: i32,
  outputs: i32,
  frozen: bool,
): void {
  if (frozen) {
    if (back != 0) read(h, weights, errors, back, inputs, outputs);
  } else if (mode == DESCEND) descend(h, weights, errors, back, inputs, outputs);
  else if (mode == DECAY) decay(h, weights, errors, back, inputs, outputs);
  else if (mode == ACCELERATE) accelerate(h, weights, errors, back, inputs, outputs);
  else if (mode == ADAPT) adaptRows(h, weights, errors, back, inputs, outputs);
  else normalizeRows(h, weights, errors, back, inputs, outputs);
}

// A function for each: all loops in one would have to share the registers (half the speed).

function read(h: usize, weights: usize, errors: usize, back: usize, inputs: i32, outputs: i32): void {
  RowLoop.run(READ, h, weights, errors, back, inputs, outputs);
}

function descend(h: usize, weights: usize, errors: usize, back: usize, inputs: i32, outputs: i32): void {
  RowLoop.run(DESCEND, h, weights, errors, back, inputs, outputs);
}

function decay(h: usize, weights: usize, errors: usize, back: usize, inputs: i32, outputs: i32): void {
  RowLoop.run(DECAY, h, weights, errors, back, inputs, outputs);
}

function accelerate(h: usize, weights: usize, errors: usize, back: usize, inputs: i32, outputs: i32): void {
  RowLoop.run(ACCELERATE, h, weights, errors, back, inputs, outputs);
}

function adaptRows(h: usize, weights: usize, errors: usize, back: usize, inputs: i32, outputs: i32): void {
  RowLoop.run(ADAPT, h, weights, errors, back, inputs, outputs);
}

function normalizeRows(
  h: usize,
  weights: usize,
  errors: usize,
  back: usize,
  inputs: i32,
  outputs: i32,
): void {
  RowLoop.run(NORMALIZE, h, weights, errors, back, inputs, outputs);
}

class RowLoop {
  /** Four rows at a time, so that their four sums are added up without waiting for each other. */
  @inline static run(
    mode: i32,
    h: usize,
    weights: usize,
    errors: usize,
    back: usize,
    inputs: i32,
    outputs: i32,
  ): void {
    const row = (<usize>outputs) << 2;
    const lanes = (<usize>(outputs & ~3)) << 2;
    const scale = Update.scale();
    const shrinkage = Update.shrinkage();
    let i = 0;
    for (; i + 3 < inputs; i += 4, h += 16) {
      const x0 = f32x4.mul(scale, v128.load32_splat(h));
      const x1 = f32x4.mul(scale, v128.load32_splat(h, 4));
      const x2 = f32x4.mul(scale, v128.load32_splat(h, 8));
      const x3 = f32x4.mul(scale, v128.load32_splat(h, 12));
      let s0 = Lanes.all(0);
      let s1 = Lanes.all(0);
      let s2 = Lanes.all(0);
      let s3 = Lanes.all(0);
      for (let j: usize = 0; j < lanes; j += 16) {
        const error = v128.load(errors + j);
        const w = weights + j;
        s0 = RowLoop.four(mode, w, x0, error, s0, shrinkage);
        s1 = RowLoop.four(mode, w + row, x1, error, s1, shrinkage);
        s2 = RowLoop.four(mode, w + 2 * row, x2, error, s2, shrinkage);
        s3 = RowLoop.four(mode, w + 3 * row, x3, error, s3, shrinkage);
      }
      if (back != 0) {
        v128.store(back, Lanes.sums(s0, s1, s2, s3));
        back += 16;
      }
      for (let r: usize = 0; r < 4; r++, weights += row) {
        const target: usize = back == 0 ? 0 : back - 16 + (r << 2);
        RowLoop.rest(mode, weights, errors, load<f32>(h + (r << 2)), lanes, row, target);
      }
    }
    for (; i < inputs; i++, h += 4, weights += row) {
      const x = f32x4.mul(scale, v128.load32_splat(h));
      let s = Lanes.all(0);
      for (let j: usize = 0; j < lanes; j += 16) {
        s = RowLoop.four(mode, weights + j, x, v128.load(errors + j), s, shrinkage);
      }
      if (back != 0) store<f32>(back, Lanes.sum(s));
      RowLoop.rest(mode, weights, errors, load<f32>(h), lanes, row, back);
      if (back != 0) back += 4;
    }
  }

  /**
   * Moves four weights of a row; returns `sum` with their share of W δ added.
   * @param scaled h of the row, times `scale`
   */
  @inline private static four(
    mode: i32,
    address: usize,
    scaled: v128,
    error: v128,
    sum: v128,
    shrinkage: v128,
  ): v128 {
    const w = v128.load(address);
    if (mode != READ) Update.four(mode, address, w, f32x4.mul(scaled, error), shrinkage);
    return Lanes.multiplyAdd(w, error, sum);
  }

  /** The last up to three weights of a row; their share of W δ is added to `target`, unless that is 0. */
  @inline private static rest(
    mode: i32,
    weights: usize,
    errors: usize,
    x: f32,
    start: usize,
    end: usize,
    target: usize,
  ): void {
    for (let j = start; j < end; j += 4) {
      const error = load<f32>(errors + j);
      if (target != 0) store<f32>(target, load<f32>(target) + load<f32>(weights + j) * error);
      if (mode != READ) Update.one(mode, weights + j, x * error);
    }
  }
}
