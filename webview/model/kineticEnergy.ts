import { formatCount } from '../../src/run/format.js';
import type { DepthLine, DepthValues } from './depthLines.js';
import type { Fact } from './dynamicsFacts.js';
import { formatScientific, formatSteady } from './formatNumber.js';
import type { DynamicsRecord } from './records.js';

/** The unit of kinetic terms in each of the two normalisations. */
export const kineticUnit = (perRate: boolean): string => (perRate ? 'loss, mass 1/η' : 'per step², mass 1');

/**
 * Kinetic terms by layer in the chosen normalisation.
 * @param perRate whether with mass 1/(η r), r the learning rate multiplier of the layer, in place of mass 1
 * @param lossPerKinetic 1/(η r) by layer; without it there are no values of mass 1/η
 */
export const inMass = (
  values: readonly (number | undefined)[],
  perRate: boolean,
  lossPerKinetic: readonly number[] | undefined,
): readonly (number | undefined)[] => {
  if (!perRate) return values;
  return values.map((value, m) => {
    const factor = lossPerKinetic?.[m];
    // What has no value arrives as null in a message.
    return typeof value === 'number' && factor !== undefined ? value * factor : undefined;
  });
};

export const KINETIC_KEYS = ['energyDensity'] as const;
export type KineticKey = (typeof KINETIC_KEYS)[number];

export const KINETIC_LINES: Readonly<Record<KineticKey, DepthLine>> = {
  energyDensity: {
    symbol: 'ε_m',
    name: 'energy density',
    hue: 'blue',
    dash: [],
    marker: 'circle',
    at: 'layer',
  },
};

/** @param rates of the run whose factor 1/(η r) is taken: errors of it are errors of the kinetic term alone */
export const kineticValues = (
  { energy }: DynamicsRecord,
  perRate: boolean,
  rates: DynamicsRecord,
): DepthValues<KineticKey> => ({
  energyDensity: inMass(energy.energyDensity, perRate, rates.inertia.lossPerKinetic),
});

/** The kinetic energy of the step beside what the loss did. */
export function kineticFact(record: DynamicsRecord, perRate: boolean): Fact {
  const kinetic = kineticValues(record, perRate, record).energyDensity.reduce<number>(
    (sum, value) => sum + (value ?? 0),
    0,
  );
  return {
    id: 'kineticEnergy',
    name: 'kinetic energy',
    symbol: 'T',
    text: formatSteady(kinetic),
    note: perRate
      ? `${kineticUnit(true)}: 2T = ‖Δθ‖²/η = ${formatSteady(2 * kinetic)} stands beside −Δℓ = ${formatSteady(-record.energy.lossChange)}`
      : `${kineticUnit(false)}: T = ½‖Δθ‖², in no unit of the loss`,
    tone: 'plain',
  };
}

/** The chart in words, for those who do not see it. */
export function summarizeKinetic(record: DynamicsRecord | undefined, perRate: boolean): string {
  if (record === undefined) return 'Chart of the kinetic energy along the depth: no step with energies yet.';
  const values = kineticValues(record, perRate, record).energyDensity.map((value) => value ?? 0);
  const most = values.indexOf(Math.max(...values));
  return (
    `Chart of the kinetic energy along the depth at step ${formatCount(record.step)}, ${kineticUnit(perRate)}: ` +
    `largest in layer ${most}, ${formatScientific(values[most] ?? 0)}.`
  );
}
