import { NORM_EPSILON } from '../../network/parameterLayout.js';
import type { Passed } from '../layers/layer.js';
import type { NormKind } from '../layers/norm.js';
import type { NormTensors } from '../linkTensors.js';
import type { Tensor } from '../tensorStore.js';
import type { HeapStore } from './heapStore.js';

/** `layers/norm` on the heap, in float32 but for the sums of the means. */
export function passNormOnHeap(
  store: HeapStore,
  kind: NormKind,
  input: Tensor,
  { scale, shift, moving }: NormTensors,
): Passed {
  const { functions } = store;
  const at = (tensor: Tensor): number => store.addressOf(tensor);
  const [rows, channels] = [input.shape[0]!, input.shape[1]!];
  const value = store.take(input.shape);
  const normal = store.take(input.shape);
  const inverses = store.take([kind === 'layerNorm' ? rows : channels]);
  const given = [at(input), at(scale), at(shift), NORM_EPSILON, at(normal), at(inverses)] as const;
  if (kind === 'layerNorm') {
    functions.normalizeRows(...given, at(value), rows, channels);
  } else {
    const [means, variances] = [store.take([channels]), store.take([channels])];
    functions.normalizeChannels(...given, at(means), at(variances), at(value), rows, channels);
    moving?.takeUp(store.view(means), store.view(variances));
  }
  return {
    value,
    backward: (error, gradients, wantsInput) => {
      const [toScale, toShift] = [store.take([channels]), store.take([channels])];
      functions.normParameterGradients(at(error), at(normal), at(toScale), at(toShift), rows, channels);
      gradients.add(scale, toScale);
      gradients.add(shift, toShift);
      if (!wantsInput) return undefined;
      const back = store.take(input.shape);
      const known = [at(error), at(scale), at(normal), at(inverses)] as const;
      if (kind === 'layerNorm') functions.rowNormGradient(...known, at(back), rows, channels);
      else functions.channelNormGradient(...known, at(toScale), at(toShift), at(back), rows, channels);
      return back;
    },
  };
}
