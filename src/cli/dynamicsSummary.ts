import type { DynamicsRecord, EnergyRecord, InertiaRecord } from '../dynamics/dynamicsRecord.js';
import type { DynamicsPlan } from '../network/dynamicsPlan.js';
import { formatCount, formatValue } from '../run/format.js';

/**
 * What the last record of a run's dynamics says, in some lines; all of them are in the JSON. Empty where there is none.
 * @param plan how often they are recorded
 */
export function summarizeDynamics(record: DynamicsRecord | undefined, plan: DynamicsPlan): string {
  if (record === undefined) return '';
  const { step, energy, inertia } = record;
  const lines = [
    `dynamics      at step ${formatCount(step)}, power in loss per step${continuityText(energy)}`,
    `              ${flowText(energy)}`,
    `              ${frictionText(energy)}`,
    `              ${inertiaText(inertia)}`,
    `              ${rateText(plan)}`,
  ];
  return [...lines, ''].join('\n');
}

function rateText({ every, automatic }: DynamicsPlan): string {
  if (every === 1) return 'recorded at every decomposed step';
  const rate = `recorded at one in ${formatCount(every)} decomposed steps`;
  return automatic ? `${rate}, to stay cheap; --dynamics N for another rate` : rate;
}

/** Where the energy goes. */
function flowText({ powerCurrent, absorbedPower, lossRate }: EnergyRecord): string {
  const most = absorbedPower.reduce((best, power, m) => (power > absorbedPower[best]! ? m : best), 0);
  const taken = absorbedPower[most];
  const layer = taken === undefined ? '' : `, layer ${most} takes most: ${formatValue(taken, 3)}`;
  return `${formatValue(powerCurrent.at(-1) ?? 0, 3)} at the output, loss rate ${formatValue(lossRate, 3)}${layer}`;
}

const continuityText = ({ continuityResidual }: EnergyRecord): string =>
  continuityResidual === undefined ? '' : `, continuity to ${formatValue(continuityResidual, 2)}`;

function frictionText({ friction, balanceRatio, lossChange }: EnergyRecord): string {
  const change = `loss change ${formatValue(lossChange, 3)}`;
  if (friction.value === undefined) return `${change}; ${GAPS[friction.reason]}`;
  const total = friction.value.reduce((sum, value) => sum + value, 0);
  const ratio = balanceRatio.value;
  return `${change}, friction ${formatValue(total, 3)}${ratio === undefined ? '' : `, balance ratio ${formatValue(ratio, 3)}`}`;
}

const VERDICTS = { overdamped: 'overdamped', marginal: 'marginal', notOverdamped: 'not overdamped' } as const;

const GAPS = {
  adaptive: 'damping undefined: the optimiser rescales every parameter by its own past',
  noPreviousStep: 'undefined: the step before is not known',
  atRest: 'undefined: nothing moves',
} as const;

function inertiaText({ inertia, overdamping }: InertiaRecord): string {
  if (inertia.value === undefined) return GAPS[inertia.reason];
  const damping = `damping ${formatValue(inertia.value.forms[0].damping)} per step`;
  const number =
    overdamping.value === undefined
      ? GAPS[overdamping.reason]
      : `${formatValue(overdamping.value.number, 3)}, ${VERDICTS[overdamping.value.verdict]}`;
  return `${damping}, overdamping number ${number}`;
}
