export interface Curve {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/**
 * At most `limit` points of a curve that still show its first and last point and every spike: of each stretch of
 * equal length, the lowest and the highest point. Values that are not finite are left out.
 * @param steps increasing
 * @param values as many as steps
 * @param limit at least 4
 */
export function decimate(steps: Float64Array, values: Float64Array, limit: number): Curve {
  const finite: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) finite.push(i);
  const chosen = finite.length <= limit ? finite : extremes(finite, values, limit);
  return {
    steps: Float64Array.from(chosen, (i) => steps[i]!),
    values: Float64Array.from(chosen, (i) => values[i]!),
  };
}

function extremes(indices: readonly number[], values: Float64Array, limit: number): number[] {
  const stretches = Math.floor((limit - 2) / 2);
  const inner = indices.length - 2;
  const chosen = [indices[0]!];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = 1 + Math.floor((stretch * inner) / stretches);
    const end = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    let lowest = indices[start]!;
    let highest = lowest;
    for (let at = start + 1; at < end; at++) {
      const i = indices[at]!;
      if (values[i]! < values[lowest]!) lowest = i;
      if (values[i]! > values[highest]!) highest = i;
    }
    chosen.push(Math.min(lowest, highest));
    if (lowest !== highest) chosen.push(Math.max(lowest, highest));
  }
  chosen.push(indices.at(-1)!);
  return chosen;
}
