import { decadeTicks } from '../../src/run/symmetricLog.js';

/** Decades below the largest size that the map's colours tell apart, at least and at most. */
const DECADES = { least: 1, most: 6 };
/** Strength of the faintest value: it must still differ from none. */
const FAINTEST = 0.12;

/** How values become colours: by size on a logarithmic scale that ends at the largest, the sign by the hue. */
export interface TintScale {
  /** `diverging` where some values are negative. */
  readonly kind: 'sequential' | 'diverging';
  /** Sizes at both ends of the scale. */
  readonly least: number;
  readonly most: number;
  /** −1 … 1; 0 for 0 and undefined for what has no value. */
  strength(value: number | undefined): number | undefined;
}

/** @returns undefined where no value has a size */
export function tintScale(values: Iterable<number | undefined>): TintScale | undefined {
  let [smallest, most, isSigned] = [Infinity, 0, false];
  for (const value of values) {
    if (value === undefined || !Number.isFinite(value) || value === 0) continue;
    smallest = Math.min(smallest, Math.abs(value));
    most = Math.max(most, Math.abs(value));
    isSigned ||= value < 0;
  }
  if (most === 0) return undefined;
  const decades = Math.min(DECADES.most, Math.max(DECADES.least, Math.ceil(Math.log10(most / smallest))));
  const least = most / 10 ** decades;
  return {
    kind: isSigned ? 'diverging' : 'sequential',
    least,
    most,
    strength(value) {
      if (value === undefined || Number.isNaN(value)) return undefined;
      if (value === 0) return 0;
      const place = Math.max(0, Math.min(1, 1 + Math.log10(Math.abs(value) / most) / decades));
      return Math.sign(value) * (FAINTEST + (1 - FAINTEST) * place);
    },
  };
}

/** Values that a colour bar can label, with their strengths: powers of ten, or both ends where there are less than two. */
export function tintTicks(
  scale: TintScale,
  limit: number,
): { readonly value: number; readonly strength: number }[] {
  const sides = scale.kind === 'diverging' ? 2 : 1;
  const limitOfSide = Math.floor(limit / sides);
  const powers = decadeTicks(Math.log10(scale.least), Math.log10(scale.most), limitOfSide).map(
    ({ value }) => value,
  );
  const sizes = powers.length > 1 ? powers : sides === 2 ? [scale.most] : [scale.least, scale.most];
  const values = sides === 1 ? sizes : [...sizes.map((size) => -size).reverse(), 0, ...sizes];
  return values.map((value) => ({ value, strength: scale.strength(value) ?? 0 }));
}
