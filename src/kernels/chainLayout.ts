/**
 * The description of a chain of links in the heap of the kernels: a header, then a record for each link from the data to
 * the head. It is the one agreement between the two sides: this file is compiled by TypeScript, whose `describeChain`
 * writes the description, and by AssemblyScript, whose `trainStep` reads it. So it may hold nothing but whole numbers.
 * Offsets are in bytes, fields have 4 bytes: an address, an i32 or, where said, an f32.
 *
 * All matrices are row-major, without gaps, float32. An address of 0 means that there is no such thing. A list is a row
 * of addresses, of which the last one is 0.
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
/** One of the optimizers below. */
export const OPTIMIZER = 24;
/** Share of the first memory that a step keeps, f32: momentum β, Adam's β₁. */
export const FIRST_DECAY = 28;
/** Share of the second memory that a step keeps, f32: Adam's β₂, RMSProp's ρ. */
export const SECOND_DECAY = 32;
/** Of Adam and RMSProp at this step, f32: by what their η is multiplied (corrections.ts). */
export const PACE = 36;
/** Of Adam and RMSProp at this step, f32: what is added to the root of the second memory (corrections.ts). */
export const MARGIN = 40;
/** Room for a packed left operand: 4 bytes × rows, rounded up to whole tiles, × terms of the largest product. */
export const PACKED_LEFT = 44;
/** Room for two packed panels of a right operand: PANEL_BYTES × K of the product with most terms. */
export const PACKED_RIGHT = 48;
/** Room for one tile and the biases of two panels: SCRATCH_BYTES. */
export const SCRATCH = 52;
export const HEADER_BYTES = 64;

/** N_m */
export const LINK_INPUTS = 0;
/** N_(m+1) */
export const LINK_OUTPUTS = 4;
/** One of the kinds below. */
export const KIND = 8;
/** σ_(m+1), what follows this link: one of the activations below. */
export const ACTIVATION = 12;
/** W^(m): N_m × N_(m+1) of a dense link, 2 × N of a ring. */
export const WEIGHTS = 16;
/** b^(m), N_(m+1), or 0. */
export const BIAS = 20;
/** z^(m+1), B × N_(m+1). */
export const NEURONS = 24;
/** h^(m+1), B × N_(m+1); the same address as the neurons, unless z is needed after σ. */
export const HIDDEN = 28;
/** ∂ℓ/∂z^(m+1), B × N_(m+1). */
export const ERRORS = 32;

/** 1 when W and b stay as they are, else 0. */
export const FROZEN = 36;
/** 1 when W and b are those of a link below, which moves them; else 0. */
export const TIED = 40;
/** By which this link's η is larger than the header's, f32. */
export const RATE_FACTOR = 44;
/** λ of ½ λ ‖W‖², f32. */
export const WEIGHT_DECAY = 48;
/** What the optimizer remembers of W first, a velocity or a mean; shaped like W, or 0. */
export const WEIGHTS_FIRST = 52;
/** And second, a mean of squares. */
export const WEIGHTS_SECOND = 56;
/** The same of b. */
export const BIAS_FIRST = 60;
export const BIAS_SECOND = 64;
/** Where ∂ℓ/∂W is gathered before W moves, shaped like W; 0 when it moves as its gradient is computed. */
export const WEIGHTS_GRADIENT = 68;
/** The same of b; whenever W has one and there is a b. */
export const BIAS_GRADIENT = 72;
/** A list of the weights' gradients of the links tied to this one, which add to its own. */
export const TIED_WEIGHTS = 76;
/** The same of the biases. */
export const TIED_BIASES = 80;

/** A list of what skips add to z^(m+1): values B × N_(m+1). */
export const ADDED_VALUES = 84;
/** A list of the errors that skips of h^(m+1) lead back to it, B × N_(m+1). */
export const HIDDEN_ERRORS = 88;
/** A list of the errors that skips of z^(m+1) lead back to it, B × N_(m+1). */
export const NEURON_ERRORS = 92;

/** Of a ring: neuron i sees neurons i + lower and i + upper, both taken modulo N: 0 … N − 1. */
export const LOWER_NEIGHBOUR = 96;
export const UPPER_NEIGHBOUR = 100;
export const LINK_BYTES = 104;

/** z = h W + b */
export const DENSE = 0;
/** A local link: z_i = W_0i h_(i+lower) + W_1i h_(i+upper) + b_i. */
export const RING = 1;

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

export const GRADIENT_DESCENT = 0;
export const HEAVY_BALL = 1;
export const NESTEROV = 2;
export const ADAM = 3;
export const RMSPROP = 4;

/** A product is computed in tiles of so many rows and columns. */
export const TILE_ROWS = 4;
export const TILE_COLUMNS = 8;
/** Bytes for one term of the sums in two panels of TILE_COLUMNS columns. */
export const PANEL_BYTES = 64;
/** A tile, then two rows of biases. */
export const SCRATCH_BYTES = 192;
