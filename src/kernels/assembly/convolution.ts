import { PANEL_BYTES, SCRATCH_BYTES, TILE_ROWS } from '../chainLayout';
import { depthwise, depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
import { multiply, setPackingRoom } from './product';
import { setScratch } from './tiles';
import { DESCEND, KEEP, setAddition } from './update';
import { gatherRows, scatterRows, Windows } from './windows';

/**
 * Convolutions as products of what the window sees, rows × terms, with the filters. A row stands for a sample and a place;
 * terms are taps × channels of a group. Some rows at a time are gathered, so that they are still in a near cache when they
 * are multiplied, and so that all of them together, many times the input, are never there.
 *
 * Filters are taps × channels of a group × count, count being the output channels of all groups.
 */

/** Rows that are gathered at once have about so many bytes … */
const BLOCK_BYTES: i32 = 131072;
/** … but there are so many, or packing the filters anew for every block would cost too much. */
const LEAST_ROWS: i32 = 64;

/** The products of one group. */
class Group {
  @inline static terms(windows: usize, groups: i32): i32 {
    return Windows.taps(windows) * (Windows.channels(windows) / groups);
  }

  @inline static rowsAtOnce(terms: i32): i32 {
    return max(LEAST_ROWS, (BLOCK_BYTES / (4 * terms)) & ~3);
  }

  /** Whether each channel has a filter of its own, and is no matter of products of matrices. */
  @inline static isDepthwise(windows: usize, count: i32, groups: i32): bool {
    return groups > 1 && groups == count && groups == Windows.channels(windows);
  }

  @inline static align(bytes: usize): usize {
    return (bytes + 63) & ~63;
  }

  @inline static gatheredBytes(terms: i32): usize {
    return Group.align((<usize>(Group.rowsAtOnce(terms) * terms)) << 2);
  }

  /** Of gathered rows, of their transpose, or of their errors. */
  @inline static packedLeftBytes(terms: i32, outputs: i32): usize {
    const lines = (max(terms, outputs) + TILE_ROWS - 1) & ~(TILE_ROWS - 1);
    return Group.align((<usize>(lines * Group.rowsAtOnce(terms))) << 2);
  }

  @inline static packedRightBytes(terms: i32, outputs: i32): usize {
    return <usize>PANEL_BYTES * <usize>max(max(terms, outputs), Group.rowsAtOnce(terms));
  }

  /** Divides the room; gathered rows are at its beginning. */
  @inline static useRoom(room: usize, terms: i32, outputs: i32): void {
    const left = room + Group.gatheredBytes(terms);
    const right = left + Group.packedLeftBytes(terms, outputs);
    setPackingRoom(left, right);
    setScratch(right + Group.packedRightBytes(terms, outputs));
  }
}

/** Bytes of room that the three functions below need. */
export function convolutionRoom(windows: usize, count: i32, groups: i32): usize {
  const terms = Group.terms(windows, groups);
  const outputs = count / groups;
  const packed = Group.packedLeftBytes(terms, outputs) + Group.packedRightBytes(terms, outputs);
  return Group.gatheredBytes(terms) + packed + SCRATCH_BYTES;
}

/**
 * z = W h + b
 * @param values h, samples × input places × channels
 * @param bias count, or 0 for none
 * @param to samples × places × count
 */
export function convolve(
  windows: usize,
  values: usize,
  filters: usize,
  bias: usize,
  to: usize,
  samples: i32,
  count: i32,
  groups: i32,
  room: usize,
): void {
  const rows = samples * Windows.places(windows);
  if (Group.isDepthwise(windows, count, groups)) {
    depthwise(windows, values, filters, bias, to, rows);
    return;
  }
  const identity = Windows.isIdentity(windows);
  const channels = Windows.channels(windows) / groups;
  const outputs = count / groups;
  const terms = Group.terms(windows, groups);
  const atOnce = Group.rowsAtOnce(terms);
  const outputRow = (<usize>count) << 2;
  const leftRow = identity ? Windows.placeBytes(windows) : (<usize>terms) << 2;
  Group.useRoom(room, terms, outputs);
  for (let g = 0; g < groups; g++) {
    const output = (<usize>(g * outputs)) << 2;
    const biases: usize = bias == 0 ? 0 : bias + output;
    for (let row = 0; row < rows; row += atOnce) {
      const present = min(atOnce, rows - row);
      let left = room;
      if (identity) left = values + <usize>row * leftRow + ((<usize>(g * channels)) << 2);
      else gatherRows(windows, values, g * channels, channels, row, present, room);
      multiply(
        KEEP,
        left,
        leftRow,
        4,
        filters + output,
        outputRow,
        4,
        biases,
        to + <usize>row * outputRow + output,
        outputRow,
        present,
        outputs,
        terms,
      );
    }
  }
}

/**
 * ∂ℓ/∂W = (what the window sees)ᵀ e
 * @param errors e = ∂ℓ/∂z, samples × places × count
 * @param to shaped like the filters
 */
export function convolutionFilterGradient(
  windows: usize,
  values: usize,
  errors: usize,
  to: usize,
  samples: i32,
  count: i32,
  groups: i32,
  room: usize,
): void {
  const rows = samples * Windows.places(windows);
  const channels = Windows.channels(windows) / groups;
  memory.fill(to, 0, (<usize>(Windows.taps(windows) * channels * count)) << 2);
  if (Group.isDepthwise(windows, count, groups)) {
    depthwiseFilterGradient(windows, values, errors, to, rows);
    return;
  }
  const identity = Windows.isIdentity(windows);
  const outputs = count / groups;
  const terms = Group.terms(windows, groups);
  const atOnce = Group.rowsAtOnce(terms);
  const outputRow = (<usize>count) << 2;
  const leftRow = identity ? Windows.placeBytes(windows) : (<usize>terms) << 2;
  Group.useRoom(room, terms, outputs);
  setAddition();
  for (let g = 0; g < groups; g++) {
    const output = (<usize>(g * outputs)) << 2;
    for (let row = 0; row < rows; row += atOnce) {
      const present = min(atOnce, rows - row);
      let left = room;
      if (identity) left = values + <usize>row * leftRow + ((<usize>(g * channels)) << 2);
      else gatherRows(windows, values, g * channels, channels, row, present, room);
      multiply(
        DESCEND,
        left,
        4,
        leftRow,
        errors + <usize>row * outputRow + output,
        outputRow,
        4,
        0,
        to + output,
        outputRow,
        terms,
        outputs,
        present,
      );
    }
  }
}

/**
 * ∂ℓ/∂h: e Wᵀ, summed over all windows that saw a place.
 * @param errors e = ∂ℓ/∂z, samples × places × count
 * @param to samples × input places × channels
 */
export function convolutionInputGradient(
  windows: usize,
  errors: usize,
  filters: usize,
  to: usize,
  samples: i32,
  count: i32,
  groups: i32,
  room: usize,
): void {
  const rows = samples * Windows.places(windows);
  const identity = Windows.isIdentity(windows);
  if (!identity) memory.fill(to, 0, <usize>samples * Windows.sampleBytes(windows));
  if (Group.isDepthwise(windows, count, groups)) {
    if (identity) memory.fill(to, 0, <usize>samples * Windows.sampleBytes(windows));
    depthwiseInputGradient(windows, errors, filters, to, rows);
    return;
  }
  const channels = Windows.channels(windows) / groups;
  const outputs = count / groups;
  const terms = Group.terms(windows, groups);
  const atOnce = Group.rowsAtOnce(terms);
  const outputRow = (<usize>count) << 2;
  const seenRow = identity ? Windows.placeBytes(windows) : (<usize>terms) << 2;
  Group.useRoom(room, terms, outputs);
  for (let g = 0; g < groups; g++) {
    const output = (<usize>(g * outputs)) << 2;
    for (let row = 0; row < rows; row += atOnce) {
      const present = min(atOnce, rows - row);
      let seen = room;
      if (identity) seen = to + <usize>row * seenRow + ((<usize>(g * channels)) << 2);
      multiply(
        KEEP,
        errors + <usize>row * outputRow + output,
        outputRow,
        4,
        filters + output,
        4,
        outputRow,
        0,
        seen,
        seenRow,
        present,
        terms,
        outputs,
      );
      if (!identity) scatterRows(windows, room, g * channels, channels, row, present, to);
    }
  }
}
