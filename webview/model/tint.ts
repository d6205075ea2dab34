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
export function tintScale(values: readonly (number | undefined)[]): TintScale | undefined {
  const known = values.filter(
    (value): value is number => value !== undefined && Number.isFinite(value) && value !== 0,
  );
  if (known.length === 0) return undefined;
  const sizes = known.map(Math.abs);
  const most = Math.max(...sizes);
  const decades = Math.min(
    DECADES.most,
    Math.max(DECADES.least, Math.ceil(Math.log10(most / Math.min(...sizes)))),
  );
  const least = most / 10 ** decades;
  return {
    kind: known.some((value) => value < 0) ? 'diverging' : 'sequential',
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
