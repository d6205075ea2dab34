import type { Ensemble } from '../run/ensemble.js';
import type { RecordEnsemble } from '../run/recordEnsemble.js';
import { DYNAMICS_NUMBERS, STATISTICS_NUMBERS } from '../run/recordSeries.js';
import { formatCount } from '../run/format.js';
import { formatEstimate } from '../run/formatEstimate.js';

const SHOWN = ['loss', 'bulk', 'boundary', 'lagrangian'] as const;
const NAMES: Readonly<Record<(typeof SHOWN)[number], string>> = {
  loss: 'loss',
  bulk: 'bulk',
  boundary: 'boundary',
  lagrangian: 'Lagrangian',
};

/** What the runs of an ensemble say together: how they ended, and the last step that all of them reached. */
export function summarizeEnsemble(ensemble: Ensemble): string {
  const { members } = ensemble;
  const completed = members.filter(({ reason }) => reason === 'completed').length;
  const others = members.filter(({ reason }) => reason !== 'completed');
  const lines = [
    `ensemble      ${formatCount(completed)} of ${formatCount(members.length)} runs completed`,
    ...others.map(
      ({ seed, reason, steps }) => `              seed ${seed} ${reason} after ${formatCount(steps)} steps`,
    ),
  ];
  const shared = [...ensemble.frames.frames()].filter(({ runs }) => runs === members.length).at(-1);
  if (shared === undefined)
    return [...lines, '              no step was decomposed in all of them', ''].join('\n');
  lines.push(
    `              mean ± standard error over ${formatCount(shared.runs)} runs at step ${formatCount(shared.step)}`,
  );
  for (const quantity of SHOWN) {
    const estimate = shared.quantities[quantity];
    if (estimate !== undefined) lines.push(`${NAMES[quantity].padEnd(14)}${formatEstimate(estimate)}`);
  }
  lines.push(
    ...recordLines(ensemble.dynamics, 'dynamics', members.length, [
      ['overdamping', DYNAMICS_NUMBERS.overdamping],
      ['balance ratio', DYNAMICS_NUMBERS.balanceRatio],
    ]),
    ...recordLines(ensemble.statistics, 'statistics', members.length, [
      ['order of neighbours', STATISTICS_NUMBERS.neighbourOrder],
      ['correlation length', STATISTICS_NUMBERS.correlationLength],
      ['temperature', STATISTICS_NUMBERS.temperature],
      ['noise scale', STATISTICS_NUMBERS.noiseScale],
    ]),
  );
  return [...lines, ''].join('\n');
}

type Numbers<R> = readonly (readonly [name: string, read: (record: R) => number | undefined])[];

/** Numbers of the last records that all runs have; those that no run has are left out. */
function recordLines<R extends { readonly step: number }>(
  ensemble: RecordEnsemble<R>,
  kind: string,
  members: number,
  numbers: Numbers<R>,
): string[] {
  const estimates = ensemble.recordedSteps.flatMap((step) => ensemble.at(step) ?? []);
  const last = estimates.findLast(({ runs }) => runs === members);
  if (last === undefined) return [];
  const lines = numbers.flatMap(([name, read]) => {
    const mean = read(last.mean);
    const definedIn = read(last.definedIn);
    if (mean === undefined || definedIn === undefined) return [];
    const standardError = definedIn < 2 ? undefined : read(last.standardError);
    const runs = definedIn < last.runs ? `, defined in ${definedIn} of ${last.runs} runs` : '';
    return [`  ${name.padEnd(20)}${formatEstimate({ mean, standardError })}${runs}`];
  });
  return lines.length === 0 ? [] : [`              ${kind} at step ${formatCount(last.step)}`, ...lines];
}
