import { distance } from 'fastest-levenshtein';

/** Longer words are not compared: nobody mistypes them, and comparing costs their square. */
const MAX_WORD_LENGTH = 64;

/** `batch_size`, `Batch-Size` and `batchSize` are the same word. */
const normalise = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');

/** Whether two words differ in spelling at most: `batch_size` and `batchSize`. */
export const sameWord = (a: string, b: string): boolean => normalise(a) === normalise(b);

/**
 * The candidate that was probably meant: the same word in another spelling, the only one that it is the beginning
 * of, or the nearest one within a third of its length in edits. Undefined when nothing is near.
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = normalise(word);
  if (wanted.length === 0 || wanted.length > MAX_WORD_LENGTH) return undefined;
  const same = candidates.find((candidate) => normalise(candidate) === wanted);
  if (same !== undefined) return same;
  const beginnings = candidates.filter((candidate) => normalise(candidate).startsWith(wanted));
  if (wanted.length >= 2 && beginnings.length === 1) return beginnings[0];
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const edits = distance(wanted, normalise(candidate));
    if (edits < bestDistance) {
      best = candidate;
      bestDistance = edits;
    }
  }
  if (best === undefined || bestDistance >= wanted.length) return undefined;
  const tolerance = Math.max(1, Math.floor(Math.max(wanted.length, best.length) / 3));
  return bestDistance <= tolerance || isTransposed(wanted, normalise(best)) ? best : undefined;
}

/** `tahn` for `tanh`: the same letters, two of them exchanged, which counts as two edits. */
function isTransposed(a: string, b: string): boolean {
  const letters = (word: string): string => word.split('').sort().join('');
  return distance(a, b) === 2 && letters(a) === letters(b);
}
