import {
  blockName,
  isControlled,
  medianRoughness,
  medianStaggering,
  VERDICT_TEXTS,
  verdictAdvice,
} from '../../src/run/continuumText.js';
import { formatCount } from '../../src/run/format.js';
import { undefinedNote, type Fact } from './dynamicsFacts.js';
import { formatSteady } from './formatNumber.js';
import type { ContinuumBlock, ContinuumStep } from './records.js';

/** An entry of a list that came as a message: it may be null where it has no value. */
export const numberOf = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

export const orNone = (value: number | null | undefined): string =>
  typeof value === 'number' ? formatSteady(value) : '—';

/** How a verdict on the continuum is coloured. */
export const CONTINUUM_TONES = {
  controlled: 'good',
  marginal: 'warn',
  leadingOrderOnly: 'warn',
  notControlled: 'bad',
  undefined: 'plain',
} as const;

/** A block's verdict and the numbers that it is made of. */
export function blockFacts(block: ContinuumBlock): Fact[] {
  const { validity, approximation, gap } = block;
  const { verdict, medianLinear, medianCubic } = validity;
  const number = (
    head: Pick<Fact, 'id' | 'name' | 'symbol'>,
    value: number | undefined,
    note: string,
  ): Fact => ({
    ...head,
    text: value === undefined ? undefined : formatSteady(value),
    note: value === undefined ? undefinedNote(validity.gap ?? gap) : note,
    tone: 'plain',
  });
  const facts: Fact[] = [
    {
      id: 'verdict',
      name: `continuum of ${blockName(block)}`,
      symbol: '',
      text: VERDICT_TEXTS[verdict],
      note: verdictAdvice(validity),
      tone: CONTINUUM_TONES[verdict],
    },
    number(
      { id: 'medianLinear', name: 'left out, linear', symbol: 'V^{lin}' },
      medianLinear,
      'below 0.1 controlled, from 0.4 on not',
    ),
    number(
      { id: 'medianCubic', name: 'left out, cubic', symbol: 'V^{cub}' },
      medianCubic,
      'must be below half of the linear one',
    ),
    ...alignedFacts(block),
    number(
      { id: 'weightRoughness', name: 'roughness of weights', symbol: 'κ_W' },
      medianRoughness(validity.weightRoughness),
      '√2 for independent layers',
    ),
    number(
      { id: 'hiddenRoughness', name: 'roughness of states', symbol: 'κ_h' },
      medianRoughness(validity.hiddenRoughness),
      '√2 for independent layers',
    ),
  ];
  if (approximation?.kind !== 'local') return facts;
  const orders = approximation.observedOrders?.map(orNone).join(', ');
  return [
    ...facts,
    number(
      { id: 'staggering', name: 'staggering', symbol: 's' },
      medianStaggering(block),
      '≪ 1: one smooth field for both weights; about 1: two',
    ),
    {
      id: 'observedOrders',
      name: 'observed orders',
      symbol: 'p_n',
      text: orders,
      note: '1, 2, 3 where the fields are smooth enough',
      tone: 'plain',
    },
  ];
}

/** Neuron labels are arbitrary without skips: a block may be smooth in others. */
function alignedFacts({ alignedValidity }: ContinuumBlock): Fact[] {
  if (!alignedValidity) return [];
  const { medianLinear, medianCubic, verdict } = alignedValidity;
  return [
    {
      id: 'alignedLinear',
      name: 'with neuron labels aligned',
      symbol: 'V^{lin}',
      text: orNone(medianLinear),
      note: `cubic ${orNone(medianCubic)}, ${VERDICT_TEXTS[verdict]}: each layer relabelled to be most like the one before`,
      tone: CONTINUUM_TONES[verdict],
    },
  ];
}

/** All blocks in a table: which, verdict, V, κ, s and what would help; a row more where neuron labels are aligned. */
export const blockRows = ({ blocks }: ContinuumStep): string[][] =>
  blocks.flatMap((block) => {
    const { alignedValidity: aligned } = block;
    const row = blockRow(block);
    return aligned ? [row, alignedRow(block, aligned)] : [row];
  });

type Validity = ContinuumBlock['validity'];

const validityCells = (validity: Validity): string[] => [
  VERDICT_TEXTS[validity.verdict],
  orNone(validity.medianLinear),
  orNone(validity.medianCubic),
  orNone(medianRoughness(validity.weightRoughness)),
  orNone(medianRoughness(validity.hiddenRoughness)),
];

const blockRow = (block: ContinuumBlock): string[] => [
  blockName(block),
  ...validityCells(block.validity),
  orNone(medianStaggering(block)),
  verdictAdvice(block.validity),
];

const alignedRow = (block: ContinuumBlock, aligned: Validity): string[] => [
  `${blockName(block)}, with neuron labels aligned`,
  ...validityCells(aligned),
  orNone(undefined),
  'Labels of neurons are arbitrary here: each layer is relabelled so that it is most like the one before (optimal assignment).',
];

/** Whether every block that is drawn may be read as a continuum. */
export const allControlled = ({ blocks }: ContinuumStep): boolean =>
  blocks.every(({ validity, approximation }) => !approximation || isControlled(validity.verdict));

/** What stands under the chart of the orders. */
export function ordersCaption(record: ContinuumStep | undefined): string {
  if (record === undefined) return '';
  const text = `At step ${formatCount(record.step)}, mean over two samples. L_m is the lattice, L^{[n]} its expansion to order n.`;
  return allControlled(record)
    ? text
    : `${text} Greyed, as it is not controlled: small truncation error alone is no evidence of a continuum.`;
}
