import type { RunSeries, RunView, Series } from '../../src/protocol/panel.js';
import { mainBlock, medianStaggering, THRESHOLDS, VERDICT_TEXTS } from '../../src/run/continuumText.js';
import { formatCount } from '../../src/run/format.js';
import { orNone } from './continuumFacts.js';
import type { ContinuumStep } from './records.js';
import type { Line } from './stepLines.js';

export const VALIDITY_KEYS = [
  'linear',
  'cubic',
  'controlledBelow',
  'notControlledFrom',
  'weightRoughness',
  'hiddenRoughness',
  'staggering',
] as const;
export type ValidityKey = (typeof VALIDITY_KEYS)[number];

/** How valid the continuum of the main block is, with the thresholds of the verdict. */
export const VALIDITY_LINES: Readonly<Record<ValidityKey, Line>> = {
  linear: { symbol: 'V^{lin}', name: 'left out, linear', hue: 'blue', dash: [], marker: 'circle' },
  cubic: { symbol: 'V^{cub}', name: 'left out, cubic', hue: 'orange', dash: [7, 4], marker: 'triangle' },
  controlledBelow: {
    symbol: `${THRESHOLDS.controlled}`,
    name: 'controlled below',
    hue: 'green',
    dash: [2, 3],
    marker: 'cross',
  },
  notControlledFrom: {
    symbol: `${THRESHOLDS.notControlled}`,
    name: 'not controlled from here on',
    hue: 'red',
    dash: [2, 3],
    marker: 'crossRot',
  },
  weightRoughness: {
    symbol: 'κ_W',
    name: 'roughness of weights',
    hue: 'purple',
    dash: [7, 2, 2, 2],
    marker: 'rect',
  },
  hiddenRoughness: {
    symbol: 'κ_h',
    name: 'roughness of states',
    hue: 'yellow',
    dash: [3, 3],
    marker: 'rectRot',
  },
  staggering: { symbol: 's', name: 'staggering', hue: 'foreground', dash: [10, 3], marker: 'circle' },
};

/** A line of the chart; thresholds are the same at all steps that there is a record of. */
export function validitySeries({ continuumSeries }: RunSeries, key: ValidityKey): Series {
  if (key !== 'controlledBelow' && key !== 'notControlledFrom') return continuumSeries[key];
  const { steps } = continuumSeries.linear;
  const value = key === 'controlledBelow' ? THRESHOLDS.controlled : THRESHOLDS.notControlled;
  return { steps, values: new Float64Array(steps.length).fill(value) };
}

/** Why a line has no values. */
export function missingValidity({ continuum }: RunView, key: ValidityKey): string | undefined {
  const block = continuum && mainBlock(continuum);
  if (block === undefined) return undefined;
  return key === 'staggering' && typeof medianStaggering(block) !== 'number'
    ? 'only local layers have two weights for the same place'
    : undefined;
}

/** The chart in words. */
export function summarizeValidity({ continuum, continuumSeries }: RunView): string {
  const block = continuum && mainBlock(continuum);
  if (continuum === undefined || block === undefined) {
    return 'Chart of the validity of the continuum over steps: no record of a block yet.';
  }
  const { validity } = block;
  const [first] = continuumSeries.linear.values;
  return (
    `Chart of the validity of the continuum over steps, ${formatCount(continuumSeries.linear.steps.length)} records. ` +
    `V linear was ${orNone(first)} at first. ${atStep(continuum)}: V linear ${orNone(validity.medianLinear)}, V cubic ` +
    `${orNone(validity.medianCubic)}, ${VERDICT_TEXTS[validity.verdict]}.`
  );
}

const atStep = ({ step }: ContinuumStep): string => `At step ${formatCount(step)}`;
