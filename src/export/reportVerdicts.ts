import { blockName, VERDICT_TEXTS } from '../run/continuumText.js';
import { formatCount, formatValue } from '../run/format.js';
import { REASONS, type Reason } from '../run/reasons.js';
import { RESIDUAL_LIMIT } from '../run/residualLimit.js';
import type { ExportedRun } from './exportedRun.js';

/** An answer to one of the questions that a run is made for. */
export interface ReportVerdict {
  readonly question: string;
  readonly answer: string;
  /** The numbers or the reason behind it. */
  readonly note: string;
  readonly tone: 'good' | 'bad' | 'plain';
}

const plain = (question: string, answer: string, note: string): ReportVerdict => ({
  question,
  answer,
  note,
  tone: 'plain',
});

const undefinedFor = (reason: Reason): string => `Undefined: ${REASONS[reason]}.`;

/** Whether the run is exact, symmetric, a continuum and overdamped, and where its energy goes. */
export const reportVerdicts = (run: ExportedRun): readonly ReportVerdict[] => [
  identity(run),
  symmetry(run),
  continuum(run),
  damping(run),
  energy(run),
];

function identity({ recorded }: ExportedRun): ReportVerdict {
  const question = 'Is the decomposition exact?';
  let worst: { readonly residual: number; readonly step: number } | undefined;
  for (const { residual, step } of recorded.frames()) {
    if (residual !== undefined && !(residual <= (worst?.residual ?? -1))) worst = { residual, step };
  }
  if (worst === undefined) return plain(question, 'not defined', 'No layer has a bias that moved.');
  const isExact = worst.residual <= RESIDUAL_LIMIT;
  const where = `at step ${formatCount(worst.step)}, the worst of all frames`;
  return {
    question,
    answer: isExact ? 'exact' : 'not exact',
    note: `|K_z + C + F − K_b| ≤ ${formatValue(worst.residual, 2)} of K_b, ${where}.`,
    tone: isExact ? 'good' : 'bad',
  };
}

function symmetry({ origin }: ExportedRun): ReportVerdict {
  const question = 'Is it symmetric along depth?';
  const { verdict, summary } = origin.symmetry ?? {};
  if (typeof verdict !== 'string' || typeof summary !== 'string')
    return plain(question, 'not known', 'Some layers are in doubt.');
  const tone = verdict === 'symmetric' ? 'good' : verdict === 'broken' ? 'bad' : 'plain';
  return { question, answer: verdict, note: summary, tone };
}

function continuum({ recorded }: ExportedRun): ReportVerdict {
  const question = 'May it be read as a continuum?';
  const record = recorded.continuum.at(-1);
  if (record === undefined) return plain(question, 'not recorded', 'analysis.continuum records it.');
  const [longest] = [...record.blocks].sort((a, b) => b.length - a.length);
  if (longest === undefined) return plain(question, 'no', 'There is no block of equal layers.');
  const { verdict, gap, medianLinear } = longest.validity;
  const isControlled = verdict === 'controlled' || verdict === 'marginal';
  const number = medianLinear === undefined ? '' : `, V_lin ${formatValue(medianLinear, 3)}`;
  return {
    question,
    answer: VERDICT_TEXTS[verdict],
    note:
      gap === undefined
        ? `${blockName(longest)} at step ${formatCount(record.step)}${number}.`
        : undefinedFor(gap),
    tone: isControlled ? 'good' : verdict === 'undefined' ? 'plain' : 'bad',
  };
}

const DAMPING = { overdamped: 'overdamped', marginal: 'marginal', notOverdamped: 'not overdamped' } as const;

function damping({ recorded }: ExportedRun): ReportVerdict {
  const question = 'Is the motion overdamped?';
  const record = recorded.dynamics.at(-1);
  if (record === undefined) return plain(question, 'not recorded', 'analysis.dynamics records it.');
  const { overdamping } = record.inertia;
  if (overdamping.value === undefined)
    return plain(question, 'not defined', undefinedFor(overdamping.reason));
  const { number, verdict } = overdamping.value;
  return {
    question,
    answer: DAMPING[verdict],
    note: `Overdamping number ρ ${formatValue(number, 3)} at step ${formatCount(record.step)}.`,
    tone: verdict === 'overdamped' ? 'good' : verdict === 'notOverdamped' ? 'bad' : 'plain',
  };
}

function energy({ experiment, recorded }: ExportedRun): ReportVerdict {
  const question = 'Where does the energy go?';
  const record = recorded.dynamics.at(-1);
  if (record === undefined) return plain(question, 'not recorded', 'analysis.dynamics records it.');
  const { absorbedPower, lossRate } = record.energy;
  const most = absorbedPower.reduce((best, power, m) => (power > absorbedPower[best]! ? m : best), 0);
  const name = experiment.network.links[most]?.name ?? '';
  return plain(
    question,
    `most to layer ${most}, ${name}`,
    `It absorbs ${formatValue(absorbedPower[most] ?? NaN, 3)} of ${formatValue(-lossRate, 3)} loss per step, at step ${formatCount(record.step)}.`,
  );
}
