import type { LossName } from '../../base/loss.js';
import { LOSS_CODES } from '../../kernels/describeChain.js';
import type { LossKernel } from '../lossKernels.js';
import { lengthOf } from '../tensorStore.js';
import type { HeapStore } from './heapStore.js';

/** A loss and its gradient in one call. */
export function lossOnHeap(store: HeapStore, name: LossName): LossKernel {
  const { functions } = store;
  const code = LOSS_CODES[name];
  return (outputs, batch, factor) => {
    const targets = store.uploadTemporary(batch.y, outputs.shape);
    const gradient = store.take(outputs.shape);
    const [samples, size] = [batch.samples, lengthOf(outputs) / batch.samples];
    const to = store.addressOf(gradient);
    const given = [store.addressOf(outputs), store.addressOf(targets)] as const;
    const loss = functions.evaluateLoss(code, ...given, to, samples, size);
    if (factor !== 1) functions.scaleArray(to, lengthOf(gradient), factor);
    return { loss, gradient };
  };
}
