import type { RunView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { isLayerQuantity, layerValues } from '../../src/run/layerQuantities.js';
import { numberOf } from './continuumFacts.js';
import type { RecordQuantity } from './records.js';

/** What the cells of the map can be coloured by, by their names in the table of definitions. */
export const MAP_QUANTITIES = [
  'layerBulk',
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'energyDensity',
  'powerCurrent',
  'absorbedPower',
  'friction',
  'decayPotential',
  'residual',
  'residualOfLargestTerm',
  'sectorSpread',
  'medianLinear',
] as const;
export type MapQuantity = (typeof MAP_QUANTITIES)[number];

/** How the values of layers are compared: as they are, per degree of freedom, or as shares of all sizes. */
export const MAP_SCALINGS = ['layer', 'freedom', 'share'] as const;
export type MapScaling = (typeof MAP_SCALINGS)[number];

export const SCALING_NAMES: Readonly<Record<MapScaling, string>> = {
  layer: 'per layer',
  freedom: 'per degree of freedom',
  share: 'share of all layers',
};

/** What densities are divided by; what is not here has none. */
export const FREEDOM: Readonly<Partial<Record<MapQuantity, 'weights' | 'neurons' | 'biases'>>> = {
  weightKinetic: 'weights',
  neuronKinetic: 'neurons',
  coupling: 'neurons',
  fluxSquared: 'neurons',
  biasKinetic: 'biases',
};
/** What is a sum over the layers, so that a share of it means something. */
const ADDITIVE: readonly MapQuantity[] = [
  'layerBulk',
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'energyDensity',
  'absorbedPower',
  'friction',
  'decayPotential',
];

export const scalingsOf = (id: MapQuantity): readonly MapScaling[] => [
  'layer',
  ...(FREEDOM[id] === undefined ? [] : ['freedom' as const]),
  ...(ADDITIVE.includes(id) ? ['share' as const] : []),
];

/** One quantity of all layers, as the map shows it. */
export interface MapValues {
  /** The step they are of; undefined while nothing is recorded that has it. */
  readonly step: number | undefined;
  readonly values: readonly RecordQuantity<number>[];
  /** `1` for pure numbers and shares. */
  readonly unit: string;
}

export function mapValues(id: MapQuantity, scaling: MapScaling, run: RunView): MapValues {
  const { unit } = quantity(id);
  const raw = rawValues(id, run);
  if (raw === undefined) return { step: undefined, values: [], unit };
  if (scaling === 'freedom') {
    const by = FREEDOM[id];
    const values = raw.values.map((entry, m): RecordQuantity<number> => {
      const count = by === undefined ? undefined : run.layers[m]?.freedom?.[by];
      if (entry.value === undefined) return entry;
      if (count === undefined) return { value: undefined, reason: 'notMeasured' };
      return count === 0 ? { value: undefined, reason: 'tied' } : { value: entry.value / count };
    });
    return { step: raw.step, values, unit: `${unit}, per degree of freedom` };
  }
  if (scaling === 'share') {
    const whole = raw.values.reduce((sum, { value }) => sum + Math.abs(value ?? 0), 0);
    const values = raw.values.map((entry): RecordQuantity<number> =>
      entry.value === undefined || whole === 0 ? entry : { value: entry.value / whole },
    );
    return { step: raw.step, values, unit: '1' };
  }
  return { ...raw, unit };
}

function rawValues(
  id: MapQuantity,
  run: RunView,
): { readonly step: number; readonly values: readonly RecordQuantity<number>[] } | undefined {
  if (isLayerQuantity(id)) return layerValues(id, run);
  const { continuum, layers } = run;
  if (continuum === undefined) return undefined;
  const values = layers.map(({ m }): RecordQuantity<number> => {
    const block = continuum.blocks.find(({ start, length }) => m >= start && m < start + length);
    const value = numberOf(block?.validity.linear[m - block.start]);
    return value === undefined
      ? { value: undefined, reason: block?.validity.gap ?? 'tooFewLinks' }
      : { value };
  });
  return { step: continuum.step, values };
}
