import { niceRange } from './niceRange.js';

/**
 * A scale for values of both signs that span many orders: logarithmic beyond ±threshold, linear within. A value's
 * place is measured in decades: 0 at 0, ±1 at ±threshold, ±2 at ±10·threshold.
 */
export interface SymmetricLog {
  /** A power of ten, positive. */
  readonly threshold: number;
}

export interface Tick {
  /** Where it stands on the scale. */
  readonly place: number;
  readonly value: number;
}

/** Values so far below the largest are drawn in the linear part. */
const MOST_DECADES = 24;

const decadeBelow = (value: number): number => Math.floor(Math.log10(value));

/** The scale on which every finite, non-zero value of these stands in the logarithmic part, within reason. */
export function symmetricLogFor(values: Iterable<number>): SymmetricLog {
  let least = Infinity;
  let largest = 0;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude === 0 || !Number.isFinite(magnitude)) continue;
    least = Math.min(least, magnitude);
    largest = Math.max(largest, magnitude);
  }
  if (largest === 0) return { threshold: 1 };
  return { threshold: 10 ** Math.max(decadeBelow(least), decadeBelow(largest) - MOST_DECADES) };
}

/** Where a value stands, in decades. */
export function placeOf(scale: SymmetricLog, value: number): number {
  const ratio = Math.abs(value) / scale.threshold;
  return Math.sign(value) * (ratio <= 1 ? ratio : 1 + Math.log10(ratio));
}

/** The value that stands there: the inverse of `placeOf`. */
export function valueAt(scale: SymmetricLog, place: number): number {
  const decades = Math.abs(place);
  return Math.sign(place) * scale.threshold * (decades <= 1 ? decades : 10 ** (decades - 1));
}

/** Between powers of ten, where there are few of them. */
const SUBDIVISIONS = [2, 5];
const FEW_TICKS = 4;
/** With fewer one cannot tell how far apart values are. */
const LEAST_TICKS = 3;
const MOST_EVEN_INTERVALS = 8;

/**
 * Ticks at 0 and at powers of ten between two places, every so many decades that at most `limit` are needed; on an axis of
 * one sign with few of them, also at their multiples by 2 and 5, or evenly spaced where even these are too few.
 */
export function symmetricLogTicks(scale: SymmetricLog, from: number, to: number, limit: number): Tick[] {
  const first = Math.ceil(from);
  const last = Math.floor(to);
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, limit)));
  const ticks: Tick[] = [];
  for (let place = first; place <= last; place++) {
    if (place % stride === 0) ticks.push({ place, value: valueAt(scale, place) });
  }
  // An axis with 0 on it has decades enough on both sides.
  if (ticks.length >= FEW_TICKS || from * to <= 0) return ticks;
  const finer = subdivided(scale, from, to, ticks);
  return finer.length >= LEAST_TICKS ? finer : evenTicks(scale, from, to, limit);
}

/** Evenly spaced values, for an axis over less than a factor of some two. */
function evenTicks(scale: SymmetricLog, from: number, to: number, limit: number): Tick[] {
  const [low, high] = [valueAt(scale, from), valueAt(scale, to)];
  const { step } = niceRange(0, high - low, Math.max(1, Math.min(limit - 1, MOST_EVEN_INTERVALS)));
  const first = Math.ceil(low / step);
  const count = Math.max(0, Math.floor(high / step) - first + 1);
  return Array.from({ length: count }, (_, i) => {
    const value = (first + i) * step;
    return { place: placeOf(scale, value), value };
  });
}

function subdivided(scale: SymmetricLog, from: number, to: number, powers: readonly Tick[]): Tick[] {
  const sign = Math.sign(to);
  const [near, far] = [Math.abs(from), Math.abs(to)].sort((a, b) => a - b);
  const between: Tick[] = [];
  for (let decade = Math.max(1, Math.floor(near!)); decade <= far!; decade++) {
    for (const factor of SUBDIVISIONS) {
      const value = sign * factor * valueAt(scale, decade);
      const place = placeOf(scale, value);
      if (place >= from && place <= to) between.push({ place, value });
    }
  }
  return [...powers, ...between].sort((a, b) => a.place - b.place);
}

/** Ticks at powers of ten between two exponents on a plain logarithmic scale, at most `limit`. */
export function decadeTicks(from: number, to: number, limit: number): Tick[] {
  const stride = Math.max(1, Math.ceil((Math.floor(to) - Math.ceil(from) + 1) / Math.max(1, limit)));
  const ticks: Tick[] = [];
  for (let place = Math.ceil(from); place <= to; place++) {
    if (place % stride === 0) ticks.push({ place, value: 10 ** place });
  }
  return ticks;
}
