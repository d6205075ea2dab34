import type { WindowGrid } from '../../decomposition/forward/windowGrid.js';
import { windowTable } from '../../kernels/windowTable.js';
import type { Passed } from '../layers/layer.js';
import { lengthOf, type Tensor } from '../tensorStore.js';
import type { HeapStore } from './heapStore.js';

/** `layers/pool`, the largest value of every window, on the heap. */
export function maxPoolOnHeap(
  store: HeapStore,
  grid: WindowGrid,
): (input: Tensor, samples: number) => Passed {
  const { functions } = store;
  const windows = store.writeTable(windowTable(grid));
  return (input, samples) => {
    const shape = [samples * grid.places, grid.channels];
    const value = store.take(shape);
    // Whole numbers, of the same size as those of any tensor.
    const origins = store.addressOf(store.take(shape));
    functions.maxPool(windows, store.addressOf(input), store.addressOf(value), origins, samples);
    return {
      value,
      backward: (error, _, wantsInput) => {
        if (!wantsInput) return undefined;
        const back = store.take(input.shape);
        const [errors, to] = [store.addressOf(error), store.addressOf(back)];
        functions.maxPoolGradient(errors, origins, lengthOf(error), to, lengthOf(back));
        return back;
      },
    };
  };
}

/** `layers/pool`, the mean of every window, on the heap. */
export function averagePoolOnHeap(
  store: HeapStore,
  grid: WindowGrid,
): (input: Tensor, samples: number) => Passed {
  const { functions } = store;
  const windows = store.writeTable(windowTable(grid));
  return (input, samples) => {
    const value = store.take([samples * grid.places, grid.channels]);
    functions.averagePool(windows, store.addressOf(input), store.addressOf(value), samples);
    return {
      value,
      backward: (error, _, wantsInput) => {
        if (!wantsInput) return undefined;
        const back = store.take(input.shape);
        functions.averagePoolGradient(windows, store.addressOf(error), store.addressOf(back), samples);
        return back;
      },
    };
  };
}
