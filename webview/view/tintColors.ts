import type { Theme } from './theme.js';

/** Shades on either side of none. */
const SHADES = 128;
/** Ink of the strongest, in per cent: as that of the cells of the network's map. */
const STRONGEST = 90;

/** Red, green, blue, 0 … 255. */
export type Rgb = readonly [number, number, number];

/** Colours of strengths −1 … 1 as the network's map has them: blue above 0, orange below, the background at 0. */
export function tintColors({ hues, background }: Theme): (strength: number) => Rgb {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * SHADES + 1, 1];
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (ctx === null) return () => [128, 128, 128];
  for (let shade = -SHADES; shade <= SHADES; shade++) {
    const ink = (STRONGEST * Math.abs(shade)) / SHADES;
    const hue = shade < 0 ? hues.orange : hues.blue;
    ctx.fillStyle = background;
    ctx.fillStyle = `color-mix(in oklab, ${hue} ${ink}%, ${background})`;
    ctx.fillRect(shade + SHADES, 0, 1, 1);
  }
  const { data } = ctx.getImageData(0, 0, canvas.width, 1);
  return (strength) => {
    const at = 4 * (SHADES + Math.round(SHADES * Math.max(-1, Math.min(1, strength))));
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  };
}
