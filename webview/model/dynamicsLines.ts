import { DYNAMICS_SERIES, type DynamicsSeries, type RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { formatSteady } from './formatNumber.js';
import type { Line } from './stepLines.js';

export { DYNAMICS_SERIES };

/** Numbers of the whole network over the steps, all without a unit. */
export const DYNAMICS_LINES: Readonly<Record<DynamicsSeries, Line>> = {
  overdamping: { symbol: 'ρ', name: 'overdamping', hue: 'purple', dash: [], marker: 'circle' },
  balanceRatio: { symbol: 'r_k', name: 'balance ratio', hue: 'green', dash: [7, 4], marker: 'triangle' },
};

/** The chart in words, for those who do not see it. */
export function summarizeDynamics(run: RunView, hidden: readonly DynamicsSeries[]): string {
  const { dynamics, firstStep, lastStep } = run;
  if (dynamics === undefined || firstStep === undefined || lastStep === undefined) {
    return 'Chart of damping and balance over steps: no step with energies yet.';
  }
  const values: Readonly<Record<DynamicsSeries, number | undefined>> = {
    overdamping: dynamics.inertia.overdamping.value?.number,
    balanceRatio: dynamics.energy.balanceRatio.value,
  };
  const shown = DYNAMICS_SERIES.filter((key) => !hidden.includes(key)).map((key) => {
    const value = values[key];
    return `${DYNAMICS_LINES[key].name} ${value === undefined ? 'undefined' : formatSteady(value)}`;
  });
  return (
    `Chart of damping and balance over steps ${formatCount(firstStep)} to ${formatCount(lastStep)}. ` +
    `At step ${formatCount(dynamics.step)}: ${shown.join(', ')}.`
  );
}
