import { DIGIT_IMAGES } from './digitImages.js';

/**
 * Handwritten digits of the UCI repository (E. Alpaydin, C. Kaynak 1998; forms of NIST): 8 × 8 pixels, each the number
 * of set pixels in a 4 × 4 block of the scan. Source and licence: digits.LICENSE.md.
 */
export const DIGITS_SAMPLES = 1797;
export const DIGITS_CLASSES = 10;
/** Height, width, channels. */
export const DIGITS_SHAPE = [8, 8, 1] as const;
export const DIGITS_PIXELS = 64;
/** Blackest pixel. */
export const DIGITS_MAXIMUM = 16;

interface Digits {
  /** 0 … 16, samples × 64, each image row by row. */
  readonly pixels: Float64Array;
  /** 0 … 9 */
  readonly labels: Uint8Array;
}

const PIXEL_BASE = 17;
const RUN_OF_TWO = 'A'.charCodeAt(0);

/** Zeros that a character stands for; 0 for a pixel that is written out. */
const runLength = (character: string): number =>
  character >= 'A' && character <= 'Z' ? character.charCodeAt(0) - RUN_OF_TWO + 2 : 0;

/** All images, in the order of the data set. */
export function readDigits(): Digits {
  const pixels = new Float64Array(DIGITS_SAMPLES * DIGITS_PIXELS);
  const words = DIGIT_IMAGES.trim().split(/\s+/);
  const labels = Uint8Array.from(words, ([label]) => Number(label));
  let at = 0;
  for (const word of words) {
    for (const character of word.slice(1)) {
      const zeros = runLength(character);
      if (zeros === 0) pixels[at] = Number.parseInt(character, PIXEL_BASE);
      at += Math.max(1, zeros);
    }
  }
  return { pixels, labels };
}
