/**
 * The description of a chain of dense links in the heap of the kernels: a header, then a record for each link from
 * the data to the head. It is the one agreement between the two sides: this file is compiled by TypeScript, whose
 * `describeChain` writes the description, and by AssemblyScript, whose `trainStep` reads it. So it may hold nothing
 * but whole numbers. Offsets are in bytes, fields have 4 bytes: an address, an i32 or, where said, an f32.
 *
 * All matrices are row-major, without gaps, float32. An address of 0 means that there is no such thing.
 */

/** Number of links, M. */
export const LINK_COUNT = 0;
/** Samples in a batch, B. */
export const SAMPLES = 4;
/** One of the losses below. */
export const LOSS = 8;
/** X, B × N_0. */
export const INPUTS = 12;
/** Y, B × N_M. */
export const TARGETS = 16;
/** η of the step, f32. */
export const RATE = 20;
/** Of the velocities, f32; 0 for plain gradient descent. */
export const MOMENTUM = 24;
/** 1 for Nesterov's momentum, else 0. */
export const LOOKS_AHEAD = 28;
/** Room for a packed left operand: 4 bytes × rows, rounded up to whole tiles, × terms of the largest product. */
export const PACKED_LEFT = 32;
/** Room for two packed panels of a right operand: PANEL_BYTES × K of the product with most terms. */
export const PACKED_RIGHT = 36;
/** Room for one tile and the biases of two panels: SCRATCH_BYTES. */
export const SCRATCH = 40;
export const HEADER_BYTES = 64;

/** N_m */
export const LINK_INPUTS = 0;
/** N_(m+1) */
export const LINK_OUTPUTS = 4;
/** σ_(m+1), what follows this link: one of the activations below. */
export const ACTIVATION = 8;
/** 1 when W and b stay as they are, else 0. */
export const FROZEN = 12;
/** W^(m), N_m × N_(m+1). */
export const WEIGHTS = 16;
/** b^(m), N_(m+1), or 0. */
export const BIAS = 20;
/** Shaped like the weights, or 0. */
export const WEIGHTS_VELOCITY = 24;
/** Shaped like the bias, or 0. */
export const BIAS_VELOCITY = 28;
/** z^(m+1), B × N_(m+1). */
export const NEURONS = 32;
/** h^(m+1), B × N_(m+1); the same address as the neurons unless σ′ has to be computed from z. */
export const HIDDEN = 36;
/** ∂ℓ/∂z^(m+1), B × N_(m+1). */
export const ERRORS = 40;
/** By which this link's η is larger than the header's, f32. */
export const RATE_FACTOR = 44;
/** λ of ½ λ ‖W‖², f32. */
export const WEIGHT_DECAY = 48;
export const LINK_BYTES = 64;

export const LINEAR = 0;
export const TANH = 1;
export const RELU = 2;
export const LEAKY_RELU = 3;
export const ELU = 4;
export const GELU = 5;
export const SILU = 6;
export const SIGMOID = 7;
export const SOFTPLUS = 8;

export const MEAN_SQUARE = 0;
export const CROSS_ENTROPY = 1;
export const KL_DIVERGENCE = 2;
export const HINGE = 3;

/** A product is computed in tiles of so many rows and columns. */
export const TILE_ROWS = 4;
export const TILE_COLUMNS = 8;
/** Bytes for one term of the sums in two panels of TILE_COLUMNS columns. */
export const PANEL_BYTES = 64;
/** A tile, then two rows of biases. */
export const SCRATCH_BYTES = 192;
