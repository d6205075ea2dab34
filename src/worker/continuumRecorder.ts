import { analyzeContinuum } from '../continuum/analyzeContinuum.js';
import type { ContinuumOptions } from '../continuum/types.js';
import { runForward } from '../decomposition/forwardPass.js';
import type { ParameterSnapshot, StepPair } from '../decomposition/types.js';
import { hasContinuum, lastAnalysedStep } from '../network/recordPlans.js';
import type { Experiment } from '../network/types.js';
import type { ContinuumStep } from '../run/continuumLog.js';
import { signaturesOf } from '../symmetry/signature.js';
import { depthStructure } from '../symmetry/structure.js';
import type { SymmetricBlock } from '../symmetry/types.js';
import type { StatisticsSamples } from './statisticsRecorder.js';

/** Samples that a record is taken on, the first ones: validity and expansions cost more than the terms. */
const SAMPLES = 2;

/** What every record has. */
const PLAIN: ContinuumOptions = { samples: SAMPLES };
/** What is worth its cost where somebody looks: parts of densities, printed terms, orders seen, kernels, labels aligned before a block is rough. */
const DETAILED: ContinuumOptions = {
  samples: SAMPLES,
  alignWidest: 256,
  kernels: true,
  local: { details: true },
};

/**
 * Reads steps of a run as continua where they are due or asked for. Records of the first and the last step that has one, and of those that
 * are asked for, have all details.
 */
export class ContinuumRecorder {
  private readonly blocks: readonly SymmetricBlock[];
  private readonly lastStep: number;
  private isAsked = false;

  constructor(private readonly experiment: Experiment) {
    this.blocks = depthStructure(signaturesOf(experiment.network.links)).blocks;
    this.lastStep = lastAnalysedStep(experiment);
  }

  /** The next step has a record, with all details. */
  ask(): void {
    this.isAsked = true;
  }

  /** Whether the next step was asked for, so that it must be decomposed. */
  get asked(): boolean {
    return this.isAsked;
  }

  /** Whether the plan asks for a record of this step: every n-th decomposed one, and the last. */
  isDue(step: number): boolean {
    return this.isAsked || hasContinuum(this.experiment, step);
  }

  /**
   * The record of a step, on the first samples of those that it is decomposed on.
   * @param from the samples before the step
   * @param to those after it, as many
   */
  record(
    step: number,
    { before, after }: { readonly before: ParameterSnapshot; readonly after: ParameterSnapshot },
    from: StatisticsSamples,
    to: StatisticsSamples,
  ): ContinuumStep {
    const detailed = this.isAsked || step === 0 || step === this.lastStep;
    this.isAsked = false;
    const { network } = this.experiment;
    if (this.blocks.length === 0 && network.links[0]?.type !== 'local') {
      return { step, detailed, blocks: [], boundary: undefined };
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
    const options = detailed ? DETAILED : PLAIN;
    return { step, detailed, ...analyzeContinuum(network, pair, passes, this.blocks, options) };
  }
}
