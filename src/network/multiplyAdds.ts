import { fansOf } from './fans.js';
import type { TrainableLink } from './types.js';

/**
 * Multiply-adds of W h for one sample: every unit of z sums its inputs, so that a convolution takes positions × filters × taps ×
 * channels of a group, however few weights it has. Counted at every link, also where weights are tied, for that is where they multiply.
 */
export const multiplyAdds = (links: readonly TrainableLink[]): number =>
  links.reduce((sum, link) => sum + link.outputs * fansOf(link).inputs, 0);
