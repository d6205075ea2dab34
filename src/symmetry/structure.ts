import { SIGNATURE_FIELDS } from './signature.js';
import type { Break, DepthStructure, Signature, SymmetricBlock } from './types.js';

/** First link of the bulk: link 0 sees the data and is always boundary. */
const FIRST_BULK_LINK = 1;

/** Equal signatures get equal numbers. */
function internSignatures(signatures: readonly Signature[]): Int32Array {
  const ids = new Map<string, number>();
  const interned = new Int32Array(signatures.length);
  signatures.forEach((signature, m) => {
    const before = signatures[m - 1];
    // Most are like the one before, and comparing is faster than making a key.
    if (before !== undefined && SIGNATURE_FIELDS.every((field) => signature[field] === before[field])) {
      interned[m] = interned[m - 1]!;
      return;
    }
    const text = SIGNATURE_FIELDS.map((field) => String(signature[field])).join('\n');
    const id = ids.get(text) ?? ids.size;
    ids.set(text, id);
    interned[m] = id;
  });
  return interned;
}

function findBreaks(signatures: readonly Signature[], ids: Int32Array): readonly Break[] {
  const breaks: Break[] = [];
  for (let m = FIRST_BULK_LINK; m + 1 < ids.length; m++) {
    if (ids[m] === ids[m + 1]) continue;
    const [here, next] = [signatures[m]!, signatures[m + 1]!];
    breaks.push({ m, fields: SIGNATURE_FIELDS.filter((field) => here[field] !== next[field]) });
  }
  return breaks;
}

/** The first m ≥ from that is not like m + period, or the last m that there is to compare. */
function firstUnlike(ids: Int32Array, from: number, period: number): number {
  let m = from;
  while (m + period < ids.length && ids[m] === ids[m + period]) m++;
  return m;
}

/** The last m in [from, to) that is not like m + period; from − 1 if there is none. */
function lastUnlike(ids: Int32Array, from: number, to: number, period: number): number {
  let m = to - 1;
  while (m >= from && ids[m] === ids[m + period]) m--;
  return m;
}

/**
 * Every stretch of links that cannot be made longer at its period, each with its smallest period; by the "runs" theorem
 * there are fewer than M. A block needs `period` links in a row that are like the one a period further on. Looked for
 * from the last of them, what is unlike rules out all beginnings before it, so that few links are compared where a
 * block is interrupted often. O(M · periods) at worst.
 */
function maximalBlocks(ids: Int32Array): readonly SymmetricBlock[] {
  const end = ids.length;
  const found: SymmetricBlock[] = [];
  const known = new Set<number>();
  let longest: SymmetricBlock | undefined;
  for (let period = 1; FIRST_BULK_LINK + 2 * period <= end; period++) {
    for (let start = FIRST_BULK_LINK; start + 2 * period <= end;) {
      // Within a block, links are alike also at multiples of its period.
      const alikeTo =
        longest !== undefined && longest.start <= start && period % longest.period === 0
          ? Math.max(start, longest.start + longest.length - period)
          : start;
      const unlike = lastUnlike(ids, alikeTo, start + period, period);
      if (unlike >= alikeTo) {
        start = unlike + 1;
        continue;
      }
      const stop = firstUnlike(ids, Math.max(alikeTo, start + period), period);
      const length = stop + period - start;
      const place = start * end + length;
      if (!known.has(place)) {
        known.add(place);
        const block = { start, length, period };
        found.push(block);
        // All of it: a longer period finds nothing longer.
        if (length === end - FIRST_BULK_LINK) return found;
        if (longest === undefined || length > longest.length) longest = block;
      }
      start = stop + 1;
    }
  }
  return found;
}

/** The part of a block that lies in [from, to), if it still is one. */
function clip(
  { start, length, period }: SymmetricBlock,
  from: number,
  to: number,
): SymmetricBlock | undefined {
  const first = Math.max(start, from);
  const clipped = Math.min(start + length, to) - first;
  return clipped >= 2 * period ? { start: first, length: clipped, period } : undefined;
}

/** Longer first; ties → smaller period, then smaller start (THEORY §6.1). */
const isBetter = (a: SymmetricBlock, b: SymmetricBlock | undefined): boolean =>
  b === undefined ||
  a.length > b.length ||
  (a.length === b.length && (a.period < b.period || (a.period === b.period && a.start < b.start)));

function bestWithin(blocks: readonly SymmetricBlock[], from: number, to: number): SymmetricBlock | undefined {
  let best: SymmetricBlock | undefined;
  for (const block of blocks) {
    const inside = clip(block, from, to);
    if (inside !== undefined && isBetter(inside, best)) best = inside;
  }
  return best;
}

/** The longest block, then the longest of what is left on either side, and so on; in order of depth. */
function disjointBlocks(
  blocks: readonly SymmetricBlock[],
  bestBlock: SymmetricBlock | undefined,
  end: number,
): readonly SymmetricBlock[] {
  const chosen: SymmetricBlock[] = bestBlock === undefined ? [] : [bestBlock];
  const gaps: (readonly [number, number])[] = [];
  const split = ({ start, length }: SymmetricBlock, [from, to]: readonly [number, number]): void => {
    gaps.push([from, start], [start + length, to]);
  };
  if (bestBlock !== undefined) split(bestBlock, [FIRST_BULK_LINK, end]);
  for (let gap = gaps.pop(); gap !== undefined; gap = gaps.pop()) {
    const best = gap[1] - gap[0] < 2 ? undefined : bestWithin(blocks, ...gap);
    if (best === undefined) continue;
    chosen.push(best);
    split(best, gap);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

/**
 * The structure along depth of links m = 0 … M−1 (THEORY §6.1). All of m ≥ 1 is looked at, the head included.
 * @param signatures by m
 */
export function depthStructure(signatures: readonly Signature[]): DepthStructure {
  const ids = internSignatures(signatures);
  const end = ids.length;
  const breaks = findBreaks(signatures, ids);
  const candidates = maximalBlocks(ids);
  const bestBlock = bestWithin(candidates, FIRST_BULK_LINK, end);
  return {
    breaks,
    bestBlock,
    blocks: disjointBlocks(candidates, bestBlock, end),
    homogeneousFraction: end < 3 ? undefined : 1 - breaks.length / (end - 2),
  };
}
