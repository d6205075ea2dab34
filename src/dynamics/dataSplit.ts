import type { ForwardPass } from '../decomposition/forwardPass.js';
import { squaredDistance } from './innerProduct.js';
import { known, unknown, type Quantity } from './quantity.js';

/** The samples are the same before and after: nothing moves by the data. */
export type SplitGap = 'notStreaming';

/** Why the neurons z^(m+1) of one layer moved; means over samples of squares over all neurons. */
export interface LayerSplit {
  /** ‖z(X_(k+1); θ_(k+1)) − z(X_(k+1); θ_k)‖²: by learning. */
  readonly learning: number;
  /** ‖z(X_(k+1); θ_k) − z(X_k; θ_k)‖²: by the next sample. */
  readonly data: number;
  /** data ÷ (data + learning); undefined where nothing moved. */
  readonly dataFraction: Quantity<'atRest'>;
}

/**
 * Splits ż into learning and data (THEORY §2.2).
 * @param before pass of θ_k on X_k
 * @param between pass of θ_k on X_(k+1)
 * @param after pass of θ_(k+1) on X_(k+1)
 * @returns by link
 */
export function dataSplit(
  before: ForwardPass,
  between: ForwardPass,
  after: ForwardPass,
): readonly LayerSplit[] {
  return before.links.map(({ neurons }, m) => {
    const moved = between.links[m]!.neurons;
    const data = squaredDistance(neurons, moved) / before.samples;
    const learning = squaredDistance(moved, after.links[m]!.neurons) / before.samples;
    const total = data + learning;
    return { learning, data, dataFraction: total === 0 ? unknown('atRest') : known(data / total) };
  });
}
