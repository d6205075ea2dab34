import type { Frame } from '../../src/run/frame.js';
import { formatCount } from '../../src/run/format.js';
import { RESIDUAL_LIMIT } from '../../src/run/residualLimit.js';
import { formatResidual } from './formatNumber.js';

/** A layer's |K_z + C + F − K_b| may be at most this part of its largest term, too. */
const RESIDUAL_OF_LARGEST_TERM_LIMIT = 1e-12;

/** Whether the decomposition is proved exact by its identity K_z + C + F = K_b. */
export type IdentityVerdict =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'exact'; readonly worst: number }
  /** The numbers of the selected frame have overflowed. */
  | { readonly kind: 'notFinite' }
  /** There is nothing to compare with, in no frame so far. */
  | { readonly kind: 'undefined'; readonly reason: ResidualGap }
  | { readonly kind: 'broken'; readonly worst: number | undefined; readonly culprit: Culprit };

/** What broke it: a layer of the selected frame, or an earlier or later frame. */
export type Culprit =
  | {
      readonly place: 'layer';
      readonly m: number;
      readonly residual: number | undefined;
      readonly residualOfLargestTerm: number;
    }
  | { readonly place: 'otherFrame' };

/** Not the negation of "beyond": what is not a number is within nothing. */
const isWithin = (value: number, limit: number): boolean => value >= 0 && value <= limit;

/**
 * @param frame the selected frame
 * @param worstResidual of all frames so far
 */
export function judgeIdentity(frame: Frame | undefined, worstResidual: number | undefined): IdentityVerdict {
  if (frame === undefined) return { kind: 'waiting' };
  if (!Number.isFinite(frame.bulk) || !Number.isFinite(frame.boundary)) return { kind: 'notFinite' };
  const m = frame.layers.findIndex(
    ({ residual, residualOfLargestTerm }) =>
      !isWithin(residual ?? 0, RESIDUAL_LIMIT) ||
      !isWithin(residualOfLargestTerm, RESIDUAL_OF_LARGEST_TERM_LIMIT),
  );
  const layer = frame.layers[m];
  if (layer !== undefined) {
    const { residual, residualOfLargestTerm } = layer;
    return {
      kind: 'broken',
      worst: worstResidual,
      culprit: { place: 'layer', m, residual, residualOfLargestTerm },
    };
  }
  if (worstResidual === undefined) {
    const gaps = frame.layers.map(({ residualGap }) => residualGap);
    const reason = (['atRest', 'frozen'] as const).find((gap) => gaps.includes(gap)) ?? 'noBias';
    return { kind: 'undefined', reason };
  }
  if (!isWithin(worstResidual, RESIDUAL_LIMIT)) {
    return { kind: 'broken', worst: worstResidual, culprit: { place: 'otherFrame' } };
  }
  return { kind: 'exact', worst: worstResidual };
}

type ResidualGap = NonNullable<Frame['layers'][number]['residualGap']>;

/** Why no layer has a K_b to compare with, for the badge and in full. */
const NOTHING_TO_COMPARE: Readonly<Record<ResidualGap, { readonly short: string; readonly long: string }>> = {
  noBias: {
    short: 'no layer has a bias',
    long: 'No layer has a bias, so there is no K_b to compare with: the sum K_z + C + F is 0 by constraint. Add a bias to test the identity.',
  },
  frozen: {
    short: 'the biases are frozen',
    long: 'No layer has a bias that moves, so there is no K_b to compare with: the sum K_z + C + F is 0 by constraint. Unfreeze a layer with a bias to test the identity.',
  },
  atRest: {
    short: 'the biases are at rest',
    long: 'The biases have not moved in any frame so far, so there is no K_b to compare with.',
  },
};

export interface IdentityBadge {
  readonly tone: 'good' | 'bad' | 'neutral';
  /** What the badge says, e.g. `EXACT 3e-14`. */
  readonly text: string;
  /** The line below it. */
  readonly detail: string;
}

export function identityBadge(verdict: IdentityVerdict, frameCount: number): IdentityBadge {
  const frames = frameCount === 1 ? '1 frame' : `${formatCount(frameCount)} frames`;
  switch (verdict.kind) {
    case 'waiting':
      return { tone: 'neutral', text: 'NO FRAME YET', detail: 'identity residual' };
    case 'exact':
      return {
        tone: 'good',
        text: `EXACT ${formatResidual(verdict.worst)}`,
        detail: `worst residual of ${frames}`,
      };
    case 'notFinite':
      return { tone: 'bad', text: 'NOT FINITE', detail: 'the terms of this step overflow' };
    case 'undefined':
      return {
        tone: 'neutral',
        text: 'NOT DEFINED',
        detail: NOTHING_TO_COMPARE[verdict.reason].short,
      };
    case 'broken': {
      const { worst, culprit } = verdict;
      return {
        tone: 'bad',
        text: worst === undefined ? 'NOT EXACT' : `NOT EXACT ${formatResidual(worst)}`,
        detail: culprit.place === 'layer' ? `layer ${culprit.m} is off` : `in another frame of ${frames}`,
      };
    }
  }
}

/** The paragraphs that explain the badge, on hover and on focus. */
export function explainIdentity(verdict: IdentityVerdict, frame: Frame | undefined): string[] {
  const paragraphs = [
    'In every layer, neuron kinetic + coupling + flux² must equal the kinetic energy of the bias: K_z + C + F = K_b. ' +
      'The left side comes from the samples passed through the network before and after the step, the right side ' +
      'from the biases alone: that they agree proves the numbers below.',
    'The number is the largest |K_z + C + F − K_b| ÷ K_b of all layers and all frames so far, with K_b = ½‖Δb‖². ' +
      `Green: at most ${RESIDUAL_LIMIT} everywhere, and in the selected frame at most ` +
      `${RESIDUAL_OF_LARGEST_TERM_LIMIT} of each layer’s largest term.`,
    explainVerdict(verdict),
  ];
  const spread = worstSpread(frame);
  if (spread !== undefined) {
    paragraphs.push(
      'Second self-test: K_z + C + F is the same number for every sample. Its largest spread over the samples in the ' +
        `selected frame is ${formatResidual(spread)} of K_b.`,
    );
  }
  return paragraphs;
}

function worstSpread(frame: Frame | undefined): number | undefined {
  const values =
    frame?.layers.map(({ sectorSpread }) => sectorSpread).filter((value) => value !== undefined) ?? [];
  return values.length === 0 ? undefined : Math.max(...values);
}

function explainVerdict(verdict: IdentityVerdict): string {
  switch (verdict.kind) {
    case 'waiting':
      return 'No step has been analysed yet.';
    case 'exact':
      return verdict.worst === 0
        ? '0: not even rounding is left.'
        : `${formatResidual(verdict.worst)}: only rounding is left. It can be below the 1e-16 of float64, for ` +
            'differences and products carry their rounding errors along.';
    case 'notFinite':
      return 'The terms of the selected frame are too large for float64: the run has diverged. Select an earlier step.';
    case 'undefined':
      return NOTHING_TO_COMPARE[verdict.reason].long;
    case 'broken': {
      const { culprit } = verdict;
      if (culprit.place === 'otherFrame')
        return 'The selected frame passes; another frame of this run does not.';
      const ofBias = culprit.residual === undefined ? '' : `${formatResidual(culprit.residual)} of K_b and `;
      return (
        `Layer ${culprit.m} of the selected frame is off by ${ofBias}` +
        `${formatResidual(culprit.residualOfLargestTerm)} of its largest term: do not rely on its numbers.`
      );
    }
  }
}
