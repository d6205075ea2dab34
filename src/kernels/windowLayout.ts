/**
 * What the window of a convolution or of a pool sees, as the kernels read it: a header, then the table of places. As
 * chainLayout.ts, this file is compiled by TypeScript, which writes the table, and by AssemblyScript, which reads it, so it
 * may hold nothing but whole numbers. Offsets are in bytes; all fields are i32.
 */

/** Places of the input; a sample has places × channels numbers, channels last. */
export const INPUT_PLACES = 0;
/** Of the input. */
export const CHANNELS = 4;
/** Places that the window stops at. */
export const PLACES = 8;
/** Of the window. */
export const TAPS = 12;
/** 1 when the window sees at every place of the input that place alone, else 0. */
export const IDENTITY = 16;
/** Entry p · taps + t is the place of the input that tap t sees at place p; negative for a zero of the padding. */
export const SEEN = 32;
