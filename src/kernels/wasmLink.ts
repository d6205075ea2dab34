import {
  BLOCK_COLUMNS,
  LINK_SUMS,
  PANELS_BYTES,
  PANEL_COLUMNS,
  SAMPLE_SUMS,
  SAMPLES_AT_ONCE,
} from './analysisLayout.js';
import type { AnalysisFunctions } from './analysisFunctions.js';
import { rowLength } from './analysisMemory.js';
import type { ActivationName } from '../base/activation.js';
import { ACTIVATION_CODES } from './describeChain.js';
import type { KernelHeap } from './kernelHeap.js';
import { NORM_EPSILON, type FloatArray } from '../network/parameterLayout.js';
import { windowTable, type Windows } from './windowTable.js';

/** What must be known of a link whose products are a matrix product, over rows: samples, or positions of all samples. */
export interface LinkSizes {
  readonly rows: number;
  /** Numbers of all that goes into the link. */
  readonly hidden: number;
  /** Numbers that the weights see in a row; 0 where the kernels do not multiply. */
  readonly inputs: number;
  /** Numbers of a row of z: the channels that have one bias each. */
  readonly outputs: number;
  /** The window of a convolution. */
  readonly windows: Windows | undefined;
}

/** Rows that a convolution gathers at once have about so many bytes. */
const GATHERED_BYTES = 65_536;

interface Views {
  readonly hidden: Float64Array;
  readonly weights: Float32Array;
  readonly shift: Float32Array;
  readonly scale: Float32Array;
  readonly fresh: Float64Array;
  readonly delivered: Float64Array;
  readonly activated: Float64Array;
  readonly sums: Float64Array;
}

/**
 * One link of any kind in the float64 analysis: matrix products and sums by our own kernels, what lies between them by the
 * caller. It remembers one state: `takeUp` puts the next one in its place and sums what has changed.
 */
export class WasmLink {
  /** From a row of the products to the next, in numbers: whole tiles. */
  readonly freshRow: number;
  /** From a row of what is delivered to the next, in numbers. */
  readonly deliveredRow: number;
  private readonly addresses: Readonly<
    Record<keyof Views | 'panels' | 'packed' | 'weightsBefore' | 'shiftBefore' | 'windows', number>
  >;
  private readonly remembered: Readonly<Record<'products' | 'rests' | 'shifts', number>>;
  private readonly rowsAtOnce: number;
  private present: Views | undefined;

  /**
   * @param copies whether parameters come from elsewhere than this heap
   * @throws RangeError when the heap has no room for it
   */
  constructor(
    private readonly kernels: AnalysisFunctions,
    private readonly heap: KernelHeap,
    private readonly sizes: LinkSizes,
    copies: boolean,
  ) {
    const { rows, hidden, inputs, outputs, windows } = sizes;
    this.freshRow = PANEL_COLUMNS * Math.ceil(outputs / PANEL_COLUMNS);
    this.deliveredRow = rowLength(outputs);
    const tiledRows = SAMPLES_AT_ONCE * Math.ceil(rows / SAMPLES_AT_ONCE);
    const fitting = Math.floor(GATHERED_BYTES / (8 * SAMPLES_AT_ONCE * inputs)) * SAMPLES_AT_ONCE;
    this.rowsAtOnce = Math.min(tiledRows, Math.max(SAMPLES_AT_ONCE, fitting));
    const panels = PANELS_BYTES * inputs;
    const doubles = (count: number): number => heap.allocate(8 * count);
    const floats = (count: number): number => heap.allocate(4 * count);
    this.addresses = {
      hidden: doubles(inputs === 0 ? 0 : hidden),
      windows: windows === undefined ? 0 : this.writeTable(windows),
      weights: copies ? floats(inputs * outputs) : 0,
      weightsBefore: floats(inputs * outputs),
      shift: floats(outputs),
      scale: floats(outputs),
      shiftBefore: floats(outputs),
      panels: heap.allocate(windows === undefined ? panels : panels * Math.ceil(outputs / BLOCK_COLUMNS)),
      packed: doubles(
        windows === undefined ? tiledRows * inputs : this.rowsAtOnce * inputs + windows.channels,
      ),
      fresh: doubles(tiledRows * this.freshRow),
      delivered: doubles(rows * this.deliveredRow),
      activated: doubles(rows * outputs),
      sums: doubles(LINK_SUMS + SAMPLE_SUMS * rows),
    };
    this.remembered = {
      products: doubles(rows * this.deliveredRow),
      rests: doubles(rows * this.deliveredRow),
      shifts: doubles(this.deliveredRow),
    };
  }

  get rows(): number {
    return this.sizes.rows;
  }

  /** What the weights deliver, rows × `freshRow`: left by `multiply`, or written by the caller; zeros behind a row's outputs. */
  get fresh(): Float64Array {
    return this.views.fresh;
  }

  /** What the link delivers in the state that was taken up last, rows × `deliveredRow`. */
  get delivered(): Float64Array {
    return this.views.delivered;
  }

  /**
   * Multiplies what the weights see with them. What lies in the heap is read there.
   * @param hidden what goes into the link: rows × inputs, or for a convolution samples × input places × channels
   * @param compares whether to sum their change, and remember them
   * @returns ½‖Ẇ‖²; 0 unless it compares
   */
  multiply(hidden: FloatArray, weights: Float32Array, compares: boolean): number {
    const { rows, inputs, outputs, windows } = this.sizes;
    const at = this.addresses;
    const h = this.find(hidden, 'hidden');
    const w = this.find(weights, 'weights');
    const before = compares ? at.weightsBefore : 0;
    const row = 8 * this.freshRow;
    const { panels, packed, fresh } = at;
    const change =
      windows === undefined
        ? this.kernels.multiplyDoubles(
            0,
            h,
            8 * inputs,
            w,
            before,
            fresh,
            row,
            rows,
            inputs,
            outputs,
            panels,
            packed,
          )
        : this.kernels.convolveDoubles(
            at.windows,
            h,
            w,
            before,
            fresh,
            row,
            rows,
            outputs,
            panels,
            packed,
            this.rowsAtOnce,
          );
    return 0.5 * change;
  }

  /** Leaves g ⊙ N(x + b), N over each row, in place of the products x in `fresh` (THEORY §5d). */
  normalize(scale: Float32Array, bias: Float32Array | undefined): void {
    const { rows, outputs } = this.sizes;
    const b = bias === undefined ? 0 : this.find(bias, 'shift');
    const g = this.find(scale, 'scale');
    const row = 8 * this.freshRow;
    this.kernels.normalizeDoubles(this.addresses.fresh, row, rows, outputs, b, g, NORM_EPSILON);
  }

  /**
   * Takes up the products in `fresh` and a shift, the bias or that of a norm.
   * @returns ½ of the squared change of the shift, then for each row ½‖v‖², −v·f, ½‖f‖² and ½‖v − f‖²: numbers 1 and on of an
   *   array whose number 0 is left to the caller; overwritten by the next call
   */
  takeUp(shift: Float32Array | undefined): Float64Array {
    const { rows, outputs } = this.sizes;
    const at = this.addresses;
    const { products, rests, shifts } = this.remembered;
    const address = shift === undefined ? 0 : this.find(shift, 'shift');
    const { sums } = this.views;
    sums[1] = this.kernels.prepareShifts(0, address, at.shiftBefore, outputs, shifts);
    const row = 8 * this.freshRow;
    this.kernels.takeUp(1, at.fresh, row, shifts, products, at.delivered, rests, rows, outputs, at.sums);
    return sums;
  }

  /**
   * σ of the link's neurons, rows × outputs; overwritten by the next call.
   * @param neurons z^(m+1), rows × outputs
   */
  activate(activation: ActivationName, neurons: Float64Array): Float64Array {
    const { activated, delivered } = this.views;
    const inPlace = neurons.buffer === delivered.buffer;
    if (!inPlace) activated.set(neurons);
    const from = inPlace ? neurons.byteOffset : this.addresses.activated;
    const code = ACTIVATION_CODES[activation];
    this.kernels.activateDoubles(code, from, this.addresses.activated, activated.length);
    return activated;
  }

  /** Where an array lies in the heap; elsewhere than there it is copied to its room first. */
  private find(array: FloatArray, room: 'hidden' | 'weights' | 'shift' | 'scale'): number {
    const own = this.views[room];
    if (array.buffer === own.buffer && array.BYTES_PER_ELEMENT === own.BYTES_PER_ELEMENT) {
      return array.byteOffset;
    }
    own.set(array);
    return this.addresses[room];
  }

  private writeTable(windows: Windows): number {
    const table = windowTable(windows);
    const address = this.heap.allocate(table.byteLength);
    new Int32Array(this.heap.memory.buffer, address, table.length).set(table);
    return address;
  }

  /** All links of a network are made before the first is used: then the memory no longer grows. */
  private get views(): Views {
    if (this.present === undefined || this.present.sums.length === 0) this.present = this.createViews();
    return this.present;
  }

  private createViews(): Views {
    const { rows, hidden, inputs, outputs } = this.sizes;
    const { buffer } = this.heap.memory;
    const at = this.addresses;
    const tiledRows = SAMPLES_AT_ONCE * Math.ceil(rows / SAMPLES_AT_ONCE);
    return {
      hidden: new Float64Array(buffer, at.hidden, inputs === 0 ? 0 : hidden),
      weights: new Float32Array(buffer, at.weights, at.weights === 0 ? 0 : inputs * outputs),
      shift: new Float32Array(buffer, at.shift, outputs),
      scale: new Float32Array(buffer, at.scale, outputs),
      fresh: new Float64Array(buffer, at.fresh, tiledRows * this.freshRow),
      delivered: new Float64Array(buffer, at.delivered, rows * this.deliveredRow),
      activated: new Float64Array(buffer, at.activated, rows * outputs),
      sums: new Float64Array(buffer, at.sums, LINK_SUMS + SAMPLE_SUMS * rows),
    };
  }
}
