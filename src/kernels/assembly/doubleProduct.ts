import { BLOCK_COLUMNS, PANEL_BYTES, PANEL_COLUMNS, SAMPLES_AT_ONCE } from '../analysisLayout';
import { packPanels } from './doublePanels';
import { Doubles } from './doubles';

/**
 * h W of a dense link in float64, and Σ ΔW² (doublePanels.ts).
 * @param hidden h, samples × inputs, rows `hiddenRow` bytes apart
 * @param products samples × outputs, rows `productRow` bytes apart; there must be room for whole tiles of 4 × 4
 * @param panels room for PANELS_BYTES × inputs
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
): f64 {
  const shift: usize = wide ? 3 : 2;
  const parameterRow = (<usize>outputs) << shift;
  let change: f64 = 0;
  for (let j = 0; j < outputs; j += BLOCK_COLUMNS) {
    const columns = min(BLOCK_COLUMNS, outputs - j);
    const begin = (<usize>j) << shift;
    const remembered: usize = before == 0 ? 0 : before + begin;
    change += packPanels(wide, weights + begin, remembered, parameterRow, inputs, columns, panels);
    const to = products + ((<usize>j) << 3);
    multiplyPanels(hidden, hiddenRow, panels, to, productRow, samples, inputs, columns);
  }
  return change;
}

/**
 * Tiles of four samples and four columns, in registers. A `do … while` inside the loops over tiles, not unrolled by hand: what
 * is said in tiles.ts holds here too.
 */
function multiplyPanels(
  hidden: usize,
  hiddenRow: usize,
  panels: usize,
  products: usize,
  productRow: usize,
  samples: i32,
  inputs: i32,
  columns: i32,
): void {
  const panelBytes = <usize>inputs * PANEL_BYTES;
  for (let s = 0; s < samples; s += SAMPLES_AT_ONCE) {
    const present = samples - s;
    // Missing samples are computed as copies of the first one.
    const row1: usize = present > 1 ? hiddenRow : 0;
    const row2: usize = present > 2 ? hiddenRow << 1 : 0;
    const row3: usize = present > 3 ? hiddenRow * 3 : 0;
    let panel = panels;
    let to = products;
    for (let j = 0; j < columns; j += PANEL_COLUMNS, panel += panelBytes, to += PANEL_BYTES) {
      let h = hidden;
      let w = panel;
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
        c00 = Doubles.multiplyAdd(x, w0, c00);
        c01 = Doubles.multiplyAdd(x, w1, c01);
        x = v128.load64_splat(h + row1);
        c10 = Doubles.multiplyAdd(x, w0, c10);
        c11 = Doubles.multiplyAdd(x, w1, c11);
        x = v128.load64_splat(h + row2);
        c20 = Doubles.multiplyAdd(x, w0, c20);
        c21 = Doubles.multiplyAdd(x, w1, c21);
        x = v128.load64_splat(h + row3);
        c30 = Doubles.multiplyAdd(x, w0, c30);
        c31 = Doubles.multiplyAdd(x, w1, c31);
        h += 8;
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
    hidden += hiddenRow << 2;
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
