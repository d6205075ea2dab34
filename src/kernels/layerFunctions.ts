import type { KernelFunctions } from './wasmModule.js';

/** An address in the memory, in bytes; where said, 0 for nothing. */
type Address = number;

/** The table of what a window sees (windowLayout.ts), and what a convolution has beside it. */
type ConvolutionSize = [samples: number, count: number, groups: number, room: Address];
/** Of a matrix without gaps. */
type MatrixSize = [rows: number, columns: number];
/** Of a ring of neurons; both neighbours as offsets from 0 to neurons − 1. */
type RingSize = [samples: number, neurons: number, lower: number, upper: number];

/** The kernels of single layers and of optimisers in src/kernels/assembly, where each is described. */
export interface LayerFunctions extends Pick<
  KernelFunctions,
  'multiplyMatrices' | 'activate' | 'multiplyBySlope' | 'evaluateLoss'
> {
  readonly addArrays: (a: Address, b: Address, to: Address, count: number) => void;
  readonly multiplyArrays: (a: Address, b: Address, to: Address, count: number) => void;
  readonly scaleArray: (x: Address, count: number, factor: number) => void;
  readonly sumColumns: (x: Address, rows: number, columns: number, to: Address) => void;
  readonly sumSegments: (
    x: Address,
    segments: Address,
    rows: number,
    columns: number,
    to: Address,
    segmentCount: number,
  ) => void;

  /** Bytes of room that a convolution needs. */
  readonly convolutionRoom: (windows: Address, count: number, groups: number) => number;
  /** The bias may be 0. */
  readonly convolve: (
    windows: Address,
    values: Address,
    filters: Address,
    bias: Address,
    to: Address,
    ...size: ConvolutionSize
  ) => void;
  readonly convolutionFilterGradient: (
    windows: Address,
    values: Address,
    errors: Address,
    to: Address,
    ...size: ConvolutionSize
  ) => void;
  readonly convolutionInputGradient: (
    windows: Address,
    errors: Address,
    filters: Address,
    to: Address,
    ...size: ConvolutionSize
  ) => void;

  readonly maxPool: (
    windows: Address,
    values: Address,
    to: Address,
    origins: Address,
    samples: number,
  ) => void;
  readonly maxPoolGradient: (
    errors: Address,
    origins: Address,
    count: number,
    to: Address,
    size: number,
  ) => void;
  readonly averagePool: (windows: Address, values: Address, to: Address, samples: number) => void;
  readonly averagePoolGradient: (windows: Address, errors: Address, to: Address, samples: number) => void;

  readonly normalizeRows: (
    x: Address,
    scale: Address,
    shift: Address,
    epsilon: number,
    normal: Address,
    inverses: Address,
    to: Address,
    ...size: MatrixSize
  ) => void;
  readonly normalizeChannels: (
    x: Address,
    scale: Address,
    shift: Address,
    epsilon: number,
    normal: Address,
    inverses: Address,
    means: Address,
    variances: Address,
    to: Address,
    ...size: MatrixSize
  ) => void;
  readonly normParameterGradients: (
    errors: Address,
    normal: Address,
    toScale: Address,
    toShift: Address,
    ...size: MatrixSize
  ) => void;
  readonly rowNormGradient: (
    errors: Address,
    scale: Address,
    normal: Address,
    inverses: Address,
    to: Address,
    ...size: MatrixSize
  ) => void;
  readonly channelNormGradient: (
    errors: Address,
    scale: Address,
    normal: Address,
    inverses: Address,
    scaleGradient: Address,
    shiftGradient: Address,
    to: Address,
    ...size: MatrixSize
  ) => void;

  /** The bias may be 0. */
  readonly ringForward: (
    hidden: Address,
    weights: Address,
    bias: Address,
    to: Address,
    ...size: RingSize
  ) => void;
  readonly ringWeightGradient: (hidden: Address, errors: Address, to: Address, ...size: RingSize) => void;
  readonly ringInputGradient: (errors: Address, weights: Address, to: Address, ...size: RingSize) => void;

  /** See assembly/update.ts. */
  readonly moveParameters: (
    optimizer: number,
    w: Address,
    gradients: Address,
    first: Address,
    second: Address,
    count: number,
    rate: number,
    decay: number,
    firstDecay: number,
    secondDecay: number,
    margin: number,
  ) => void;
}

/** Every function above; what the compiler holds to be complete. */
const NAMES: Readonly<Record<keyof LayerFunctions, true>> = {
  multiplyMatrices: true,
  activate: true,
  multiplyBySlope: true,
  evaluateLoss: true,
  addArrays: true,
  multiplyArrays: true,
  scaleArray: true,
  sumColumns: true,
  sumSegments: true,
  convolutionRoom: true,
  convolve: true,
  convolutionFilterGradient: true,
  convolutionInputGradient: true,
  maxPool: true,
  maxPoolGradient: true,
  averagePool: true,
  averagePoolGradient: true,
  normalizeRows: true,
  normalizeChannels: true,
  normParameterGradients: true,
  rowNormGradient: true,
  channelNormGradient: true,
  ringForward: true,
  ringWeightGradient: true,
  ringInputGradient: true,
  moveParameters: true,
};

function isLayerFunctions(exports: object): exports is LayerFunctions {
  const members = new Map<string, unknown>(Object.entries(exports));
  return Object.keys(NAMES).every((name) => typeof members.get(name) === 'function');
}

/**
 * The kernels of layers, working in a memory that others may use too.
 * @throws Error when the module is another one
 */
export function instantiateLayerFunctions(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): LayerFunctions {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isLayerFunctions(exports)) throw new Error('the WebAssembly module is not that of the kernels');
  return exports;
}
