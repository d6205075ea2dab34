import { BLOCK_COLUMNS, PANELS_BYTES, SAMPLES_AT_ONCE } from '../analysisLayout';
import { packPanels } from './doublePanels';
import { multiplyPanels } from './doubleProduct';
import { Windows } from './windows';

/**
 * W h of a convolution of one group in float64, and Σ ΔW² (doublePanels.ts). What the window sees is gathered into the packed
 * layout of the product, some rows at a time, so that it is still in a near cache when it is multiplied.
 * @param windows see windowLayout.ts
 * @param hidden h, samples × input places × channels
 * @param weights taps × channels × outputs, float32
 * @param before W of the state before, overwritten; 0 to compare nothing and remember nothing
 * @param products rows × outputs, rows `productRow` bytes apart; there must be room for whole tiles of 4 × 4
 * @param rows samples × places
 * @param panels room for all of W: PANELS_BYTES × taps × channels for every 16 outputs
 * @param packed room for `rowsAtOnce` rows of taps × channels numbers, then for `channels` numbers
 * @param rowsAtOnce a multiple of 4
 */
export function convolveDoubles(
  windows: usize,
  hidden: usize,
  weights: usize,
  before: usize,
  products: usize,
  productRow: usize,
  rows: i32,
  outputs: i32,
  panels: usize,
  packed: usize,
  rowsAtOnce: i32,
): f64 {
  const channels = Windows.channels(windows);
  const inputs = Windows.taps(windows) * channels;
  const blockBytes = <usize>PANELS_BYTES * inputs;
  const weightRow = (<usize>outputs) << 2;
  let change: f64 = 0;
  let block = panels;
  for (let j = 0; j < outputs; j += BLOCK_COLUMNS, block += blockBytes) {
    const begin = (<usize>j) << 2;
    const remembered: usize = before == 0 ? 0 : before + begin;
    const columns = min(BLOCK_COLUMNS, outputs - j);
    change += packPanels(false, weights + begin, remembered, weightRow, inputs, columns, block);
  }
  const zeros = packed + ((<usize>(rowsAtOnce * inputs)) << 3);
  memory.fill(zeros, 0, (<usize>channels) << 3);
  for (let row = 0; row < rows; row += rowsAtOnce) {
    const present = min(rowsAtOnce, rows - row);
    gatherPacked(windows, hidden, row, present, zeros, packed);
    const to = products + <usize>row * productRow;
    block = panels;
    for (let j = 0; j < outputs; j += BLOCK_COLUMNS, block += blockBytes) {
      const columns = min(BLOCK_COLUMNS, outputs - j);
      multiplyPanels(packed, block, to + ((<usize>j) << 3), productRow, present, inputs, columns);
    }
  }
  return change;
}

/** Where the rows of a window's table begin. */
class Row {
  @inline static sample(windows: usize, hidden: usize, row: i32): usize {
    return hidden + ((<usize>(row / Windows.places(windows)) * Windows.sampleBytes(windows)) << 1);
  }

  @inline static seen(windows: usize, row: i32): usize {
    return Windows.seenAt(windows, row % Windows.places(windows));
  }

  /** Where the numbers of a tap lie: zeros where it sees padding. */
  @inline static place(sample: usize, seen: usize, placeBytes: usize, zeros: usize): usize {
    const at = load<i32>(seen);
    return at < 0 ? zeros : sample + <usize>at * placeBytes;
  }
}

/** What the window sees in groups of four rows, number by number; a group that lacks some is filled up with its first. */
function gatherPacked(windows: usize, hidden: usize, row: i32, rows: i32, zeros: usize, to: usize): void {
  const taps = Windows.taps(windows);
  const channels = Windows.channels(windows);
  const placeBytes = Windows.placeBytes(windows) << 1;
  for (; rows > 0; rows -= SAMPLES_AT_ONCE, row += SAMPLES_AT_ONCE) {
    const row1 = rows > 1 ? row + 1 : row;
    const row2 = rows > 2 ? row + 2 : row;
    const row3 = rows > 3 ? row + 3 : row;
    const sample0 = Row.sample(windows, hidden, row);
    const sample1 = Row.sample(windows, hidden, row1);
    const sample2 = Row.sample(windows, hidden, row2);
    const sample3 = Row.sample(windows, hidden, row3);
    const seen0 = Row.seen(windows, row);
    const seen1 = Row.seen(windows, row1);
    const seen2 = Row.seen(windows, row2);
    const seen3 = Row.seen(windows, row3);
    const end = (<usize>taps) << 2;
    for (let tap: usize = 0; tap < end; tap += 4) {
      let from0 = Row.place(sample0, seen0 + tap, placeBytes, zeros);
      let from1 = Row.place(sample1, seen1 + tap, placeBytes, zeros);
      let from2 = Row.place(sample2, seen2 + tap, placeBytes, zeros);
      let from3 = Row.place(sample3, seen3 + tap, placeBytes, zeros);
      let count = channels;
      for (; count > 1; count -= 2, to += 64) {
        const a = v128.load(from0);
        const b = v128.load(from1);
        const c = v128.load(from2);
        const d = v128.load(from3);
        v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
        v128.store(to, v128.shuffle<f64>(c, d, 0, 2), 16);
        v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
        v128.store(to, v128.shuffle<f64>(c, d, 1, 3), 48);
        from0 += 16;
        from1 += 16;
        from2 += 16;
        from3 += 16;
      }
      if (count > 0) {
        v128.store(to, v128.load64_lane(from1, v128.load64_zero(from0), 1));
        v128.store(to, v128.load64_lane(from3, v128.load64_zero(from2), 1), 16);
        to += 32;
      }
    }
  }
}
