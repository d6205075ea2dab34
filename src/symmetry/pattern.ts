import { FEATURES, type Feature } from './features.js';
import type { HiddenLayer } from './hiddenLayers.js';

/** Longest pattern that is looked for where layers deviate from it; without deviations any length is found. */
const MAX_BROKEN_PERIOD = 32;

/** No value, in a column of interned ones. */
const ABSENT = -1;

/** One feature along depth; equal values are equal numbers. */
interface Column {
  readonly feature: Feature;
  readonly values: Int32Array;
}

/** What most layers follow: layer k is like layer k + period. */
export interface DepthPattern {
  readonly period: number;
  /**
   * By feature and k: whether the layer deviates. Undefined for a feature that follows no pattern at all: then only
   * neighbours can be compared.
   */
  readonly deviates: ReadonlyMap<Feature, Uint8Array | undefined>;
}

function internColumn(values: readonly (string | number | undefined)[]): Int32Array {
  const ids = new Map<string | number, number>();
  const interned = new Int32Array(values.length).fill(ABSENT);
  values.forEach((value, k) => {
    if (value === undefined) return;
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    interned[k] = id;
  });
  return interned;
}

class DepthTable {
  readonly count: number;
  readonly columns: readonly Column[];
  private readonly types: Int32Array;

  constructor(layers: readonly HiddenLayer[]) {
    this.count = layers.length;
    this.types = internColumn(layers.map(({ link }) => link.type));
    this.columns = FEATURES.map((feature) => ({
      feature,
      values: internColumn(layers.map(feature.read)),
    })).filter(
      // A feature that is the same everywhere, as most are, breaks nothing.
      ({ values }) => values.some((value) => value > 0),
    );
  }

  isPeriodic(period: number): boolean {
    return this.columns.every((column) => {
      const { feature, values } = column;
      for (let k = 0; k + period < this.count; k++) {
        if (feature.ofType && this.types[k] !== this.types[k + period]) continue;
        const [here, there] = [values[k]!, values[k + period]!];
        if (here !== there && here !== ABSENT && there !== ABSENT) return false;
      }
      return this.isSeenTwice(column, period);
    });
  }

  /** Whether the values at every place of the period are known of two layers: one alone repeats nothing. */
  private isSeenTwice({ values }: Column, period: number): boolean {
    if (period === 1) return true;
    for (let residue = 0; residue < period; residue++) {
      let known = 0;
      for (let k = residue; k < this.count && known < 2; k += period) if (values[k] !== ABSENT) known++;
      if (known === 1) return false;
    }
    return true;
  }

  /** The value of more than half of the layers k = residue (mod period) that have one; ABSENT without such a majority. */
  private majority(values: Int32Array, period: number, residue: number, type: number | undefined): number {
    const counts = (k: number): boolean =>
      values[k] !== ABSENT && (type === undefined || this.types[k] === type);
    let [candidate, lead] = [ABSENT, 0];
    for (let k = residue; k < this.count; k += period) {
      if (!counts(k)) continue;
      if (lead === 0) candidate = values[k]!;
      lead += values[k] === candidate ? 1 : -1;
    }
    let [votes, all] = [0, 0];
    for (let k = residue; k < this.count; k += period) {
      if (!counts(k)) continue;
      all++;
      if (values[k] === candidate) votes++;
    }
    return 2 * votes > all ? candidate : ABSENT;
  }

  /** Marks what differs from the majority; undefined where some residue has none. */
  deviations(column: Column, period: number): Uint8Array | undefined {
    const { feature, values } = column;
    if (!this.isSeenTwice(column, period)) return undefined;
    const marks = new Uint8Array(this.count);
    for (let residue = 0; residue < period; residue++) {
      const type = feature.ofType ? this.majority(this.types, period, residue, undefined) : undefined;
      const reference = this.majority(values, period, residue, type);
      for (let k = residue; k < this.count; k += period) {
        if (values[k] === ABSENT || (type !== undefined && this.types[k] !== type)) continue;
        if (reference === ABSENT) return undefined;
        if (values[k] !== reference) marks[k] = 1;
      }
    }
    return marks;
  }
}

/** Layers that deviate in a feature with a pattern; all of them once for each feature without one. */
function costOf({ count }: DepthTable, deviations: readonly (Uint8Array | undefined)[]): number {
  const followed = deviations.filter((marks) => marks !== undefined);
  let cost = (deviations.length - followed.length) * count;
  for (let k = 0; k < count; k++) if (followed.some((marks) => marks[k] === 1)) cost++;
  return cost;
}

/**
 * The pattern along depth that leaves fewest layers deviating, with a period that occurs at least twice. A longer
 * period has to save as many deviations as it is longer: else "every eighth layer is another one" would excuse any two
 * defects.
 */
export function findPattern(layers: readonly HiddenLayer[]): DepthPattern {
  const table = new DepthTable(layers);
  const describe = (period: number, deviations: readonly (Uint8Array | undefined)[]): DepthPattern => ({
    period,
    deviates: new Map(table.columns.map(({ feature }, i) => [feature, deviations[i]])),
  });
  const deviationsAt = (period: number): readonly (Uint8Array | undefined)[] =>
    table.columns.map((column) => table.deviations(column, period));
  const longest = Math.max(1, Math.floor(layers.length / 2));
  for (let period = 1; period <= longest; period++) {
    if (table.isPeriodic(period)) return { period, deviates: new Map() };
  }
  const steady = deviationsAt(1);
  let best = describe(1, steady);
  let lowest = costOf(table, steady);
  for (let period = 2; period <= Math.min(longest, MAX_BROKEN_PERIOD) && period - 1 < lowest; period++) {
    const deviations = deviationsAt(period);
    const cost = costOf(table, deviations) + period - 1;
    if (cost < lowest) [best, lowest] = [describe(period, deviations), cost];
  }
  return best;
}
