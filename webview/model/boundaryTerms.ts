import { BOUNDARY_SERIES, type BoundarySeries, type RunView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { formatCount } from '../../src/run/format.js';
import type { Fact } from './dynamicsFacts.js';
import { formatShare } from './energyFlow.js';
import { formatSteady } from './formatNumber.js';
import type { StatisticsRecord } from './records.js';
import type { Estimates } from './estimates.js';
import { momentsRows, type MomentsRow } from './statisticsFacts.js';
import type { Line } from './stepLines.js';
import { totalsOf } from './terms.js';

/** What touches the data, over the steps. */
export const BOUNDARY_LINES: Readonly<Record<BoundarySeries | 'loss', Line>> = {
  inputCoupling: { symbol: 'C^(0)', name: 'input coupling', hue: 'orange', dash: [2, 3], marker: 'rect' },
  inputFluxSquared: {
    symbol: 'F^(0)',
    name: 'input flux²',
    hue: 'purple',
    dash: [10, 3, 2, 3],
    marker: 'rectRot',
  },
  boundaryKinetic: {
    symbol: 'C^(0) + F^(0)',
    name: 'input boundary',
    hue: 'blue',
    dash: [7, 4],
    marker: 'triangle',
  },
  loss: { symbol: 'ℓ', name: 'loss', hue: 'red', dash: [], marker: 'circle' },
};

export const BOUNDARY_KEYS = [...BOUNDARY_SERIES, 'loss'] as const;
export type BoundaryKey = (typeof BOUNDARY_KEYS)[number];

/** The terms of the boundary at the selected step, and their sum. */
export function boundaryFacts({ frame, biasSharers }: RunView): Fact[] {
  if (frame === undefined) return [];
  const totals = totalsOf(frame, biasSharers);
  const whole = Math.abs(totals.input) + Math.abs(totals.output);
  const share = (value: number): string =>
    whole === 0 ? '' : `${formatShare(Math.abs(value) / whole)} of the boundary by size`;
  const fact = (id: string, name: string, symbol: string, value: number, note: string): Fact => ({
    id,
    name,
    symbol,
    text: formatSteady(value),
    note,
    tone: 'plain',
  });
  return [
    fact(
      'coupling',
      'input coupling',
      'C^(0)',
      totals.inputCoupling,
      'negative: the first neurons move with what the data bring',
    ),
    fact(
      'fluxSquared',
      'input flux²',
      'F^(0)',
      totals.inputFluxSquared,
      'how much the step changes what the first synapses carry',
    ),
    fact('boundaryKinetic', 'input boundary', 'C^(0) + F^(0)', totals.input, share(totals.input)),
    fact('loss', 'output boundary', '−ℓ', totals.output, share(totals.output)),
    fact('boundary', 'boundary', 'L_{boundary}', totals.boundary, quantity('boundary').unit),
  ];
}

const SHOWN = ['inputCoupling', 'inputFluxSquared', 'boundaryKinetic', 'loss', 'boundary'] as const;

/** How the boundary differs from sample to sample. */
export const boundaryMoments = (
  record: StatisticsRecord,
  estimates?: Estimates<StatisticsRecord>,
): MomentsRow[] => momentsRows(record, estimates).filter(({ key }) => SHOWN.some((shown) => shown === key));

/** The chart in words, for those who do not see it. */
export function summarizeBoundary(run: RunView, hidden: readonly BoundaryKey[]): string {
  const { frame, firstStep, lastStep, biasSharers } = run;
  if (frame === undefined || firstStep === undefined || lastStep === undefined)
    return 'Chart of the boundary over steps: no step analysed yet.';
  const totals = totalsOf(frame, biasSharers);
  const values: Readonly<Record<BoundaryKey, number>> = {
    inputCoupling: totals.inputCoupling,
    inputFluxSquared: totals.inputFluxSquared,
    boundaryKinetic: totals.input,
    loss: frame.loss,
  };
  const shown = BOUNDARY_KEYS.filter((key) => !hidden.includes(key)).map(
    (key) => `${BOUNDARY_LINES[key].name} ${formatSteady(values[key])}`,
  );
  return (
    `Chart of the boundary over steps ${formatCount(firstStep)} to ${formatCount(lastStep)}. ` +
    `At step ${formatCount(frame.step)}: ${shown.join(', ')}.`
  );
}
