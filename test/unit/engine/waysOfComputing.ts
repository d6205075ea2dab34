import { startBackend } from '../../../src/engine/backend.js';
import { Kernels } from '../../../src/engine/kernels.js';
import type { LayerKernels } from '../../../src/engine/layerKernels.js';
import { plainLayers } from '../../../src/engine/layers/plainLayers.js';
import { heapLayers } from '../../../src/engine/onHeap/heapLayers.js';
import { tensorHeap } from '../../../src/engine/onHeap/tensorHeap.js';
import type { BackendName } from '../../../src/network/types.js';
import { WASM } from './wasm.js';

export interface WayOfComputing {
  readonly way: string;
  readonly backend: BackendName;
  /** Makes its backend the active one. */
  readonly start: () => Promise<LayerKernels>;
}

const plain = (backend: BackendName): WayOfComputing => ({
  way: `kernels of every backend, on ${backend}`,
  backend,
  start: async () => {
    await startBackend(backend, WASM);
    return plainLayers(new Kernels());
  },
});

/** All ways in which layers are computed. */
export const WAYS_OF_COMPUTING: readonly WayOfComputing[] = [
  plain('wasm'),
  plain('cpu'),
  {
    way: 'our kernels on the heap of wasm',
    backend: 'wasm',
    start: async () => {
      await startBackend('wasm', WASM);
      const heap = tensorHeap();
      if (heap === undefined) throw new Error('our kernels are not there');
      return heapLayers(heap);
    },
  },
];
