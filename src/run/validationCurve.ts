import { validationPlan, type ValidationGap } from '../network/validationPlan.js';
import type { Experiment } from '../network/types.js';

/** The loss of the parameters before a step, or after the last one, on the samples kept apart. */
export interface ValidationPoint {
  readonly step: number;
  /** Mean over these samples, float64; finite. */
  readonly loss: number;
}

/** The validation of a run so far. */
export interface ValidationCurve {
  /** Samples that are kept apart. */
  readonly samples: number;
  /** Steps between two points; undefined where there are none. */
  readonly every: number | undefined;
  /** Why there is none. */
  readonly gap: ValidationGap | undefined;
  /** In order of step. */
  readonly points: readonly ValidationPoint[];
}

export const NO_VALIDATION: ValidationCurve = { samples: 0, every: undefined, gap: 'noSplit', points: [] };

/** The curve of a run that is about to start. */
export const emptyValidationCurve = (experiment: Experiment): ValidationCurve => ({
  ...validationPlan(experiment),
  points: [],
});

/** The point that was known at a step; undefined before the first. */
export function validationAt({ points }: ValidationCurve, step: number): ValidationPoint | undefined {
  return points.findLast((point) => point.step <= step);
}

const REASONS: Readonly<Record<ValidationGap, string>> = {
  noSplit: 'The spec keeps no samples apart (data.validation).',
  tooDear: 'One pass over the samples kept apart would take too long: keep fewer apart.',
};

/** Why a run has no validation loss, in a sentence; undefined where it has one. */
export const validationGapText = ({ gap }: ValidationCurve): string | undefined =>
  gap === undefined ? undefined : REASONS[gap];
