import type { Passed } from '../layers/layer.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Tensor } from '../tensorStore.js';
import type { HeapStore } from './heapStore.js';
import { multiplyOnHeap, type Operand } from './products.js';

/** `layers/dense` on the heap: nothing is transposed but by the way it is read. */
export function passDenseOnHeap(
  store: HeapStore,
  hidden: Tensor,
  { weights, bias }: LinkTensors,
  frozen: boolean,
): Passed {
  const operand = (matrix: Tensor, transposed: boolean): Operand => ({
    address: store.addressOf(matrix),
    rows: matrix.shape[0]!,
    columns: matrix.shape[1]!,
    transposed,
  });
  const value = store.take([hidden.shape[0]!, weights.shape[1]!]);
  const biases = bias === undefined ? 0 : store.addressOf(bias);
  multiplyOnHeap(store, operand(hidden, false), operand(weights, false), biases, store.addressOf(value));
  return {
    value,
    backward: (error, gradients, wantsInput) => {
      if (!frozen) {
        const gradient = store.take(weights.shape);
        multiplyOnHeap(store, operand(hidden, true), operand(error, false), 0, store.addressOf(gradient));
        gradients.add(weights, gradient);
        if (bias !== undefined) gradients.add(bias, sumColumnsOnHeap(store, error));
      }
      if (!wantsInput) return undefined;
      const back = store.take(hidden.shape);
      multiplyOnHeap(store, operand(error, false), operand(weights, true), 0, store.addressOf(back));
      return back;
    },
  };
}

/** Sum of every column of a matrix, as a vector. */
export function sumColumnsOnHeap(store: HeapStore, matrix: Tensor): Tensor {
  const [rows, columns] = [matrix.shape[0]!, matrix.shape[1]!];
  const sums = store.take([columns]);
  store.functions.sumColumns(store.addressOf(matrix), rows, columns, store.addressOf(sums));
  return sums;
}
