/**
 * The description of a chain for the float64 analysis, in the heap of the kernels: a header, then a record for each link
 * from the data to the head, read by both sides like chainLayout.ts. Offsets are in bytes; fields have 4 bytes, an
 * address or an i32. An address of 0 means that there is no such thing.
 *
 * Parameters are row-major, without gaps, float32 (or float64, as PARAMETER_BYTES says). Everything else is float64, a row for
 * each sample; rows begin at whole vectors: each has `rowBytes(N)` bytes, and what lies behind its N numbers is of no
 * meaning but finite.
 */

/** Number of links, M. */
export const LINK_COUNT = 0;
/** P */
export const SAMPLES = 4;
/** Of a parameter: 4 or 8. */
export const PARAMETER_BYTES = 8;
/** σ_post, one of the activations of chainLayout.ts. */
export const OUTPUT_ACTIVATION = 12;
/** σ_post(Z), P × N_M. */
export const OUTPUTS = 16;
/** Room for four panels of float64 weights: PANELS_BYTES × the largest N_m of a dense link. */
export const PANELS = 20;
/** Room for the products of one link: `productBytes(P, N)` of the widest. */
export const FRESH_PRODUCTS = 24;
/** Room for a row of biases in float64: 32 bytes more than the widest row. */
export const SHIFTS = 28;
/** Room for what the widest dense link sees: `inputs` float64 numbers of all samples, in whole groups of SAMPLES_AT_ONCE. */
export const PACKED_SAMPLES = 32;
export const HEADER_BYTES = 64;

/** DENSE or LOCAL. */
export const LINK_TYPE = 0;
/** N_m */
export const LINK_INPUTS = 4;
/** N_(m+1) */
export const LINK_OUTPUTS = 8;
/** σ_m, one of the activations of chainLayout.ts. */
export const ACTIVATION_IN = 12;
/** z^(m), P × N_m; X for m = 0. */
export const NEURONS_IN = 16;
/** h^(m) = σ_m(z^(m)), P × N_m; the same address as z^(m) where σ_m is linear. */
export const HIDDEN = 20;
/** W^(m) as it is now. */
export const WEIGHTS = 24;
/** b^(m) as it is now, or 0. */
export const BIAS = 28;
/** W^(m) at the state that is remembered; 0 for a link that has the weights of another. */
export const WEIGHTS_BEFORE = 32;
/** b^(m) at the state that is remembered, or 0. */
export const BIAS_BEFORE = 36;
/** W^(m) h^(m) at the state that is remembered, P × N_(m+1). */
export const PRODUCTS = 40;
/** W^(m) h^(m) + b^(m), rounded, likewise. */
export const DELIVERED = 44;
/** What rounding left out of that, likewise. */
export const RESTS = 48;
/** z^(m+1), P × N_(m+1); the same address as what is delivered where there are no skips. */
export const NEURONS = 52;
/** Addresses of the P × N_(m+1) numbers that are added, and how many there are. */
export const SKIPS = 56;
export const SKIP_COUNT = 60;
/** Where the sums go: LINK_SUMS numbers, then SAMPLE_SUMS for each sample. */
export const SUMS = 64;
/** Of a LOCAL link, from a neuron to those that it sees. */
export const LOWER = 68;
export const UPPER = 72;
export const LINK_BYTES = 80;

export const DENSE = 0;
export const LOCAL = 1;

/** ½‖Ẇ‖² and ½‖ḃ‖² */
export const LINK_SUMS = 2;
/** ½‖v‖², −v·f, ½‖f‖² and ½‖v − f‖² of a sample. */
export const SAMPLE_SUMS = 4;

/** Columns of W that are taken at once, in panels of PANEL_COLUMNS. */
export const BLOCK_COLUMNS = 16;
export const PANEL_COLUMNS = 4;
/** Of one row of a panel, and of four panels. */
export const PANEL_BYTES = 32;
export const PANELS_BYTES = 128;
/** Products are computed for so many samples at once. */
export const SAMPLES_AT_ONCE = 4;
