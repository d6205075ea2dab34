import {
  BatchMatMul,
  _FusedMatMul,
  type BatchMatMulAttrs,
  type KernelConfig,
  type TensorInfo,
  type _FusedMatMulAttrs,
} from '@tensorflow/tfjs-core';
import { assertAndGetBroadcastShape } from '@tensorflow/tfjs-core/dist/ops/broadcast_util';
import { ELU, RELU, SIGMOID } from '../../kernels/chainLayout.js';
import { multiplyOnHeap } from '../onHeap/products.js';
import type { TensorHeap } from '../onHeap/tensorHeap.js';
import { requireFloat32, sizeOfShape, wasmKernel, type Workplace } from './wasmKernel.js';

interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

type Activate = (at: number, count: number, heap: TensorHeap, slope: number) => void;

const byKernel =
  (code: number): Activate =>
  (at, count, { functions }) => {
    functions.activate(code, at, at, count);
  };
const byFormula =
  (formula: (x: number, slope: number) => number): Activate =>
  (at, count, { heap }, slope) => {
    const values = new Float32Array(heap.memory.buffer, at, count);
    for (let i = 0; i < count; i++) values[i] = formula(values[i]!, slope);
  };

/** TF.js's names; `prelu`, which has parameters of its own, is missing. */
const ACTIVATIONS: Readonly<Partial<Record<string, Activate>>> = {
  linear: () => undefined,
  relu: byKernel(RELU),
  elu: byKernel(ELU),
  sigmoid: byKernel(SIGMOID),
  relu6: byFormula((x) => Math.min(Math.max(x, 0), 6)),
  leakyrelu: byFormula((x, slope) => (x > 0 ? x : slope * x)),
};

/**
 * TF.js's products of matrices by our own packed one: transposed factors cost no more than others, where TF.js's take up to
 * nine times as long; and it packs anew every time, where XNNPACK keeps what it has packed of a tensor that has changed since.
 */
export function batchMatMul(): KernelConfig {
  return wasmKernel<Factors, BatchMatMulAttrs>(BatchMatMul, ({ a, b }, attributes, workplace) => {
    requireFloat32(BatchMatMul, a, b);
    return multiplyBatches(a, b, attributes, undefined, workplace);
  });
}

/** @param stock for the activation that we do not have */
export function fusedMatMul(stock: KernelConfig): KernelConfig {
  const own = wasmKernel<Factors & { readonly bias?: TensorInfo }, _FusedMatMulAttrs>(
    _FusedMatMul,
    ({ a, b, bias }, attributes, workplace) => {
      requireFloat32(_FusedMatMul, a, b);
      if (bias !== undefined && bias.shape.length !== 1) {
        throw new Error(`${_FusedMatMul} on wasm takes a bias of rank 1, not ${bias.shape.length}`);
      }
      const product = multiplyBatches(a, b, attributes, bias, workplace);
      const { heap } = workplace;
      const activate = ACTIVATIONS[attributes.activation];
      // Without a slope it is 0, as in TF.js.
      activate?.(heap.addressOf(product), sizeOfShape(product.shape), heap, attributes.leakyreluAlpha ?? 0);
      return product;
    },
  );
  return {
    ...stock,
    kernelFunc: (call) => {
      const activation = call.attrs?.['activation'];
      const known = typeof activation === 'string' && activation in ACTIVATIONS;
      return (known ? own : stock).kernelFunc(call);
    },
  };
}

function multiplyBatches(
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Pick<BatchMatMulAttrs, 'transposeA' | 'transposeB'>,
  bias: TensorInfo | undefined,
  { heap, makeOutput }: Workplace,
): TensorInfo {
  const matrix = ({ shape }: TensorInfo) => ({ rows: shape.at(-2) ?? 1, columns: shape.at(-1) ?? 1 });
  const [left, right] = [matrix(a), matrix(b)];
  const rows = transposeA ? left.columns : left.rows;
  const columns = transposeB ? right.rows : right.columns;
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = assertAndGetBroadcastShape(batchA, batchB);
  const result = makeOutput([...batch, rows, columns]);
  const [ofA, ofB] = [batchStrides(batchA, batch), batchStrides(batchB, batch)];
  const biases = bias === undefined ? 0 : heap.addressOf(bias);
  const [fromA, fromB, to] = [heap.addressOf(a), heap.addressOf(b), heap.addressOf(result)];
  for (let n = 0; n < sizeOfShape(batch); n++) {
    const [atA, atB] = [placeInBatch(n, batch, ofA), placeInBatch(n, batch, ofB)];
    multiplyOnHeap(
      heap,
      { ...left, address: fromA + 4 * atA * left.rows * left.columns, transposed: transposeA },
      { ...right, address: fromB + 4 * atB * right.rows * right.columns, transposed: transposeB },
      biases,
      to + 4 * n * rows * columns,
    );
  }
  return result;
}

/** Matrices from one to the next along each axis of the broadcast shape; 0 along those that are broadcast. */
function batchStrides(own: readonly number[], whole: readonly number[]): number[] {
  const strides = whole.map(() => 0);
  let stride = 1;
  for (let axis = own.length - 1; axis >= 0; axis--) {
    const length = own[axis]!;
    if (length > 1) strides[axis + whole.length - own.length] = stride;
    stride *= length;
  }
  return strides;
}

/** Which matrix of a factor belongs to matrix n of the result. */
function placeInBatch(n: number, shape: readonly number[], strides: readonly number[]): number {
  let place = 0;
  let rest = n;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place += (rest % shape[axis]!) * strides[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return place;
}
