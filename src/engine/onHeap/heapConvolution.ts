import { windowTable } from '../../kernels/windowTable.js';
import type { Filters } from '../layers/convolution.js';
import type { Passed } from '../layers/layer.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Tensor } from '../tensorStore.js';
import { sumColumnsOnHeap } from './heapDense.js';
import type { HeapStore } from './heapStore.js';

/** `layers/convolution` on the heap; assembly/convolution.ts says how it is computed. */
export function convolutionOnHeap(
  store: HeapStore,
  { grid, groups, count }: Filters,
): (hidden: Tensor, parameters: LinkTensors, samples: number, frozen: boolean) => Passed {
  const { functions } = store;
  const windows = store.writeTable(windowTable(grid));
  const roomBytes = functions.convolutionRoom(windows, count, groups);
  return (hidden, { weights, bias }, samples, frozen) => {
    const value = store.take([samples * grid.places, count]);
    const [values, filters] = [store.addressOf(hidden), store.addressOf(weights)];
    functions.convolve(
      windows,
      values,
      filters,
      bias === undefined ? 0 : store.addressOf(bias),
      store.addressOf(value),
      samples,
      count,
      groups,
      store.room(roomBytes),
    );
    return {
      value,
      backward: (error, gradients, wantsInput) => {
        const errors = store.addressOf(error);
        const room = store.room(roomBytes);
        if (!frozen) {
          const gradient = store.take(weights.shape);
          const to = store.addressOf(gradient);
          functions.convolutionFilterGradient(windows, values, errors, to, samples, count, groups, room);
          gradients.add(weights, gradient);
          if (bias !== undefined) gradients.add(bias, sumColumnsOnHeap(store, error));
        }
        if (!wantsInput) return undefined;
        const back = store.take(hidden.shape);
        const to = store.addressOf(back);
        functions.convolutionInputGradient(windows, errors, filters, to, samples, count, groups, room);
        return back;
      },
    };
  };
}
