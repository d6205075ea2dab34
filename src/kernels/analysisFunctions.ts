/** The functions of src/kernels/assembly that analyse; addresses are byte offsets in the memory. */
export interface AnalysisFunctions {
  /** Takes up the state of the chain described at an address; leaves the sums of the step if `compares` is 1. */
  readonly analyzeChain: (chain: number, compares: number) => void;
  /** h = σ(z) in float64 for `count` numbers; `activation` is a code of chainLayout.ts. */
  readonly activateDoubles: (activation: number, z: number, h: number, count: number) => void;
  /** h W, and Σ ΔW² unless `before` is 0; see doubleProduct.ts. Rows in bytes. */
  readonly multiplyDoubles: (
    wide: number,
    hidden: number,
    hiddenRow: number,
    weights: number,
    before: number,
    products: number,
    productRow: number,
    samples: number,
    inputs: number,
    outputs: number,
    panels: number,
    packedSamples: number,
  ) => number;
  /** W h of a convolution, and Σ ΔW² unless `before` is 0; see doubleConvolution.ts. Rows in bytes. */
  readonly convolveDoubles: (
    windows: number,
    hidden: number,
    weights: number,
    before: number,
    products: number,
    productRow: number,
    rows: number,
    outputs: number,
    panels: number,
    packed: number,
    rowsAtOnce: number,
  ) => number;
  /** Rows of products in place to g ⊙ N(x + b) of a layer norm; see doubleNorm.ts. `row` in bytes. */
  readonly normalizeDoubles: (
    values: number,
    row: number,
    rows: number,
    channels: number,
    bias: number,
    scale: number,
    epsilon: number,
  ) => void;
  /** b in float64 to `shifts`; returns ½‖ḃ‖² and remembers b. See doubleTerms.ts. */
  readonly prepareShifts: (
    wide: number,
    bias: number,
    before: number,
    count: number,
    shifts: number,
  ) => number;
  /** Remembers new products, and sums what has changed; see doubleTerms.ts. */
  readonly takeUp: (
    compares: number,
    fresh: number,
    freshRow: number,
    shifts: number,
    products: number,
    delivered: number,
    rests: number,
    samples: number,
    outputs: number,
    sums: number,
  ) => void;
  /** Whether `count` float32 numbers are all finite: 1 or 0. */
  readonly areFinite: (numbers: number, count: number) => number;
}

const NAMES = [
  'analyzeChain',
  'activateDoubles',
  'multiplyDoubles',
  'convolveDoubles',
  'normalizeDoubles',
  'prepareShifts',
  'takeUp',
  'areFinite',
] as const;

function isAnalysisFunctions(exports: object): exports is AnalysisFunctions {
  const members = new Map<string, unknown>(Object.entries(exports));
  return NAMES.every((name) => typeof members.get(name) === 'function');
}

/**
 * The kernels of the analysis, working in a memory that others may use too.
 * @throws Error when the module is another one
 */
export function instantiateAnalysis(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): AnalysisFunctions {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isAnalysisFunctions(exports)) {
    throw new Error('the WebAssembly module is not that of the kernels of the analysis');
  }
  return exports;
}
