/** Steps of a tint beside none. */
export const HEAT_LEVELS = 5;

/** How a value stands among others. */
export interface Heat {
  readonly sign: 'negative' | 'positive';
  /** 1 … HEAT_LEVELS; the largest size among the values has the highest. */
  readonly level: number;
}

/** Decades that the levels cover at least, so that values which are nearly equal get the same one. */
const LEAST_DECADES = 1;

/**
 * The place of each value among all of them, by its size on a logarithmic scale that ends at the largest; the sign is kept
 * apart. Undefined for what is 0, not finite or undefined.
 */
export function heatOf(values: readonly (number | undefined)[]): readonly (Heat | undefined)[] {
  const sizes = values.map((value) =>
    value === undefined || value === 0 || !Number.isFinite(value) ? undefined : Math.log10(Math.abs(value)),
  );
  const defined = sizes.filter((size) => size !== undefined);
  const largest = Math.max(...defined);
  const decades = Math.max(LEAST_DECADES, largest - Math.min(...defined));
  return sizes.map((size, i): Heat | undefined => {
    if (size === undefined) return undefined;
    const place = 1 - (largest - size) / decades;
    const level = Math.min(HEAT_LEVELS, 1 + Math.floor(place * HEAT_LEVELS));
    return { sign: values[i]! < 0 ? 'negative' : 'positive', level };
  });
}
