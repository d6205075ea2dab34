import { localNeighbours } from '../../network/parameterLayout.js';
import type { Passed } from '../layers/layer.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Tensor } from '../tensorStore.js';
import { sumColumnsOnHeap } from './heapDense.js';
import type { HeapStore } from './heapStore.js';

/** `layers/local` on the heap. */
export function passLocalOnHeap(
  store: HeapStore,
  hidden: Tensor,
  { weights, bias }: LinkTensors,
  m: number,
  frozen: boolean,
): Passed {
  const { functions } = store;
  const at = (tensor: Tensor): number => store.addressOf(tensor);
  const [samples, neurons] = [hidden.shape[0]!, hidden.shape[1]!];
  const neighbours = localNeighbours(m);
  const onRing = (offset: number): number => (offset + neurons) % neurons;
  const ring = [samples, neurons, onRing(neighbours.lower), onRing(neighbours.upper)] as const;
  const value = store.take(hidden.shape);
  functions.ringForward(at(hidden), at(weights), bias === undefined ? 0 : at(bias), at(value), ...ring);
  return {
    value,
    backward: (error, gradients, wantsInput) => {
      if (!frozen) {
        const gradient = store.take(weights.shape);
        functions.ringWeightGradient(at(hidden), at(error), at(gradient), ...ring);
        gradients.add(weights, gradient);
        if (bias !== undefined) gradients.add(bias, sumColumnsOnHeap(store, error));
      }
      if (!wantsInput) return undefined;
      const back = store.take(hidden.shape);
      functions.ringInputGradient(at(error), at(weights), at(back), ...ring);
      return back;
    },
  };
}
