import { Averages, type Statistic } from './averages.js';
import type { EnsembleCurve } from './frameEnsemble.js';
import { thinOut } from './recordLog.js';

/** Records of one step over the runs of an ensemble. Plain data. */
export interface RecordEstimate<R> {
  readonly step: number;
  /** Runs that have a record of this step. */
  readonly runs: number;
  /** A record whose every number is the mean over the runs in which it is defined; words are the most frequent. */
  readonly mean: R;
  /** The same of the standard errors of these means; NaN where there is one run. */
  readonly standardError: R;
  /** In how many runs each number is defined. */
  readonly definedIn: R;
}

/** Most that all averages of one kind of record may hold: some 50 MB. */
const MOST_NUMBERS = 2 ** 19;
/** As many as the log of a run keeps. */
const MOST_STEPS = 500;

/**
 * Mean and standard error over runs of every number of their records, step by step, whatever their form. The memory does not
 * grow with the number of runs; of records that are too many for it, some are left out, evenly over the steps and the same
 * ones of every run.
 */
export class RecordEnsemble<R extends { readonly step: number }> {
  private readonly steps = new Map<number, { runs: number; readonly averages: Averages }>();
  /** Records that are taken of a run; known with the first. */
  private limit: number | undefined;

  /** @param isPlanned whether the plan has a record of a step: one that was asked for by hand is of one run alone */
  constructor(private readonly isPlanned: (step: number) => boolean) {}

  /** @param records of a run, in order of step */
  add(records: readonly R[]): void {
    const planned = records.filter(({ step }) => this.isPlanned(step));
    const [first] = planned;
    if (first === undefined) return;
    this.limit ??= Math.max(2, Math.min(MOST_STEPS, Math.floor(MOST_NUMBERS / sizeOf(first))));
    for (const record of thinOut(planned, this.limit)) {
      const known = this.steps.get(record.step) ?? { runs: 0, averages: new Averages() };
      known.averages.add(record);
      known.runs++;
      this.steps.set(record.step, known);
    }
  }

  /** Steps of which a run has a record, in order. */
  get recordedSteps(): readonly number[] {
    return [...this.steps.keys()].sort((a, b) => a - b);
  }

  /** Of the records of a step; undefined where no run has one. */
  at(step: number): RecordEstimate<R> | undefined {
    const known = this.steps.get(step);
    if (known === undefined) return undefined;
    const { runs, averages } = known;
    // What is read has the form of the records that were added, and each of its numbers is a number: nothing that could be
    // looked at tells more than that.
    const read = (what: Statistic): R => averages.read(what, 'commonest') as R;
    return {
      step,
      runs,
      mean: read('mean'),
      standardError: read('standardError'),
      definedIn: read('definedIn'),
    };
  }

  /** All steps in order, as plain data for a file: in `definedIn` every word stands with the number of its runs. */
  *entries(): Generator<object> {
    for (const step of this.recordedSteps) {
      const { runs, averages } = this.steps.get(step)!;
      yield {
        step,
        runs,
        mean: averages.read('mean', 'commonest'),
        standardError: averages.read('standardError', 'commonest'),
        definedIn: averages.read('definedIn', 'counted'),
      };
    }
  }

  /** One number of the records over their steps; NaN where no run has it. */
  curve(read: (record: R) => number | undefined): EnsembleCurve {
    const steps = this.recordedSteps;
    const estimates = steps.map((step) => this.at(step)!);
    return {
      steps: Float64Array.from(steps),
      means: Float64Array.from(estimates, ({ mean }) => read(mean) ?? NaN),
      standardErrors: Float64Array.from(estimates, ({ standardError }) => read(standardError) ?? NaN),
    };
  }
}

function sizeOf(record: object): number {
  const averages = new Averages();
  averages.add(record);
  return averages.size;
}
