import { LINK_SUMS, PANELS_BYTES, PANEL_COLUMNS, SAMPLE_SUMS, SAMPLES_AT_ONCE } from './analysisLayout.js';
import type { AnalysisFunctions } from './analysisFunctions.js';
import { rowLength } from './analysisMemory.js';
import type { ActivationName } from '../base/activation.js';
import { ACTIVATION_CODES } from './describeChain.js';
import type { KernelHeap } from './kernelHeap.js';

/** What must be known of a link whose products are a matrix product, over rows: samples, or positions of all samples. */
export interface LinkSizes {
  readonly rows: number;
  /** Numbers that the weights see in a row. */
  readonly inputs: number;
  /** Numbers of a row of z: the channels that have one bias each. */
  readonly outputs: number;
}

interface Views {
  readonly seen: Float64Array;
  readonly weights: Float32Array;
  readonly shift: Float32Array;
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
    Record<keyof Views | 'panels' | 'packedSamples' | 'weightsBefore' | 'shiftBefore', number>
  >;
  private readonly remembered: Readonly<Record<'products' | 'rests' | 'shifts', number>>;
  private present: Views | undefined;

  /** @throws RangeError when the heap has no room for it */
  constructor(
    private readonly kernels: AnalysisFunctions,
    private readonly heap: KernelHeap,
    private readonly sizes: LinkSizes,
  ) {
    const { rows, inputs, outputs } = sizes;
    this.freshRow = PANEL_COLUMNS * Math.ceil(outputs / PANEL_COLUMNS);
    this.deliveredRow = rowLength(outputs);
    const tiledRows = SAMPLES_AT_ONCE * Math.ceil(rows / SAMPLES_AT_ONCE);
    const doubles = (count: number): number => heap.allocate(8 * count);
    const floats = (count: number): number => heap.allocate(4 * count);
    this.addresses = {
      seen: doubles(rows * inputs),
      weights: floats(inputs * outputs),
      weightsBefore: floats(inputs * outputs),
      shift: floats(outputs),
      shiftBefore: floats(outputs),
      panels: heap.allocate(PANELS_BYTES * inputs),
      packedSamples: doubles(tiledRows * inputs),
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

  /** What the weights see, rows × inputs, to be written before `multiply`. */
  get seen(): Float64Array {
    return this.views.seen;
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
   * Multiplies what the weights see with them.
   * @param compares whether to sum their change, and remember them
   * @returns ½‖Ẇ‖²; 0 unless it compares
   */
  multiply(weights: Float32Array, compares: boolean): number {
    const { rows, inputs, outputs } = this.sizes;
    const at = this.addresses;
    this.views.weights.set(weights);
    const change = this.kernels.multiplyDoubles(
      0,
      at.seen,
      8 * inputs,
      at.weights,
      compares ? at.weightsBefore : 0,
      at.fresh,
      8 * this.freshRow,
      rows,
      inputs,
      outputs,
      at.panels,
      at.packedSamples,
    );
    return 0.5 * change;
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
    if (shift !== undefined) this.views.shift.set(shift);
    const address = shift === undefined ? 0 : at.shift;
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

  /** All links of a network are made before the first is used: then the memory no longer grows. */
  private get views(): Views {
    if (this.present === undefined || this.present.sums.length === 0) this.present = this.createViews();
    return this.present;
  }

  private createViews(): Views {
    const { rows, inputs, outputs } = this.sizes;
    const { buffer } = this.heap.memory;
    const at = this.addresses;
    const tiledRows = SAMPLES_AT_ONCE * Math.ceil(rows / SAMPLES_AT_ONCE);
    return {
      seen: new Float64Array(buffer, at.seen, rows * inputs),
      weights: new Float32Array(buffer, at.weights, inputs * outputs),
      shift: new Float32Array(buffer, at.shift, outputs),
      fresh: new Float64Array(buffer, at.fresh, tiledRows * this.freshRow),
      delivered: new Float64Array(buffer, at.delivered, rows * this.deliveredRow),
      activated: new Float64Array(buffer, at.activated, rows * outputs),
      sums: new Float64Array(buffer, at.sums, LINK_SUMS + SAMPLE_SUMS * rows),
    };
  }
}
