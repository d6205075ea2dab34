import { BLOCK_COLUMNS, PANEL_BYTES, PANEL_COLUMNS } from '../analysisLayout';
import { Doubles } from './doubles';

/**
 * Copies up to 16 columns of W, promoted to float64, into panels of four columns, row by row; columns that a panel lacks are
 * zeros. The same visit of W compares it with the one that is remembered, and remembers it.
 * @param before W of the state before, overwritten; 0 to compare nothing and remember nothing
 * @param parameterRow bytes of a row of W
 * @returns Σ ΔW² of these columns; 0 when there is nothing to compare
 */
export function packPanels(
  wide: bool,
  weights: usize,
  before: usize,
  parameterRow: usize,
  rows: i32,
  columns: i32,
  panels: usize,
): f64 {
  if (columns < BLOCK_COLUMNS) {
    return packSome(wide, weights, before, parameterRow, rows, columns, panels);
  }
  if (wide) return PanelLoop.pack(true, before != 0, weights, before, parameterRow, rows, panels);
  return before == 0
    ? PanelLoop.pack(false, false, weights, before, parameterRow, rows, panels)
    : PanelLoop.pack(false, true, weights, before, parameterRow, rows, panels);
}

class PanelLoop {
  /** All 16 columns. */
  @inline static pack(
    wide: bool,
    compares: bool,
    weights: usize,
    before: usize,
    parameterRow: usize,
    rows: i32,
    panels: usize,
  ): f64 {
    const panelBytes = <usize>rows * PANEL_BYTES;
    let sum = Doubles.all(0);
    for (let i = 0; i < rows; i++, weights += parameterRow, before += parameterRow, panels += PANEL_BYTES) {
      sum = PanelLoop.four(wide, compares, weights, before, 0, panels, sum);
      sum = PanelLoop.four(wide, compares, weights, before, 1, panels + panelBytes, sum);
      sum = PanelLoop.four(wide, compares, weights, before, 2, panels + 2 * panelBytes, sum);
      sum = PanelLoop.four(wide, compares, weights, before, 3, panels + 3 * panelBytes, sum);
    }
    return Doubles.sum(sum);
  }

  /** The four columns of one panel in a row of W; their ΔW² are added to `sum`. */
  @inline private static four(
    wide: bool,
    compares: bool,
    weights: usize,
    before: usize,
    panel: usize,
    to: usize,
    sum: v128,
  ): v128 {
    const first = panel << (wide ? 5 : 4);
    const second = first + (wide ? 16 : 8);
    const w0 = Doubles.parameters(wide, weights + first);
    const w1 = Doubles.parameters(wide, weights + second);
    v128.store(to, w0);
    v128.store(to, w1, 16);
    if (!compares) return sum;
    const change0 = f64x2.sub(w0, Doubles.parameters(wide, before + first));
    const change1 = f64x2.sub(w1, Doubles.parameters(wide, before + second));
    v128.store(before + first, v128.load(weights + first));
    if (wide) v128.store(before + second, v128.load(weights + second));
    return f64x2.add(sum, Doubles.multiplyAdd(change0, change0, f64x2.mul(change1, change1)));
  }
}

/** Fewer than 16 columns, number by number. */
function packSome(
  wide: bool,
  weights: usize,
  before: usize,
  parameterRow: usize,
  rows: i32,
  columns: i32,
  panels: usize,
): f64 {
  const panelBytes = <usize>rows * PANEL_BYTES;
  const shift: usize = wide ? 3 : 2;
  const filled = (columns + PANEL_COLUMNS - 1) & -PANEL_COLUMNS;
  let sum: f64 = 0;
  for (let i = 0; i < rows; i++, weights += parameterRow, panels += PANEL_BYTES) {
    for (let j = 0; j < filled; j++) {
      const w = j < columns ? Doubles.parameter(wide, weights + ((<usize>j) << shift)) : 0;
      store<f64>(panels + <usize>(j >> 2) * panelBytes + ((<usize>(j & 3)) << 3), w);
    }
    if (before == 0) continue;
    sum += compareParameters(wide, weights, before, columns);
    before += parameterRow;
  }
  return sum;
}

/** Σ Δθ² of `count` parameters in a row, which are then remembered. */
export function compareParameters(wide: bool, now: usize, before: usize, count: i32): f64 {
  const bytes: usize = wide ? 8 : 4;
  const length = <usize>count * bytes;
  let sum: f64 = 0;
  for (let at: usize = 0; at < length; at += bytes) {
    const change = Doubles.parameter(wide, now + at) - Doubles.parameter(wide, before + at);
    sum += change * change;
  }
  memory.copy(before, now, length);
  return sum;
}
