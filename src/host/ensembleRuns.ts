import type { Experiment } from '../network/types.js';
import type { Band, BandSeries, EnsembleView } from '../protocol/panel.js';
import { Ensemble, memberSeed } from '../run/ensemble.js';
import type { RunResult } from '../run/result.js';
import { RunStore } from '../run/runStore.js';
import type { RunClient } from '../worker/runClient.js';
import type { StartWorker } from './trainingRun.js';

/** Points that a band of the panel's charts has at most: half as many as a line, for it has two numbers a point. */
const BAND_LIMIT = 1000;

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
  private bands:
    { readonly members: number; readonly series: Readonly<Record<BandSeries, Band>> } | undefined;

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
    this.ensemble = new Ensemble(experiment.network.links.length, experiment.analysis.every);
  }

  /** Whether a run is being made. */
  get live(): boolean {
    return this.current !== undefined;
  }

  /** Takes up a run that has ended, and starts the next one unless that was the last or ended by something else than itself. */
  add(result: RunResult, store: RunStore): void {
    this.current = undefined;
    this.ensemble.add(result, store.packed);
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

  /** @param step the one that the panel shows */
  view(step: number | undefined): EnsembleView {
    const { members } = this.ensemble;
    const index = step === undefined ? -1 : step / this.experiment.analysis.every;
    return {
      seeds: this.experiment.analysis.seeds,
      members,
      current: this.current && { seed: this.current.seed, step: this.current.step },
      bands: this.bandsOf(members.length),
      frame: this.ensemble.frameAt(index),
    };
  }

  private startMember(seed: number): void {
    const store = RunStore.of(this.experiment.network.links);
    const isCurrent = (): boolean => this.current?.seed === seed;
    const client = this.startWorker({
      runId: this.runId,
      // Records beside the frames are those of the first run.
      experiment: {
        ...this.experiment,
        seed,
        analysis: { ...this.experiment.analysis, dynamics: 0, continuum: 0, statistics: 0 },
      },
      onEvent: (event) => {
        if (!isCurrent() || this.current === undefined) return;
        if (event.type === 'frames') store.append(event.packed);
        else if (event.type === 'progress') this.current = { ...this.current, step: event.step };
        else if (event.type === 'ended') this.add(event.result, store);
        else return;
        if (event.type !== 'frames') this.onChange();
      },
    });
    this.current = { client, seed, step: 0 };
  }

  private bandsOf(members: number): Readonly<Record<BandSeries, Band>> {
    if (this.bands?.members !== members) {
      const band = (column: BandSeries): Band => thin(this.ensemble.curve(column));
      const series = {
        loss: band('loss'),
        bulk: band('bulk'),
        boundary: band('boundary'),
        lagrangian: band('lagrangian'),
        trainingLoss: band('trainingLoss'),
      };
      this.bands = { members, series };
    }
    return this.bands.series;
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
