/** How layers, links and sizes are written in findings. Layer m of the text is the layer of link m. */

/** A factor or share to three significant digits. */
export function writeFactor(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  return size === 0 || (size >= 1e-3 && size < 1e5)
    ? String(rounded)
    : rounded.toExponential().replace('e+', 'e');
}

/** `21 %`, `0.4 %` */
export const writePercent = (share: number): string =>
  `${Number((100 * share).toPrecision(share < 0.995 ? 2 : 3))} %`;

/** `1–3, 5 and 7` of ascending numbers. */
function writeNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.flatMap(([first, last]) =>
    last - first > 1 ? [`${first}–${last}`] : first === last ? [`${first}`] : [`${first}`, `${last}`],
  );
  const end = words.at(-1) ?? '';
  return words.length < 2 ? end : `${words.slice(0, -1).join(', ')} and ${end}`;
}

const withNumbers = (word: string, numbers: readonly number[]): string =>
  `${word}${numbers.length === 1 ? '' : 's'} ${writeNumbers(numbers)}`;

/** `layer 4`, `layers 1–3` */
export const writeLayers = (numbers: readonly number[]): string => withNumbers('layer', numbers);

/** `link 4`, `links 1–3` */
export const writeLinks = (numbers: readonly number[]): string => withNumbers('link', numbers);

export const capitalize = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
