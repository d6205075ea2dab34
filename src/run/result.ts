import type { BackendName } from '../network/types.js';

/** Why a run ended. `interrupted`: its worker went away with the window; what it had recorded is kept. */
export const END_REASONS = ['completed', 'stopped', 'diverged', 'failed', 'interrupted'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** How steps are computed: one TF.js kernel after the other, or all of a step in one call of our own. */
export const TRAINING_PATHS = ['kernels', 'fused'] as const;
export type TrainingPath = (typeof TRAINING_PATHS)[number];

export interface RunResult {
  readonly reason: EndReason;
  /** Steps taken. */
  readonly steps: number;
  /** Mean loss of the final parameters over all samples that are trained on (float64); undefined if not finite or unknown. */
  readonly finalLoss: number | undefined;
  /** The same over the samples kept apart; undefined also where there are none. */
  readonly finalValidationLoss: number | undefined;
  /** Undefined when the run failed before it had one. */
  readonly backend: BackendName | undefined;
  readonly seed: number;
  /** What happened and what to do about it; always there for `diverged` and `failed`. */
  readonly message?: string;
}

/** Where a run stands: still going, or the reason it ended. */
export type RunStatus = 'starting' | 'running' | 'paused' | EndReason;

export const isLive = (status: RunStatus): boolean =>
  status === 'starting' || status === 'running' || status === 'paused';
