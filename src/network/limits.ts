import { MAX_LAYERS } from '../spec/keysLayers.js';

/** Links of a network, repeats written out. */
export const MAX_LINKS = MAX_LAYERS;

/**
 * Parameters of a network. In float32 they take 80 MB; with their gradients, what adam remembers and makes of them, and
 * the two snapshots that the analysis compares, a run of this size takes 1.5 GB, which WebAssembly and a laptop can give.
 */
export const MAX_PARAMETERS = 2e7;

/** Neurons of one pass, samples × widths: batch and probe passes keep all of them, 160 MB in float64. */
export const MAX_PASS_NEURONS = 2e7;

/** What WebAssembly can address: 4 GiB, and TF.js asks for no less. */
export const MAX_HEAP_BYTES = 2 ** 32;
