import { formatCount } from '../../src/run/format.js';
import type { DepthLine, DepthValues } from './depthLines.js';
import { formatScientific } from './formatNumber.js';
import type { DynamicsRecord } from './records.js';

export const POWER_KEYS = ['powerCurrent', 'absorbedPower', 'friction'] as const;
export type PowerKey = (typeof POWER_KEYS)[number];

/** Energy that flows and stays, in loss per step. */
export const POWER_LINES: Readonly<Record<PowerKey, DepthLine>> = {
  powerCurrent: {
    symbol: 'P_m',
    name: 'power current',
    hue: 'red',
    dash: [],
    marker: 'rectRot',
    at: 'interface',
  },
  absorbedPower: {
    symbol: 'P_m − P_{m+1}',
    name: 'absorbed',
    hue: 'blue',
    dash: [7, 4],
    marker: 'circle',
    at: 'layer',
  },
  friction: {
    symbol: '2cε_m',
    name: 'friction',
    hue: 'orange',
    dash: [2, 3],
    marker: 'triangle',
    at: 'layer',
  },
};

export function powerValues({ energy }: DynamicsRecord): DepthValues<PowerKey> {
  return {
    powerCurrent: energy.powerCurrent,
    absorbedPower: energy.absorbedPower,
    friction: energy.friction.value ?? [],
  };
}

export const FORCE_KEYS = ['forceBelow', 'forceAbove', 'forceResidual'] as const;
export type ForceKey = (typeof FORCE_KEYS)[number];

/** Forces on the neurons between two layers. */
export const FORCE_LINES: Readonly<Record<ForceKey, DepthLine>> = {
  forceBelow: {
    symbol: 'F^(m−1)',
    name: 'from below',
    hue: 'green',
    dash: [],
    marker: 'triangle',
    at: 'interface',
  },
  forceAbove: {
    symbol: 'D W^T F^(m)',
    name: 'from above',
    hue: 'purple',
    dash: [7, 4],
    marker: 'rect',
    at: 'interface',
  },
  forceResidual: {
    symbol: 'E_z',
    name: 'difference',
    hue: 'yellow',
    dash: [2, 3],
    marker: 'crossRot',
    at: 'interface',
  },
};

/** The neurons z^(m), m ≥ 1, stand in front of layer m; there are none in front of layer 0. */
export function forceValues({ forces }: DynamicsRecord): DepthValues<ForceKey> {
  const neurons = forces.value?.neurons ?? [];
  const each = (key: 'below' | 'above' | 'residual'): (number | undefined)[] => [
    undefined,
    ...neurons.map(({ value }) => value?.[key]),
  ];
  return { forceBelow: each('below'), forceAbove: each('above'), forceResidual: each('residual') };
}

/** The power chart in words, for those who do not see it. */
export function summarizePower(record: DynamicsRecord | undefined): string {
  if (record === undefined) return 'Chart of the power along the depth: no step with energies yet.';
  const { step, energy } = record;
  const absorbed = energy.absorbedPower.map(Math.abs);
  const most = absorbed.indexOf(Math.max(...absorbed));
  return (
    `Chart of the power along the depth at step ${formatCount(step)}: ` +
    `${formatScientific(energy.powerCurrent.at(-1) ?? 0)} loss per step enters at the output; ` +
    `layer ${most} takes out most of it, ${formatScientific(energy.absorbedPower[most] ?? 0)}.`
  );
}

/** The chart of forces in words. */
export function summarizeForces(record: DynamicsRecord | undefined): string {
  const neurons = record?.forces.value?.neurons.flatMap(({ value }) => value ?? []) ?? [];
  if (record === undefined || neurons.length === 0)
    return 'Chart of the forces on the neurons: there are none.';
  const largest = Math.max(...neurons.map(({ residual, below }) => (below === 0 ? 0 : residual / below)));
  return (
    `Chart of the forces on the neurons of ${formatCount(neurons.length)} layers at step ${formatCount(record.step)}: ` +
    `those from below and from above differ by at most ${formatScientific(largest)} of the one from below.`
  );
}
