import { REASONS, type Reason } from '../../src/run/reasons.js';
import { DYNAMICS_NUMBERS } from '../../src/run/recordSeries.js';
import { estimateNote, type Estimates, type ReadNumber } from './estimates.js';
import { formatSteady } from './formatNumber.js';
import type { DynamicsRecord, RecordQuantity } from './records.js';

/** A quantity of a record as it is shown: its number, or why there is none. */
export interface Fact {
  /** As the table of quantities calls it. */
  readonly id: string;
  readonly name: string;
  readonly symbol: string;
  /** Undefined: there is no value. */
  readonly text: string | undefined;
  /** Mean ± standard error over the seeds of an ensemble; undefined for a run by itself. */
  readonly ensemble?: string | undefined;
  /** What the number says, or why there is none. */
  readonly note: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
}

export const undefinedNote = (reason: Reason | undefined): string =>
  reason === undefined ? 'undefined' : `undefined: ${REASONS[reason]}`;

/** A continuity residual above it is more than rounding. */
const CONTINUITY_LIMIT = 1e-9;

const VERDICTS = {
  overdamped: { text: 'overdamped', tone: 'good' },
  marginal: { text: 'marginal: between 0.05 and 0.3', tone: 'warn' },
  notOverdamped: { text: 'not overdamped: inertia matters', tone: 'bad' },
} as const;

function fact<T extends number | object>(
  head: Pick<Fact, 'id' | 'name' | 'symbol'>,
  { value, reason }: RecordQuantity<T>,
  show: (value: T) => Pick<Fact, 'text' | 'note' | 'tone'>,
): Fact {
  if (value !== undefined) return { ...head, ...show(value) };
  return { ...head, text: undefined, note: undefinedNote(reason), tone: 'plain' };
}

/** The whole step in some numbers, each with what it says. */
export function energyFacts(record: DynamicsRecord, estimates?: Estimates<DynamicsRecord>): Fact[] {
  return factsOf(record).map((each) => ({ ...each, ensemble: noteOf(each.id, estimates) }));
}

/** The number of each fact. */
const NUMBERS: Readonly<Record<string, ReadNumber<DynamicsRecord>>> = {
  overdamping: DYNAMICS_NUMBERS.overdamping,
  damping: ({ inertia }) => inertia.inertia.value?.forms[0].damping,
  powerCurrent: ({ energy }) => energy.lossRate,
  balanceRatio: DYNAMICS_NUMBERS.balanceRatio,
  continuityResidual: ({ energy }) => energy.continuityResidual,
  action: ({ inertia }) => inertia.action.value?.normalised,
};

function noteOf(id: string, estimates: Estimates<DynamicsRecord> | undefined): string | undefined {
  const read = NUMBERS[id];
  return read && estimateNote(estimates, read);
}

function factsOf({ energy, inertia, learningRate }: DynamicsRecord): Fact[] {
  const { continuityResidual, lossChange, lossRate } = energy;
  return [
    fact(
      { id: 'overdamping', name: 'overdamping', symbol: 'ρ' },
      inertia.overdamping,
      ({ number, verdict }) => ({
        text: formatSteady(number),
        note: VERDICTS[verdict].text,
        tone: VERDICTS[verdict].tone,
      }),
    ),
    fact({ id: 'damping', name: 'damping', symbol: 'γ' }, inertia.inertia, ({ forms: [form], exact }) => ({
      text: `${formatSteady(form.damping)} per step`,
      note: `mass ${formatSteady(form.mass)}${exact ? '' : ', to leading order'}; η ${formatSteady(learningRate)}`,
      tone: 'plain',
    })),
    {
      id: 'powerCurrent',
      name: 'power at the output',
      symbol: 'P_M',
      text: formatSteady(lossRate),
      note: `the loss changed by ${formatSteady(lossChange)} in this step`,
      tone: 'plain',
    },
    fact({ id: 'balanceRatio', name: 'balance ratio', symbol: 'r_k' }, energy.balanceRatio, (ratio) => ({
      text: formatSteady(ratio),
      note: ratio < 0 ? 'the loss rises on these samples' : '1 is gradient flow, 0 the edge of stability',
      tone: ratio < 0 ? 'warn' : 'plain',
    })),
    {
      id: 'continuityResidual',
      name: 'continuity',
      symbol: 'r_P',
      text: continuityResidual?.toExponential(0),
      note:
        continuityResidual === undefined
          ? 'undefined: no power flows'
          : continuityResidual <= CONTINUITY_LIMIT
            ? 'exact: what enters a layer and does not leave it is −g·θ̇'
            : 'more than rounding: please report this',
      tone:
        continuityResidual === undefined ? 'plain' : continuityResidual <= CONTINUITY_LIMIT ? 'good' : 'bad',
    },
    fact({ id: 'action', name: 'action', symbol: 'A_k' }, inertia.action, ({ normalised, window }) => ({
      text: formatSteady(normalised),
      note: `reaches back ${formatSteady(window)} steps`,
      tone: 'plain',
    })),
  ];
}
