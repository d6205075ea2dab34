/** The hinge losses of base/hinge.ts, summed over the samples; gradients are multiplied by `factor`. */

/** max(0, 1 − YZ) of one output, Y = ±1 by the target's sign. */
export function hinge(outputs: usize, targets: usize, errors: usize, samples: i32, factor: f32): f64 {
  let total: f64 = 0;
  for (let s: usize = 0; s < (<usize>samples) << 2; s += 4) {
    const sign: f32 = load<f32>(targets + s) > 0 ? 1 : -1;
    const shortfall = <f32>1 - sign * load<f32>(outputs + s);
    // Not "shortfall > 0": what is not a number has to stay one.
    if (!(shortfall <= 0)) total += shortfall;
    store<f32>(errors + s, shortfall > 0 ? -sign * factor : 0);
  }
  return total;
}

/** Σ_{j≠y} max(0, 1 + Z_j − Z_y), y the class with the largest target. */
export function hingeOfClasses(
  outputs: usize,
  targets: usize,
  errors: usize,
  samples: i32,
  size: i32,
  factor: f32,
): f64 {
  const row = (<usize>size) << 2;
  let total: f64 = 0;
  for (let s = 0; s < samples; s++, outputs += row, targets += row, errors += row) {
    let own: usize = 0;
    for (let j: usize = 4; j < row; j += 4) {
      if (load<f32>(targets + j) > load<f32>(targets + own)) own = j;
    }
    let violated: f32 = 0;
    for (let j: usize = 0; j < row; j += 4) {
      const shortfall = <f32>1 + load<f32>(outputs + j) - load<f32>(outputs + own);
      const counts = j != own && !(shortfall <= 0);
      if (counts) {
        total += shortfall;
        violated++;
      }
      store<f32>(errors + j, counts ? factor : 0);
    }
    store<f32>(errors + own, -violated * factor);
  }
  return total;
}
