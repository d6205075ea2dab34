import { BLOCK_COLUMNS, PANEL_BYTES, PANEL_COLUMNS, SAMPLES_AT_ONCE } from '../analysisLayout';
import { packPanels } from './doublePanels';
import { Doubles } from './doubles';

/**
 * h W of a dense link in float64, and Σ ΔW² (doublePanels.ts).
 * @param hidden h, samples × inputs, rows `hiddenRow` bytes apart
 * @param products samples × outputs, rows `productRow` bytes apart; there must be room for whole tiles of 4 × 4
 * @param panels room for PANELS_BYTES × inputs
 * @param packedSamples room for `inputs` numbers of all samples, in whole groups of four
 */
export function multiplyDoubles(
  wide: bool,
  hidden: usize,
  hiddenRow: usize,
  weights: usize,
  before: usize,
  products: usize,
  productRow: usize,
  samples: i32,
  inputs: i32,
  outputs: i32,
  panels: usize,
  packedSamples: usize,
): f64 {
  const shift: usize = wide ? 3 : 2;
  const parameterRow = (<usize>outputs) << shift;
  let change: f64 = 0;
  packSamples(hidden, hiddenRow, samples, inputs, packedSamples);
  for (let j = 0; j < outputs; j += BLOCK_COLUMNS) {
    const columns = min(BLOCK_COLUMNS, outputs - j);
    const begin = (<usize>j) << shift;
    const remembered: usize = before == 0 ? 0 : before + begin;
    change += packPanels(wide, weights + begin, remembered, parameterRow, inputs, columns, panels);
    const to = products + ((<usize>j) << 3);
    multiplyPanels(packedSamples, panels, to, productRow, samples, inputs, columns);
  }
  return change;
}

/** Copies samples into groups of four, number by number; a group that lacks some is filled up with its first. */
function packSamples(hidden: usize, hiddenRow: usize, samples: i32, inputs: i32, to: usize): void {
  for (let s = 0; s < samples; s += SAMPLES_AT_ONCE, hidden += hiddenRow << 2) {
    const present = samples - s;
    const row1 = hidden + (present > 1 ? hiddenRow : 0);
    const row2 = hidden + (present > 2 ? hiddenRow << 1 : 0);
    const row3 = hidden + (present > 3 ? hiddenRow * 3 : 0);
    const end = (<usize>inputs) << 3;
    for (let at: usize = 0; at < end; at += 8, to += 32) {
      v128.store(to, v128.load64_lane(row1 + at, v128.load64_zero(hidden + at), 1));
      v128.store(to, v128.load64_lane(row3 + at, v128.load64_zero(row2 + at), 1), 16);
    }
  }
}

/**
 * Tiles of four samples and four columns, in registers. A `do … while` inside the loops over tiles, not unrolled by hand: what
 * is said in tiles.ts holds here too.
 */
export function multiplyPanels(
  packedSamples: usize,
  panels: usize,
  products: usize,
  productRow: usize,
  samples: i32,
  inputs: i32,
  columns: i32,
): void {
  const panelBytes = <usize>inputs * PANEL_BYTES;
  for (let s = 0; s < samples; s += SAMPLES_AT_ONCE, packedSamples += panelBytes) {
    let w = panels;
    let to = products;
    for (let j = 0; j < columns; j += PANEL_COLUMNS, to += PANEL_BYTES) {
      let h = packedSamples;
      let k = inputs;
      let c00 = Doubles.all(0);
      let c01 = Doubles.all(0);
      let c10 = Doubles.all(0);
      let c11 = Doubles.all(0);
      let c20 = Doubles.all(0);
      let c21 = Doubles.all(0);
      let c30 = Doubles.all(0);
      let c31 = Doubles.all(0);
      let x: v128;
      let w0: v128;
      let w1: v128;
      do {
        w0 = v128.load(w);
        w1 = v128.load(w, 16);
        w += PANEL_BYTES;
        x = v128.load64_splat(h);
        c00 = Doubles.accumulate(x, w0, c00);
        c01 = Doubles.accumulate(x, w1, c01);
        x = v128.load64_splat(h, 8);
        c10 = Doubles.accumulate(x, w0, c10);
        c11 = Doubles.accumulate(x, w1, c11);
        x = v128.load64_splat(h, 16);
        c20 = Doubles.accumulate(x, w0, c20);
        c21 = Doubles.accumulate(x, w1, c21);
        x = v128.load64_splat(h, 24);
        c30 = Doubles.accumulate(x, w0, c30);
        c31 = Doubles.accumulate(x, w1, c31);
        h += 32;
      } while (--k);
      v128.store(to, c00);
      v128.store(to, c01, 16);
      v128.store(to + productRow, c10);
      v128.store(to + productRow, c11, 16);
      v128.store(to + 2 * productRow, c20);
      v128.store(to + 2 * productRow, c21, 16);
      v128.store(to + 3 * productRow, c30);
      v128.store(to + 3 * productRow, c31, 16);
    }
    products += productRow << 2;
  }
}

/**
 * (W h)_i = W_0i h_(i+lower) + W_1i h_(i+upper) of a local link, on a ring of `neurons`; W is 2 × neurons. A number that fills
 * up the last vector of a row is 0.
 */
export function multiplyRing(
  wide: bool,
  hidden: usize,
  hiddenRow: usize,
  weights: usize,
  products: usize,
  productRow: usize,
  samples: i32,
  neurons: i32,
  lower: i32,
  upper: i32,
): void {
  const shift: usize = wide ? 3 : 2;
  const second = weights + ((<usize>neurons) << shift);
  for (let i = 0; i < neurons; i++) {
    const low = (<usize>((i + lower + neurons) % neurons)) << 3;
    const high = (<usize>((i + upper) % neurons)) << 3;
    const at = (<usize>i) << shift;
    const lowWeight = Doubles.parameter(wide, weights + at);
    const highWeight = Doubles.parameter(wide, second + at);
    let h = hidden;
    let to = products + ((<usize>i) << 3);
    for (let s = 0; s < samples; s++, h += hiddenRow, to += productRow) {
      store<f64>(to, lowWeight * load<f64>(h + low) + highWeight * load<f64>(h + high));
    }
  }
  if ((neurons & 1) == 0) return;
  let to = products + ((<usize>neurons) << 3);
  for (let s = 0; s < samples; s++, to += productRow) store<f64>(to, 0);
}
