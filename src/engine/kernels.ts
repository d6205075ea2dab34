import type { Elu, Erf, Exp, Log, Relu, Sigmoid, Softplus, Sqrt, Square, Tanh } from '@tensorflow/tfjs-core';
import {
  Add,
  BatchMatMul,
  EluGrad,
  LeakyRelu,
  Max,
  Multiply,
  RealDiv,
  Step,
  Sub,
  Sum,
  Transpose,
  _FusedMatMul,
  getBackend,
  getKernelsForBackend,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
} from '@tensorflow/tfjs-core';
import { lengthOf, TensorStore, type Tensor } from './tensorStore.js';

/** Every TF.js kernel that training may call; `neededKernels` says which of them a run calls. */
export type KernelName =
  | typeof Add
  | typeof BatchMatMul
  | typeof EluGrad
  | typeof LeakyRelu
  | typeof Max
  | typeof Multiply
  | typeof RealDiv
  | typeof Step
  | typeof Sub
  | typeof Sum
  | typeof Transpose
  | typeof _FusedMatMul
  | ElementwiseName;
type ElementwiseName =
  | typeof Elu
  | typeof Erf
  | typeof Exp
  | typeof Log
  | typeof Relu
  | typeof Sigmoid
  | typeof Softplus
  | typeof Sqrt
  | typeof Square
  | typeof Tanh;

const rows = (matrix: Tensor): number => matrix.shape[0]!;
const columns = (matrix: Tensor): number => matrix.shape[1]!;
/** The same numbers under another shape; shares the memory, so only the original is disposed. */
const reshaped = (tensor: Tensor, ...shape: number[]): Tensor => ({ ...tensor, shape });
/** The same numbers as a matrix with so many rows; shares the memory, as above. */
export const asMatrix = (tensor: Tensor, rowCount: number): Tensor =>
  reshaped(tensor, rowCount, lengthOf(tensor) / rowCount);

/**
 * Direct calls of the active backend's kernels, on any backend. The op wrappers of TF.js cost two to four times as much per
 * call and keep a tape; a training step is some hundred calls, so for small networks the calls are the step.
 *
 * Results are temporary, unless told otherwise.
 */
export class Kernels extends TensorStore {
  private readonly functions: ReadonlyMap<string, KernelConfig['kernelFunc']>;

  constructor() {
    super();
    const registered = getKernelsForBackend(getBackend());
    this.functions = new Map(registered.map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]));
  }

  /**
   * a · b.
   *
   * With one inner element this is an outer product, and has to go this way: XNNPACK caches its packing of b by the
   * memory of b alone, and `transpose` of a vector shares memory, so a product with b and one with bᵀ would
   * otherwise use the same packing.
   */
  matMul(a: Tensor, b: Tensor): Tensor {
    if (columns(a) === 1) return this.multiply(a, b);
    return this.temporary(this.call(BatchMatMul, { a, b }, { transposeA: false, transposeB: false }));
  }

  /** a · b + bias, the bias added to every row. */
  affine(a: Tensor, b: Tensor, bias: Tensor): Tensor {
    const inputs = { a: reshaped(a, 1, rows(a), columns(a)), b: reshaped(b, 1, rows(b), columns(b)), bias };
    const attributes = { transposeA: false, transposeB: false, activation: 'linear' };
    return reshaped(this.temporary(this.call(_FusedMatMul, inputs, attributes)), rows(a), columns(b));
  }

  /** Aᵀ. Explicit, for the transpose flags of the wasm matrix product are up to nine times slower. */
  transpose(x: Tensor): Tensor {
    if (rows(x) === 1 || columns(x) === 1) return reshaped(x, columns(x), rows(x));
    return this.temporary(this.call(Transpose, { x }, { perm: [1, 0] }));
  }

  /** Sum of every row, as a vector. */
  sumRows(x: Tensor): Tensor {
    if (columns(x) === 1) return reshaped(x, rows(x));
    return this.temporary(this.call(Sum, { x }, { axis: [1], keepDims: false }));
  }

  /** Sum of every column, as a vector. By way of rows, which are contiguous. */
  sumColumns(x: Tensor): Tensor {
    return this.sumRows(this.transpose(x));
  }

  /** Sum of every row, as a column. */
  sumRowsToColumn(x: Tensor): Tensor {
    return reshaped(this.sumRows(x), rows(x), 1);
  }

  /** Largest number of every row, as a column. */
  maxRows(x: Tensor): Tensor {
    const max = this.temporary(this.call(Max, { x }, { reductionIndices: [1], keepDims: false }));
    return reshaped(max, rows(x), 1);
  }

  /** The sum of all numbers, read back. */
  total(x: Tensor): number {
    const sum = this.temporary(
      this.call(Sum, { x: reshaped(x, lengthOf(x)) }, { axis: [0], keepDims: false }),
    );
    return this.read(sum)[0]!;
  }

  /** f(x) elementwise. */
  apply(name: ElementwiseName, x: Tensor): Tensor {
    return this.temporary(this.call(name, { x }));
  }

  leakyRelu(x: Tensor, slope: number): Tensor {
    return this.temporary(this.call(LeakyRelu, { x }, { alpha: slope }));
  }

  /** 1 where x > 0, `otherwise` elsewhere. */
  step(x: Tensor, otherwise: number): Tensor {
    return this.temporary(this.call(Step, { x }, { alpha: otherwise }));
  }

  /** g ∘ elu′, from y = elu(z). */
  eluGradient(g: Tensor, y: Tensor): Tensor {
    return this.temporary(this.call(EluGrad, { dy: g, y }));
  }

  /** Elementwise with broadcasting, as the three below. */
  add(a: Tensor, b: Tensor): Tensor {
    return this.temporary(this.call(Add, { a, b }));
  }

  subtract(a: Tensor, b: Tensor): Tensor {
    return this.temporary(this.subtractOwned(a, b));
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    return this.temporary(this.call(Multiply, { a, b }));
  }

  divide(a: Tensor, b: Tensor): Tensor {
    return this.temporary(this.call(RealDiv, { a, b }));
  }

  /**
   * The same numbers in memory of their own, for a value that is a second factor of products under two shapes: XNNPACK
   * knows what it has packed by the memory alone.
   */
  copy(x: Tensor): Tensor {
    return this.add(x, this.constant(0));
  }

  /** a − b as a tensor that the caller owns. */
  subtractOwned(a: Tensor, b: Tensor): Tensor {
    return this.call(Sub, { a, b });
  }

  /** a + b as a tensor that the caller owns. */
  addOwned(a: Tensor, b: Tensor): Tensor {
    return this.call(Add, { a, b });
  }

  private call(name: KernelName, inputs: NamedTensorInfoMap, attrs: NamedAttrMap = {}): Tensor {
    const kernel = this.functions.get(name);
    if (kernel === undefined)
      throw new Error(`TensorFlow.js has no kernel ${name} on its backend ${getBackend()}`);
    const result = kernel({ inputs, attrs, backend: this.backend });
    if (Array.isArray(result)) throw new TypeError(`the kernel ${name} gave several results`);
    return result;
  }
}
