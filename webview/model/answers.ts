import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { blockName, mainBlock, VERDICT_TEXTS, verdictAdvice } from '../../src/run/continuumText.js';
import { REASONS } from '../../src/run/reasons.js';
import { CONTINUUM_TONES } from './continuumFacts.js';
import { undefinedNote } from './dynamicsFacts.js';
import { energyFlow, formatShare } from './energyFlow.js';
import { formatResidual, formatSteady } from './formatNumber.js';
import { identityBadge, judgeIdentity } from './identity.js';
import { motionVerdicts } from './motionVerdicts.js';
import type { ViewName } from './panelState.js';

/** What one wants to know of a network first, answered in a word, a number and a line. */
export interface Answer {
  readonly id: 'exact' | 'symmetric' | 'continuum' | 'overdamped' | 'energy';
  readonly question: string;
  readonly verdict: string;
  /** Of a quantity in the table of definitions; undefined where there is none to show. */
  readonly number: { readonly quantity: string; readonly symbol: string; readonly text: string } | undefined;
  /** Why, in one line; in the notation of `parseSymbol`. */
  readonly why: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  /** Where more is to be seen. */
  readonly view: ViewName;
}

type Found = Pick<Answer, 'verdict' | 'number' | 'why' | 'tone'>;

const UNKNOWN = 'Not measured yet';

const nothing = (verdict: string, why: string): Found => ({ verdict, number: undefined, why, tone: 'plain' });

function isExact(run: RunView | undefined): Found {
  const verdict = judgeIdentity(run?.frame, run?.worstResidual);
  const { tone, detail } = identityBadge(verdict, run?.frameCount ?? 0);
  const number = (value: number | undefined): Answer['number'] =>
    value === undefined ? undefined : { quantity: 'residual', symbol: 'r', text: formatResidual(value) };
  switch (verdict.kind) {
    case 'waiting':
      return nothing(UNKNOWN, 'no step has been analysed');
    case 'exact':
      return {
        verdict: 'Exact',
        number: number(verdict.worst),
        why: `K_z + C + F = K_b: ${detail}`,
        tone: 'good',
      };
    case 'broken':
      return { verdict: 'Not exact', number: number(verdict.worst), why: detail, tone: 'bad' };
    case 'notFinite':
      return { ...nothing('Not finite', detail), tone: 'bad' };
    case 'undefined':
      return { ...nothing('Undefined', detail), tone: tone === 'neutral' ? 'plain' : tone };
  }
}

/** The spec-level report, and what the motion says. */
function isSymmetric({ symmetry, run }: PanelView): Found {
  const motion = motionVerdicts(run?.statistics);
  if (symmetry === undefined) return nothing(UNKNOWN, 'the network is not known');
  const blocks = symmetry.segments.flatMap(({ block, first, last }) =>
    block === undefined ? [] : [`${block.letter}: layers ${first}–${last}`],
  );
  const breaks = symmetry.findings.length;
  const structure = [
    ...(blocks.length === 0 ? [] : [blocks.length > 3 ? `${blocks.length} blocks` : blocks.join(', ')]),
    ...(breaks === 0 ? [] : [breaks === 1 ? '1 break' : `${breaks} breaks`]),
  ].join('; ');
  const why = structure === '' ? motion : `${structure}; ${motion}`;
  switch (symmetry.verdict) {
    case 'symmetric':
      return { ...nothing('Symmetric', why), tone: 'good' };
    case 'broken':
      return { ...nothing('Broken', why), tone: 'warn' };
    case 'undefined':
      return nothing('Undefined', structure === '' ? 'too few layers in the bulk' : why);
  }
}

/** The first part of some sentences: what is the case, without what would help. */
const firstClause = (text: string): string => /^[^:.]*(?:\.\d[^:.]*)*/.exec(text)?.[0] ?? text;

function isContinuum(run: RunView | undefined): Found {
  const record = run?.continuum;
  if (record === undefined) return nothing(UNKNOWN, 'no step with a continuum yet (analysis.continuum)');
  const block = mainBlock(record);
  if (block === undefined) return nothing('Undefined', 'no three equal layers in a row');
  const { validity } = block;
  const { medianLinear, verdict } = validity;
  const text = VERDICT_TEXTS[verdict];
  return {
    verdict: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    number:
      typeof medianLinear === 'number'
        ? { quantity: 'medianLinear', symbol: 'V', text: formatSteady(medianLinear) }
        : undefined,
    why: `${blockName(block)}: ${lowered(firstClause(verdictAdvice(validity).replace(/^Undefined: /, '')))}`,
    tone: CONTINUUM_TONES[verdict],
  };
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const NO_DYNAMICS = 'no step with dynamics yet (analysis.dynamics)';

const DAMPING = {
  overdamped: { verdict: 'Overdamped', tone: 'good' },
  marginal: { verdict: 'Marginal', tone: 'warn' },
  notOverdamped: { verdict: 'Not overdamped', tone: 'bad' },
} as const;

function isOverdamped(run: RunView | undefined): Found {
  const record = run?.dynamics;
  if (record === undefined) return nothing(UNKNOWN, NO_DYNAMICS);
  const { value, reason } = record.inertia.overdamping;
  if (value === undefined) return nothing('Undefined', REASONS[reason]);
  return {
    ...DAMPING[value.verdict],
    number: { quantity: 'overdamping', symbol: 'ρ', text: formatSteady(value.number) },
    why: `inertia is ${formatShare(value.number)} of friction`,
  };
}

/** Shares below it are told as nothing. */
const LITTLE = 1e-4;

function whereEnergyGoes(run: RunView | undefined): Found {
  const record = run?.dynamics;
  if (record === undefined) return nothing(UNKNOWN, NO_DYNAMICS);
  const { shares, most, reachingFirst } = energyFlow(record);
  const { powerCurrent, balanceRatio } = record.energy;
  const output = powerCurrent.at(-1) ?? 0;
  const number = {
    quantity: 'powerCurrent',
    symbol: 'P_M',
    text: `${formatSteady(output)} loss per step`,
  };
  const balance =
    balanceRatio.value === undefined
      ? `balance ratio ${undefinedNote(balanceRatio.reason)}`
      : `balance ratio ${formatSteady(balanceRatio.value)}`;
  if (shares === undefined || most === undefined) {
    if (output === 0) return nothing('Nowhere', 'no energy flows: nothing moves');
    return { verdict: 'Out at the output', number, why: `the loss rises; ${balance}`, tone: 'warn' };
  }
  const given = shares.filter((share) => share < 0).length;
  const parts = [
    `enters at the output; layer ${most} takes ${formatShare(shares[most] ?? 0)}`,
    ...(shares.length > 1 && reachingFirst !== undefined
      ? [
          `${Math.abs(reachingFirst) < LITTLE ? 'next to nothing' : formatShare(reachingFirst)} reaches layer 0`,
        ]
      : []),
    ...(given === 0 ? [] : [given === 1 ? 'one layer gives some back' : `${given} layers give some back`]),
    balance,
  ];
  return { verdict: `Most into layer ${most}`, number, why: parts.join('; '), tone: 'plain' };
}

/** The five answers, in the order in which they are shown. */
export function answersOf(view: PanelView): readonly Answer[] {
  const { run } = view;
  return [
    { id: 'exact', question: 'Is it exact?', view: 'terms', ...isExact(run) },
    { id: 'symmetric', question: 'Is it symmetric along depth?', view: 'motion', ...isSymmetric(view) },
    { id: 'continuum', question: 'Is it a continuum?', view: 'continuum', ...isContinuum(run) },
    { id: 'overdamped', question: 'Is it overdamped?', view: 'energy', ...isOverdamped(run) },
    { id: 'energy', question: 'Where does the energy go?', view: 'energy', ...whereEnergyGoes(run) },
  ];
}
