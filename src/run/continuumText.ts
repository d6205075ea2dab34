import { median } from '../continuum/combine.js';
import { NOT_REPRODUCED } from '../continuum/fluxMonomials.js';
import { printedTerms } from '../continuum/localDetails.js';
import type { BlockContinuum, BlockValidity, ContinuumRecord } from '../continuum/types.js';
import { THRESHOLDS, type Verdict } from '../continuum/verdict.js';
import { formatCount, formatValue } from './format.js';
import { REASONS } from './reasons.js';

export { NOT_REPRODUCED, printedTerms, THRESHOLDS };

/** The verdicts of THEORY §5b in words. */
export const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  controlled: 'controlled',
  marginal: 'marginal',
  leadingOrderOnly: 'leading order only',
  notControlled: 'not controlled',
  undefined: 'undefined',
};

/** Whether gradient corrections of a block mean something. */
export const isControlled = (verdict: Verdict): boolean => verdict === 'controlled' || verdict === 'marginal';

/** Median of κ between neighbours; undefined where none is defined. */
export const medianRoughness = (values: readonly (number | undefined)[]): number | undefined =>
  median(values.filter((value) => typeof value === 'number'));

/** The longest block, the first of those that are as long. */
export const mainBlock = ({ blocks }: ContinuumRecord): BlockContinuum | undefined =>
  blocks.reduce<BlockContinuum | undefined>(
    (longest, block) => (block.length > (longest?.length ?? 0) ? block : longest),
    undefined,
  );

/** Median s of a local block; undefined of others. */
export function medianStaggering(block: BlockContinuum | undefined): number | undefined {
  const { approximation } = block ?? {};
  if (approximation?.kind !== 'local') return undefined;
  return medianRoughness(approximation.links.map(({ staggering }) => staggering));
}

/** Which of the two varies more from layer to layer, or both where they are alike to a factor of 2. */
function roughOnes(weights: number, hidden: number): string {
  if (weights > 2 * hidden) return 'The weights vary';
  return hidden > 2 * weights ? 'The states h vary' : 'Weights and states vary';
}

const SMOOTHER =
  'weights drawn with init: {kind: smooth} and a longer depthCorrelation, residual layers, or more layers of smaller gain make it smoother';

/** What the verdict says of a block, and what would make it controlled; in one or two sentences. */
export function verdictAdvice({ verdict, gap, medianCubic, ...validity }: BlockValidity): string {
  const rough = roughOnes(
    medianRoughness(validity.weightRoughness) ?? 0,
    medianRoughness(validity.hiddenRoughness) ?? 0,
  );
  switch (verdict) {
    case 'controlled':
      return 'Neighbours predict a layer well, and better at higher order: the gradient expansion means something.';
    case 'marginal':
      return `Neighbours predict a layer to more than ${THRESHOLDS.controlled}: ${SMOOTHER}.`;
    case 'leadingOrderOnly':
      return typeof medianCubic === 'number'
        ? `Layers are close but rough: gradient corrections mean nothing. ${rough} from layer to layer without order: ${SMOOTHER}.`
        : 'Layers are close; whether gradient corrections mean something takes five equal layers in a row.';
    case 'notControlled':
      return `${rough} too much from layer to layer: ${SMOOTHER}.`;
    case 'undefined':
      return gap === undefined ? 'Nothing can be said.' : `Undefined: ${REASONS[gap]}.`;
  }
}

/** The layers of a block: `layers 1–12`, with its period where that is more than one layer. */
export function blockName({ start, length, period }: BlockContinuum): string {
  return `layers ${start}–${start + length - 1}${period > 1 ? `, period ${period}` : ''}`;
}

/** What is to be said at a block of a run that is not controlled: how far from it, and what would help. Undefined of others. */
export function uncontrolledText(block: BlockContinuum, step: number): string | undefined {
  const { verdict, medianLinear } = block.validity;
  if (verdict !== 'notControlled' || typeof medianLinear !== 'number') return undefined;
  const aligned = block.alignedValidity?.medianLinear;
  const alignedText =
    typeof aligned === 'number' ? ` (${formatValue(aligned, 3)} with neuron labels aligned)` : '';
  return (
    `The continuum of ${blockName(block)} is not controlled at step ${formatCount(step)}: V ${formatValue(medianLinear, 3)}${alignedText}, ` +
    `and from ${THRESHOLDS.notControlled} on neighbours do not predict a layer. ${verdictAdvice(block.validity)}`
  );
}
