import { LINK_SUMS, SAMPLE_SUMS } from '../analysisLayout';
import { Doubles, rowBytes } from './doubles';

/** Σ ½ḃ² of a link's bias, and b promoted to float64 at `shifts`, filled up with zeros; b is then remembered. */
export function prepareShifts(wide: bool, bias: usize, before: usize, count: i32, shifts: usize): f64 {
  const row = rowBytes(count);
  store<f64>(shifts + row - 8, 0);
  if (bias == 0) {
    memory.fill(shifts, 0, row);
    return 0;
  }
  const bytes: usize = wide ? 8 : 4;
  let sum: f64 = 0;
  for (let j = 0; j < count; j++, bias += bytes, before += bytes, shifts += 8) {
    const b = Doubles.parameter(wide, bias);
    const change = b - Doubles.parameter(wide, before);
    sum += change * change;
    store<f64>(shifts, b);
    if (wide) store<f64>(before, b);
    else store<f32>(before, <f32>b);
  }
  return 0.5 * sum;
}

/**
 * Takes up the new state of a link: what its weights deliver (`fresh`, rows `freshRow` bytes apart) becomes what is
 * remembered, with z^(m+1) = W h + b as an exact pair of a float64 and its rounding error.
 *
 * Where it `compares`, it sums for every sample, with v = Δz and f = Δ(W h) of old and new state (THEORY §1.1, §1.2),
 * ½‖v‖², −v·f, ½‖f‖² and ½‖v − f‖². The last is the sum of the first three, which exceed it by many orders. It is taken from the
 * differences v_i − f_i, whose digits are all there because v and f carry their rounding errors along.
 */
export function takeUp(
  compares: bool,
  fresh: usize,
  freshRow: usize,
  shifts: usize,
  products: usize,
  delivered: usize,
  rests: usize,
  samples: i32,
  outputs: i32,
  sums: usize,
): void {
  if (compares)
    TermLoop.run(true, fresh, freshRow, shifts, products, delivered, rests, samples, outputs, sums);
  else TermLoop.run(false, fresh, freshRow, shifts, products, delivered, rests, samples, outputs, sums);
}

class TermLoop {
  @inline static run(
    compares: bool,
    fresh: usize,
    freshRow: usize,
    shifts: usize,
    products: usize,
    delivered: usize,
    rests: usize,
    samples: i32,
    outputs: i32,
    sums: usize,
  ): void {
    const row = rowBytes(outputs);
    sums += LINK_SUMS << 3;
    for (let s = 0; s < samples; s++, fresh += freshRow, sums += SAMPLE_SUMS << 3) {
      let kinetic = Doubles.all(0);
      let coupling = Doubles.all(0);
      let flux = Doubles.all(0);
      let sector = Doubles.all(0);
      for (let j: usize = 0; j < row; j += 16, products += 16, delivered += 16, rests += 16) {
        const product = v128.load(fresh + j);
        const shift = v128.load(shifts + j);
        const z = f64x2.add(product, shift);
        const rest = Doubles.additionError(product, shift, z);
        if (compares) {
          const productBefore = v128.load(products);
          const zBefore = v128.load(delivered);
          const f = f64x2.sub(product, productBefore);
          const fRest = Doubles.subtractionError(product, productBefore, f);
          const v = f64x2.sub(z, zBefore);
          const vRest = f64x2.add(Doubles.subtractionError(z, zBefore, v), f64x2.sub(rest, v128.load(rests)));
          // Changes far below the last bit of z stand in its rests alone.
          const velocity = f64x2.add(v, vRest);
          const difference = f64x2.add(f64x2.sub(v, f), f64x2.sub(vRest, fRest));
          kinetic = Doubles.multiplyAdd(velocity, velocity, kinetic);
          coupling = Doubles.multiplyAdd(velocity, f, coupling);
          flux = Doubles.multiplyAdd(f, f, flux);
          sector = Doubles.multiplyAdd(difference, difference, sector);
        }
        v128.store(products, product);
        v128.store(delivered, z);
        v128.store(rests, rest);
      }
      if (compares) {
        store<f64>(sums, 0.5 * Doubles.sum(kinetic));
        store<f64>(sums, -Doubles.sum(coupling), 8);
        store<f64>(sums, 0.5 * Doubles.sum(flux), 16);
        store<f64>(sums, 0.5 * Doubles.sum(sector), 24);
      }
    }
  }
}

/** to = a + b, `count` numbers, an even number of them. */
export function addDoubles(to: usize, a: usize, b: usize, count: i32): void {
  for (; count > 0; count -= 2, to += 16, a += 16, b += 16) {
    v128.store(to, f64x2.add(v128.load(a), v128.load(b)));
  }
}
