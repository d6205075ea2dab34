import type { Experiment } from '../network/types.js';
import type { Band, BandSeries, EnsembleView } from '../protocol/panel.js';
import { ContinuumLog } from '../run/continuumLog.js';
import { DynamicsLog } from '../run/dynamicsLog.js';
import { Ensemble, memberSeed } from '../run/ensemble.js';
import {
  DYNAMICS_NUMBERS,
  STATISTICS_NUMBERS,
  type DynamicsNumber,
  type StatisticsNumber,
} from '../run/recordSeries.js';
import type { RunResult } from '../run/result.js';
import { RunStore } from '../run/runStore.js';
import { StatisticsLog } from '../run/statisticsLog.js';
import type { RunClient } from '../worker/runClient.js';
import type { StartWorker } from './trainingRun.js';

/** Points that a band of the panel's charts has at most: half as many as a line, for it has two numbers a point. */
const BAND_LIMIT = 1000;

/** What a run has recorded. */
export interface RunRecords {
  readonly store: RunStore;
  readonly dynamics: DynamicsLog;
  readonly continuum: ContinuumLog;
  readonly statistics: StatisticsLog;
}

/** Steps of what the panel shows; undefined where it shows none. */
export interface ShownSteps {
  readonly frame: number | undefined;
  readonly dynamics: number | undefined;
  readonly continuum: number | undefined;
  readonly statistics: number | undefined;
}

type Bands = Pick<EnsembleView, 'bands' | 'recordBands'>;

/** What is the same as long as no run ends and the same record is shown. */
interface Remembered<T> {
  readonly members: number;
  readonly step: number;
  readonly value: T;
}

/** The run that is being made. */
interface Current {
  readonly client: RunClient;
  readonly seed: number;
  readonly step: number;
}

/**
 * The runs of an ensemble behind the first one, one after the other, each in a worker of its own. Their frames are kept until
 * a run ends and are then one more run in the means.
 */
export class EnsembleRuns {
  private readonly ensemble: Ensemble;
  private current: Current | undefined;
  private stopped = false;
  /** What the panel shows between two ends of runs. */
  private bands: { readonly members: number; readonly value: Bands } | undefined;
  private readonly dynamics = this.remembering((step) => this.ensemble.dynamics.at(step));
  private readonly continuum = this.remembering((step) => this.ensemble.continuum.at(step));
  private readonly statistics = this.remembering((step) => this.ensemble.statistics.at(step));

  /**
   * @param runId of the first run, which the others carry, too
   * @param onChange called after every change of what `view` returns
   */
  constructor(
    private readonly startWorker: StartWorker,
    private readonly runId: number,
    private readonly experiment: Experiment,
    private readonly onChange: () => void,
  ) {
    this.ensemble = new Ensemble(experiment);
  }

  /** What the runs that have ended say together. */
  get ended(): Ensemble {
    return this.ensemble;
  }

  /** Whether a run is being made. */
  get live(): boolean {
    return this.current !== undefined;
  }

  /** Takes up a run that has ended, and starts the next one unless that was the last or ended by something else than itself. */
  add(result: RunResult, { store, dynamics, continuum, statistics }: RunRecords): void {
    this.current = undefined;
    this.ensemble.add(result, {
      frames: store.packed,
      dynamics: dynamics.records,
      continuum: continuum.records,
      statistics: statistics.records,
    });
    const made = this.ensemble.members.length;
    const goesOn = result.reason === 'completed' || result.reason === 'diverged';
    if (this.stopped || !goesOn || made >= this.experiment.analysis.seeds) return;
    this.startMember(memberSeed(this.experiment.seed, made));
  }

  /** Stops the run that is being made; it counts with what it recorded, and no other starts. */
  stop(): void {
    this.stopped = true;
    this.current?.client.stop();
  }

  /** Ends the worker without another word from it. */
  dispose(): void {
    this.stopped = true;
    const { current } = this;
    this.current = undefined;
    current?.client.dispose();
  }

  /** @param steps of what the panel shows */
  view(steps: ShownSteps): EnsembleView {
    const { members } = this.ensemble;
    const index = steps.frame === undefined ? -1 : steps.frame / this.experiment.analysis.every;
    return {
      seeds: this.experiment.analysis.seeds,
      members,
      current: this.current && { seed: this.current.seed, step: this.current.step },
      ...this.allBands(),
      frame: this.ensemble.frames.frameAt(index),
      dynamics: this.dynamics(steps.dynamics),
      continuum: this.continuum(steps.continuum),
      statistics: this.statistics(steps.statistics),
    };
  }

  private startMember(seed: number): void {
    const records: RunRecords = {
      store: RunStore.of(this.experiment.network.links),
      dynamics: new DynamicsLog(),
      continuum: new ContinuumLog(),
      statistics: new StatisticsLog(),
    };
    const isCurrent = (): boolean => this.current?.seed === seed;
    const client = this.startWorker({
      runId: this.runId,
      experiment: { ...this.experiment, seed },
      onEvent: (event) => {
        if (!isCurrent() || this.current === undefined) return;
        switch (event.type) {
          case 'frames':
            records.store.append(event.packed);
            return;
          case 'dynamics':
            records.dynamics.add(event.record);
            return;
          case 'continuum':
            records.continuum.add(event.record);
            return;
          case 'statistics':
            records.statistics.add(event.record);
            return;
          case 'progress':
            this.current = { ...this.current, step: event.step };
            break;
          case 'ended':
            this.add(event.result, records);
            break;
          default:
            return;
        }
        this.onChange();
      },
    });
    this.current = { client, seed, step: 0 };
  }

  /** Reads the records of a step, anew only where something has changed. */
  private remembering<T>(read: (step: number) => T): (step: number | undefined) => T | undefined {
    let last: Remembered<T> | undefined;
    return (step) => {
      if (step === undefined) return undefined;
      const members = this.ensemble.members.length;
      if (last?.members !== members || last.step !== step) last = { members, step, value: read(step) };
      return last.value;
    };
  }

  private allBands(): Bands {
    const members = this.ensemble.members.length;
    if (this.bands?.members !== members) {
      const { frames, dynamics, statistics } = this.ensemble;
      const band = (column: BandSeries): Band => thin(frames.curve(column));
      const ofDynamics = (name: DynamicsNumber): Band => dynamics.curve(DYNAMICS_NUMBERS[name]);
      const ofStatistics = (name: StatisticsNumber): Band => statistics.curve(STATISTICS_NUMBERS[name]);
      const bands = {
        loss: band('loss'),
        bulk: band('bulk'),
        boundary: band('boundary'),
        lagrangian: band('lagrangian'),
        trainingLoss: band('trainingLoss'),
      };
      const recordBands = {
        overdamping: ofDynamics('overdamping'),
        balanceRatio: ofDynamics('balanceRatio'),
        correlationLength: ofStatistics('correlationLength'),
        neighbourOrder: ofStatistics('neighbourOrder'),
        temperature: ofStatistics('temperature'),
        noiseScale: ofStatistics('noiseScale'),
      };
      this.bands = { members, value: { bands, recordBands } };
    }
    return this.bands.value;
  }
}

/** Every so manieth point, with the first and the last: means over runs have no spikes that a panel must not miss. */
function thin({ steps, means, standardErrors }: Band): Band {
  const count = steps.length;
  if (count <= BAND_LIMIT) return { steps, means, standardErrors };
  const chosen = Uint32Array.from({ length: BAND_LIMIT }, (_, i) =>
    Math.round((i * (count - 1)) / (BAND_LIMIT - 1)),
  );
  const take = (values: Float64Array): Float64Array => Float64Array.from(chosen, (at) => values[at]!);
  return { steps: take(steps), means: take(means), standardErrors: take(standardErrors) };
}
