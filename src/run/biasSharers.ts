import { shareParameters } from '../decomposition/parameterShares.js';
import type { LinkStructure } from '../decomposition/types.js';

/**
 * How many links have the same bias, by link: in bulk and boundary K_z, C and F of each count with one part of so many
 * (THEORY §2.4); 1 unless layers are tied.
 */
export const biasSharers = (links: readonly LinkStructure[]): readonly number[] =>
  shareParameters(links).map(({ sharers }) => sharers);
