import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { dynamicsPlan, hasDynamics } from '../network/dynamicsPlan.js';
import { hasContinuum, hasStatistics } from '../network/recordPlans.js';
import type { Experiment } from '../network/types.js';
import type { ContinuumStep } from './continuumLog.js';
import { FrameEnsemble } from './frameEnsemble.js';
import { RecordEnsemble } from './recordEnsemble.js';
import type { RunResult } from './result.js';

/** How one run of an ensemble ended. */
export type EnsembleMember = Pick<
  RunResult,
  'seed' | 'reason' | 'steps' | 'finalLoss' | 'finalValidationLoss' | 'message'
>;

/** What a run recorded, in order of step. */
export interface MemberRecords {
  readonly frames: Float64Array;
  readonly dynamics: readonly DynamicsRecord[];
  readonly continuum: readonly ContinuumStep[];
  readonly statistics: readonly StatisticsRecord[];
}

/** The seed of run i of an ensemble. Beyond the largest seed they go on from 0. */
export function memberSeed(seed: number, i: number): number {
  const left = Number.MAX_SAFE_INTEGER - seed;
  return i <= left ? seed + i : i - left - 1;
}

/** Runs that differ in their seed alone, and the means and standard errors of everything that they record. */
export class Ensemble {
  readonly frames: FrameEnsemble;
  readonly dynamics: RecordEnsemble<DynamicsRecord>;
  readonly continuum: RecordEnsemble<ContinuumStep>;
  readonly statistics: RecordEnsemble<StatisticsRecord>;
  private readonly outcomes: EnsembleMember[] = [];

  constructor(experiment: Pick<Experiment, 'network' | 'training' | 'analysis'>) {
    const { network, analysis } = experiment;
    const plan = dynamicsPlan(experiment);
    this.frames = new FrameEnsemble(network.links.length, analysis.every);
    this.dynamics = new RecordEnsemble((step) => hasDynamics(experiment, plan, step));
    this.continuum = new RecordEnsemble((step) => hasContinuum(experiment, step));
    this.statistics = new RecordEnsemble((step) => hasStatistics(analysis, step));
  }

  /** In the order in which they were added. */
  get members(): readonly EnsembleMember[] {
    return this.outcomes;
  }

  /**
   * Adds a run that has ended, whatever its end: what it recorded before counts.
   * @throws RangeError when its frames are those of another network
   */
  add(
    { seed, reason, steps, finalLoss, finalValidationLoss, message }: EnsembleMember,
    records: MemberRecords,
  ): void {
    this.frames.add(records.frames);
    this.dynamics.add(records.dynamics);
    this.continuum.add(records.continuum.map(withoutKernels));
    this.statistics.add(records.statistics);
    this.outcomes.push({
      seed,
      reason,
      steps,
      finalLoss,
      finalValidationLoss,
      ...(message === undefined ? {} : { message }),
    });
  }
}

/** Neurons of different runs have no labels in common, so that pictures of their kernels have no mean. */
const withoutKernels = (record: ContinuumStep): ContinuumStep => ({
  ...record,
  blocks: record.blocks.map((block) => ({ ...block, kernels: undefined })),
});
