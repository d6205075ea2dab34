import { LAGRANGIAN_SERIES, type LagrangianSeries, type RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { validationAt } from '../../src/run/validationCurve.js';
import { formatSteady } from './formatNumber.js';
import type { Line } from './stepLines.js';

export const LINES: Readonly<Record<LagrangianSeries, Line>> = {
  loss: { symbol: 'ℓ', name: 'loss', hue: 'red', dash: [], marker: 'circle' },
  bulk: { symbol: 'L_{bulk}', name: 'bulk', hue: 'blue', dash: [7, 4], marker: 'triangle' },
  boundary: { symbol: 'L_{boundary}', name: 'boundary', hue: 'purple', dash: [2, 3], marker: 'rect' },
  lagrangian: { symbol: 'L', name: 'Lagrangian', hue: 'green', dash: [10, 3, 2, 3], marker: 'rectRot' },
  trainingLoss: {
    symbol: 'ℓ_{batch}',
    name: 'training loss',
    hue: 'yellow',
    dash: [1, 2],
    marker: 'crossRot',
  },
  validationLoss: {
    symbol: 'ℓ_{val}',
    name: 'validation loss',
    hue: 'orange',
    dash: [5, 3],
    marker: 'cross',
  },
};

/** What a line shows at the selected step; undefined where it has nothing there. */
export function valueAtStep({ frame, validation }: RunView, key: LagrangianSeries): number | undefined {
  if (frame === undefined) return undefined;
  return key === 'validationLoss' ? validationAt(validation, frame.step)?.loss : frame[key];
}

/** What the chart shows, in words, for those who do not see it. */
export function summarizeLagrangian(run: RunView, hidden: readonly LagrangianSeries[]): string {
  const { frame, firstStep, lastStep } = run;
  if (frame === undefined || firstStep === undefined || lastStep === undefined) {
    return 'Chart of the Lagrangian over steps: no step analysed yet.';
  }
  const shown = LAGRANGIAN_SERIES.flatMap((key) => {
    const value = hidden.includes(key) ? undefined : valueAtStep(run, key);
    return value === undefined ? [] : [`${LINES[key].name} ${formatSteady(value)}`];
  });
  return (
    `Chart of the Lagrangian over steps ${formatCount(firstStep)} to ${formatCount(lastStep)}. ` +
    `At step ${formatCount(frame.step)}: ${shown.join(', ')}.`
  );
}
