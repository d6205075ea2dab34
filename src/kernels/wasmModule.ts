/** The functions of src/kernels/assembly; addresses are byte offsets in the memory, `activation` and `loss` codes. */
export interface KernelFunctions {
  /** One step of the chain described at an address; the mean loss before it. */
  readonly trainStep: (chain: number) => number;
  /** C = A B + bias with strides in numbers; see multiplyMatrices.ts. */
  readonly multiplyMatrices: (
    ...operands: [
      ...a: [address: number, rowStride: number, columnStride: number],
      ...b: [address: number, rowStride: number, columnStride: number],
      bias: number,
      c: number,
      rows: number,
      columns: number,
      terms: number,
      packedLeft: number,
      packedRight: number,
      scratch: number,
    ]
  ) => void;
  /** h = σ(z) */
  readonly activate: (activation: number, z: number, h: number, count: number) => void;
  /** g ← g ∘ σ′(z) */
  readonly multiplyBySlope: (activation: number, g: number, z: number, h: number, count: number) => void;
  /** The mean loss; its gradient goes to `errors`. */
  readonly evaluateLoss: (
    loss: number,
    outputs: number,
    targets: number,
    errors: number,
    samples: number,
    size: number,
  ) => number;
}

const NAMES = ['trainStep', 'multiplyMatrices', 'activate', 'multiplyBySlope', 'evaluateLoss'] as const;

function isKernelFunctions(exports: object): exports is KernelFunctions {
  const members = new Map<string, unknown>(Object.entries(exports));
  return NAMES.every((name) => typeof members.get(name) === 'function');
}

/**
 * The kernels, working in a memory that others may use too: the module has no data, table or stack of its own.
 * @throws Error when the module is another one
 */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelFunctions {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isKernelFunctions(exports)) throw new Error('the WebAssembly module is not that of the kernels');
  return exports;
}
