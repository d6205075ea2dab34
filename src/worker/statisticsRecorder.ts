import type { LayerTerms, StepPair } from '../decomposition/types.js';
import { analyzeStatistics } from '../dynamics/analyzeStatistics.js';
import { longRangeOrder, MIN_SAMPLES } from '../dynamics/longRangeOrder.js';
import { unknown } from '../dynamics/quantity.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import type { StepPasses } from '../dynamics/stepPasses.js';
import { rateFactor } from '../engine/schedule.js';
import { hasStatistics } from '../network/recordPlans.js';
import type { Experiment } from '../network/types.js';

/** Frames that the averages over time are over. */
const WINDOW = 64;

interface SeenFrame {
  readonly layers: readonly LayerTerms[];
}

/** What was sampled before and after a step. */
export interface StatisticsSamples {
  readonly samples: number;
  readonly x: StepPair['inputsBefore'];
  readonly y: StepPair['targets'];
}

/** Gathers what the statistics of a run need beside a step, and computes them when they are due or asked for. */
export class StatisticsRecorder {
  private readonly window: SeenFrame[] = [];
  private isAsked = false;
  /** Step 0, until somebody wants to know its order. */
  private first: StepPasses | undefined;
  private initialOrder: StatisticsRecord['initialOrder'] = unknown('notSeen');

  /** @param dataSamples that are trained on */
  constructor(
    private readonly experiment: Experiment,
    private readonly dataSamples: number,
  ) {}

  /** The next step will have statistics. */
  ask(): void {
    this.isAsked = true;
  }

  /** Whether the next step was asked for, so that it must be decomposed. */
  get asked(): boolean {
    return this.isAsked;
  }

  /** Whether copies of the parameters before and after a decomposed step are needed. */
  needsParameters(step: number, samples: number): boolean {
    return this.isDue(step) || this.keepsFirst(step, samples);
  }

  /**
   * Takes up a decomposed step.
   * @param passes of it, if `needsParameters`
   * @returns its statistics if they are due
   */
  record(step: number, frame: SeenFrame, passes: StepPasses | undefined): StatisticsRecord | undefined {
    this.window.push({ layers: frame.layers });
    if (this.window.length > WINDOW) this.window.shift();
    if (passes === undefined) return undefined;
    if (this.keepsFirst(step, passes.pair.samples)) this.first = passes;
    if (!this.isDue(step)) return undefined;
    this.isAsked = false;
    const { network, training, analysis, seed } = this.experiment;
    this.measureFirst();
    const record = analyzeStatistics({
      network,
      optimizer: training.optimizer,
      learningRate: training.learningRate * rateFactor(training.schedule, step, training.steps),
      batchSize: training.batchSize,
      dataSamples: this.dataSamples,
      seed,
      mode: analysis.mode,
      step,
      passes,
      window: this.window,
      initialOrder: this.initialOrder,
    });
    if (step > 0) return record;
    this.initialOrder = record.order;
    return { ...record, initialOrder: record.order };
  }

  private isDue(step: number): boolean {
    return this.isAsked || hasStatistics(this.experiment.analysis, step);
  }

  /** Step 0 is kept as the baseline of later ones, where there are layers and samples enough to compare. */
  private keepsFirst(step: number, samples: number): boolean {
    return (
      step === 0 && !this.isDue(step) && samples >= MIN_SAMPLES && this.experiment.network.links.length > 2
    );
  }

  private measureFirst(): void {
    const { first } = this;
    if (first === undefined) return;
    this.initialOrder = longRangeOrder(first.before, first.after, this.experiment.seed);
    this.first = undefined;
  }
}
