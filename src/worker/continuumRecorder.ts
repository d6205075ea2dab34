import { analyzeContinuum } from '../continuum/analyzeContinuum.js';
import { runForward } from '../decomposition/forwardPass.js';
import type { ParameterSnapshot, StepPair } from '../decomposition/types.js';
import { hasContinuum } from '../network/recordPlans.js';
import type { Experiment } from '../network/types.js';
import type { ContinuumStep } from '../run/continuumLog.js';
import { signaturesOf } from '../symmetry/signature.js';
import { depthStructure } from '../symmetry/structure.js';
import type { SymmetricBlock } from '../symmetry/types.js';
import type { StatisticsSamples } from './statisticsRecorder.js';

/** Samples that a record is taken on, the first ones: validity and expansions cost more than the terms. */
const SAMPLES = 2;

/** Reads steps of a run as continua where they are due. */
export class ContinuumRecorder {
  private readonly blocks: readonly SymmetricBlock[];

  constructor(private readonly experiment: Experiment) {
    this.blocks = depthStructure(signaturesOf(experiment.network.links)).blocks;
  }

  /** Whether the plan asks for a record of this step. */
  isDue(step: number): boolean {
    return hasContinuum(this.experiment.analysis, step);
  }

  /**
   * The record of a step, on the first samples of those that it is decomposed on.
   * @param from the samples before the step
   * @param to those after it, as many
   * @param details whether to take also what only somebody who looks for it wants
   */
  record(
    step: number,
    { before, after }: { readonly before: ParameterSnapshot; readonly after: ParameterSnapshot },
    from: StatisticsSamples,
    to: StatisticsSamples,
    details = false,
  ): ContinuumStep {
    const { network } = this.experiment;
    if (this.blocks.length === 0 && network.links[0]?.type !== 'local') {
      return { step, blocks: [], boundary: undefined };
    }
    const samples = Math.min(SAMPLES, from.samples);
    const first = (values: StepPair['inputsBefore']): StepPair['inputsBefore'] =>
      values.subarray(0, (values.length / from.samples) * samples);
    const pair: StepPair = {
      before,
      after,
      samples,
      inputsBefore: first(from.x),
      inputsAfter: first(to.x),
      targets: first(from.y),
    };
    const passes = {
      before: runForward(network, before, pair.inputsBefore, samples),
      after: runForward(network, after, pair.inputsAfter, samples),
    };
    return {
      step,
      ...analyzeContinuum(network, pair, passes, this.blocks, { samples, local: { details } }),
    };
  }
}
