import { createRandom, permutation } from '../base/random.js';
import { createSplitDataset } from '../data/dataset.js';
import type { SplitDataset } from '../data/types.js';
import { createRunAnalysis } from '../decomposition/createRunAnalysis.js';
import type { RunAnalysis } from '../decomposition/runAnalysis.js';
import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { StepPasses } from '../dynamics/stepPasses.js';
import { selectSamples, type Batch } from '../engine/batches.js';
import { createTrainingEngine } from '../engine/createTrainingEngine.js';
import { fusedKernels } from '../engine/fusedKernels.js';
import type { TrainingEngine } from '../engine/trainingEngine.js';
import type { Experiment } from '../network/types.js';
import { validationPlan } from '../network/validationPlan.js';
import type { NamedTensor } from '../protocol/worker.js';
import type { ContinuumStep } from '../run/continuumLog.js';
import type { Frame } from '../run/frame.js';
import type { TrainingPath } from '../run/result.js';
import { DatasetLoss } from './datasetLoss.js';
import { FiniteCheck } from './finiteCheck.js';
import type { createRecorders, Recorders } from './recorders.js';
import { probeTensors, stepTensors, type RecordedStep } from './trajectoryTensors.js';

/**
 * Steps between checks of the parameters that no analysis asked for. A network of saturating activations can have a
 * finite loss with infinite weights; checking all weights at every step would cost some percent of the time.
 */
const PARAMETER_CHECK_EVERY = 32;

/** What became of one training step; undefined members where it was not analysed. */
export interface StepOutcome {
  /** Mean loss of the step's batch before the step, float32. */
  readonly trainingLoss: number;
  readonly frame: Frame | undefined;
  /** The loss of the parameters before the step on the samples kept apart, still to be computed. */
  readonly validation: DatasetLoss | undefined;
  /** Where they are due or were asked for. */
  readonly statistics: StatisticsRecord | undefined;
  /** Where they are due, and of every step that was analysed because somebody wanted it. */
  readonly dynamics: DynamicsRecord | undefined;
  /** As the dynamics, at a rate of its own. */
  readonly continuum: ContinuumStep | undefined;
  /** Empty unless a trajectory is asked for. */
  readonly tensors: readonly NamedTensor[];
}

/** Told of a step that is analysed. */
type Announce = (trainingLoss: number, frame: Frame) => void;

/** The training of one experiment and its recorder: takes steps, analyses those that the plan or the user wants. */
export class RecordedTraining {
  private readonly data: SplitDataset;
  /** Steps between two validations; undefined where there are none. */
  private readonly validateEvery: number | undefined;
  private readonly engine: TrainingEngine;
  private readonly analysis: RunAnalysis;
  private readonly finiteCheck: FiniteCheck;
  private readonly probe: Batch;
  private readonly statistics: Recorders['statistics'];
  private readonly dynamics: Recorders['dynamics'];
  private readonly continuum: Recorders['continuum'];
  private nextStep = 0;
  private probeExported = false;

  /**
   * Draws data and parameters; the backend must have been started.
   * @param recordersOf from recorders.ts, which is loaded apart
   * @param trajectory whether to give out the tensors of analysed steps too
   * @throws Error when the backend lacks a kernel
   */
  constructor(
    private readonly experiment: Experiment,
    recordersOf: typeof createRecorders,
    private readonly trajectory: boolean,
  ) {
    const { network, data, training, analysis, seed } = experiment;
    this.data = createSplitDataset(data, seed);
    this.validateEvery = validationPlan(experiment).every;
    const own = this.data.training;
    this.engine = createTrainingEngine({ network, data: own, training, seed });
    const order = permutation(own.samples, createRandom(seed, 'probe'));
    this.probe = selectSamples(own, order.subarray(0, analysis.probe));
    const recorders = recordersOf(experiment, own.samples);
    this.statistics = recorders.statistics;
    this.dynamics = recorders.dynamics;
    this.continuum = recorders.continuum;
    this.finiteCheck = new FiniteCheck(this.engine, fusedKernels());
    this.analysis = createRunAnalysis({
      network,
      source: this.engine,
      samples: analysis.mode === 'probe' ? this.probe.samples : training.batchSize,
      kernels: fusedKernels(),
    });
  }

  get path(): TrainingPath {
    return this.engine.path;
  }

  /** Steps taken, which is the number of the step that comes next. A step that diverged does not count. */
  get steps(): number {
    return this.nextStep;
  }

  /** Whether all steps of the plan are taken. */
  get complete(): boolean {
    return this.nextStep >= this.experiment.training.steps;
  }

  /**
   * Takes step k. It is analysed when the plan says so, or `always`.
   * @param announce called with the step before anything is computed of it that takes longer than its frame
   * @returns undefined when the loss or a parameter is no longer finite
   */
  takeStep(always = false, announce: Announce = () => undefined): StepOutcome | undefined {
    const { training, analysis } = this.experiment;
    const step = this.nextStep;
    const wanted = always || this.statistics.asked || this.continuum.asked;
    this.dynamics.approach(step, () => this.engine.parameters(), wanted);
    if (wanted || step % analysis.every === 0) return this.takeAnalysedStep(step, wanted, announce);
    const trainingLoss = this.engine.step();
    if (!Number.isFinite(trainingLoss)) return undefined;
    const checked = (step + 1) % PARAMETER_CHECK_EVERY === 0 || step + 1 === training.steps;
    if (checked && !this.finiteCheck.passes) return undefined;
    this.nextStep++;
    return {
      trainingLoss,
      frame: undefined,
      validation: undefined,
      statistics: undefined,
      dynamics: undefined,
      continuum: undefined,
      tensors: [],
    };
  }

  /** The next step is analysed and has statistics. */
  askForStatistics(): void {
    this.statistics.ask();
  }

  /** The next step is analysed and has a record of the continuum with all details. */
  askForContinuum(): void {
    this.continuum.ask();
  }

  /** The loss of the parameters as they are now on all samples that are trained on, still to be computed. */
  finalLoss(): DatasetLoss {
    return new DatasetLoss(this.experiment.network, this.engine.parameters(), this.data.training);
  }

  /** The same on the samples kept apart; undefined where there is no validation. */
  validationLoss(parameters = this.engine.parameters()): DatasetLoss | undefined {
    const { validation } = this.data;
    if (validation === undefined || this.validateEvery === undefined) return undefined;
    return new DatasetLoss(this.experiment.network, parameters, validation);
  }

  /** @param wanted whether somebody asked for this step */
  private takeAnalysedStep(step: number, wanted: boolean, announce: Announce): StepOutcome | undefined {
    const { mode } = this.experiment.analysis;
    const validates = step % (this.validateEvery ?? Infinity) === 0;
    const samplesBefore = mode === 'probe' ? this.probe : this.engine.batch;
    const measures = this.statistics.needsParameters(step, samplesBefore.samples);
    const hasDynamics = wanted || this.dynamics.isDue(step);
    const hasContinuum = wanted || this.continuum.isDue(step);
    // Copies of all parameters are made only for those who need them: the analysis may read them where they lie.
    const needed = this.trajectory || validates || measures || hasDynamics || hasContinuum;
    const before = needed ? this.engine.parameters() : undefined;
    this.analysis.before(step, samplesBefore);
    const trainingLoss = this.engine.step();
    if (!Number.isFinite(trainingLoss)) return undefined;
    // What the samples are before and after the step, the mode says (THEORY §2.2).
    const samplesAfter = mode === 'streaming' ? this.engine.batch : samplesBefore;
    const decomposition = this.analysis.after(step, samplesAfter);
    // It holds the changes of all parameters, so it is not finite when one of them is not. And the samples of the analysis
    // are not those of the training: their loss may overflow first.
    if (!Number.isFinite(decomposition.lagrangian)) return undefined;
    this.nextStep++;
    const frame = { step, trainingLoss, ...decomposition };
    if (measures || hasDynamics || hasContinuum) announce(trainingLoss, frame);
    const parameters = before && { before, after: this.engine.parameters() };
    const passes =
      parameters && (measures || hasDynamics)
        ? new StepPasses(this.experiment.network, {
            ...parameters,
            samples: samplesBefore.samples,
            inputsBefore: samplesBefore.x,
            inputsAfter: samplesAfter.x,
            targets: samplesBefore.y,
          })
        : undefined;
    const statistics = this.statistics.record(step, frame, measures ? passes : undefined);
    this.dynamics.add(step, decomposition);
    const request = { coupling: statistics !== undefined };
    const dynamics =
      hasDynamics && passes !== undefined ? this.dynamics.record(step, passes, request) : undefined;
    const continuum =
      hasContinuum && parameters !== undefined
        ? this.continuum.record(step, parameters, samplesBefore, samplesAfter)
        : undefined;
    if (before === undefined) {
      return { trainingLoss, frame, validation: undefined, statistics, dynamics, continuum, tensors: [] };
    }
    const validation = validates ? this.validationLoss(before) : undefined;
    const tensors = this.trajectory
      ? this.exportTensors({ step, before, after: this.engine.parameters(), samplesBefore, samplesAfter })
      : [];
    return { trainingLoss, frame, validation, statistics, dynamics, continuum, tensors };
  }

  private exportTensors(recorded: RecordedStep): NamedTensor[] {
    const { network, analysis } = this.experiment;
    const tensors = stepTensors(network, analysis.mode, recorded);
    if (analysis.mode !== 'probe' || this.probeExported) return tensors;
    this.probeExported = true;
    return [...probeTensors(network, this.probe), ...tensors];
  }
}
