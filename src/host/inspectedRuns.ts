import type { LineIndex } from '../base/textRange.js';
import type { Experiment } from '../network/types.js';
import type { ComparedHue, ComparedRun, LayerView, Place, RunView } from '../protocol/panel.js';
import { MOST_COMPARED } from '../protocol/runs.js';
import { depthHistory, type DepthHistory, type HistoryQuantity } from '../run/history.js';
import { extentOf, type StepExtent, type StepRange } from '../run/stepRange.js';
import { factsOfNewRun } from './runFacts.js';
import { originOfNewRun, type EarlierText } from './runOrigin.js';
import { comparedRun, curvesOf, runView, type RunCurves } from './runView.js';
import type { SavedRun } from './savedRun.js';
import { TrainingRun, type StartWorker } from './trainingRun.js';

/** The selected layer, the one behind the selected interface, or else the first whose terms are all bulk. */
function layerToShow(selection: Place | undefined, layers: number): number {
  return Math.min(selection?.m ?? 1, layers - 1);
}

/** What is trained: a checked text. */
export interface TrainedText {
  readonly text: string;
  readonly lines: LineIndex;
  readonly experiment: Experiment;
}

interface Compared {
  readonly run: TrainingRun;
  readonly hue: ComparedHue;
}

const textOf = ({ facts, origin }: TrainingRun): EarlierText => ({ number: facts.number, text: origin.text });

function experimentOfFork(experiment: Experiment): Experiment {
  const { training, analysis } = experiment;
  const backend = training.backend === 'webgl' ? 'wasm' : training.backend;
  return { ...experiment, training: { ...training, backend }, analysis: { ...analysis, seeds: 1 } };
}

/**
 * The runs of one spec that are in memory: the latest, its forks, an earlier one that is looked at in its place, and those
 * that are laid over it.
 */
export class InspectedRuns {
  private latestRun: TrainingRun | undefined;
  private earlierRun: TrainingRun | undefined;
  private forks: TrainingRun[] = [];
  private compared: readonly Compared[] = [];
  private highestNumber = 0;
  /** The newest of the stored runs, until one has started. */
  private newestStored: EarlierText | undefined;
  private curves = new WeakMap<TrainingRun, RunCurves>();

  /**
   * @param version of the extension, which its runs say
   * @param onChange called after every change, with the run where it is one of its own
   */
  constructor(
    private readonly startWorker: StartWorker,
    private readonly version: string | undefined,
    private readonly onChange: (run?: TrainingRun) => void,
  ) {}

  get latest(): TrainingRun | undefined {
    return this.latestRun;
  }

  /** The one the panel shows. */
  get shown(): TrainingRun | undefined {
    return this.earlierRun ?? this.latestRun;
  }

  /** Ids of the runs that are laid over the shown one. */
  get comparedIds(): readonly string[] {
    return this.compared.map(({ run }) => run.id);
  }

  get inMemory(): readonly TrainingRun[] {
    const runs = [this.latestRun, this.earlierRun, ...this.forks, ...this.compared.map(({ run }) => run)];
    return [...new Set(runs)].filter((run) => run !== undefined);
  }

  /** Whether one of them trains. */
  get live(): boolean {
    return this.inMemory.some((run) => run.live);
  }

  /** New runs count on from this one, the newest of an earlier window. */
  continueFrom(earlier: EarlierText): void {
    this.highestNumber = Math.max(this.highestNumber, earlier.number);
    this.newestStored = earlier;
  }

  /** Starts a run in place of the latest one, and shows it. */
  start(trained: TrainedText): TrainingRun {
    const before = this.latestRun;
    before?.replace();
    this.earlierRun = undefined;
    this.latestRun = this.startRun(trained, before === undefined ? this.newestStored : textOf(before));
    this.onChange();
    return this.latestRun;
  }

  /**
   * Starts a run in a worker of its own beside the latest one and lays it over the shown one, in place of the oldest fork
   * there, or else of the oldest run, where there is no room. Of forks no more train at a time than can be compared: the oldest is ended.
   * A fork is one run, without an ensemble; where the spec asks for webgl it trains on wasm, since a panel trains one run at a time.
   * @param name what it is called
   * @param forkOf id of the run it was forked from
   * @returns its id
   */
  addFork(trained: TrainedText, name: string, forkOf: string | undefined): string {
    const experiment = experimentOfFork(trained.experiment);
    const source = forkOf === undefined ? this.latestRun : (this.find(forkOf) ?? this.latestRun);
    const fork = this.startRun({ ...trained, experiment }, source && textOf(source), { name, of: forkOf });
    this.forks = this.forks.filter(({ live }) => live);
    while (this.forks.length >= MOST_COMPARED) this.forks.shift()?.replace();
    this.forks.push(fork);
    const forks = this.compared.filter(({ run }) => run.origin.forkOf !== undefined);
    const room = this.compared.length < MOST_COMPARED ? undefined : (forks[0] ?? this.compared[0]);
    this.compare([...this.compared.filter((each) => each !== room).map(({ run }) => run), fork]);
    return fork.id;
  }

  /** Ends a fork where it is; what it recorded stays. */
  endFork(id: string): void {
    const fork = this.forks.find((run) => run.id === id);
    this.forks = this.forks.filter((run) => run !== fork);
    if (fork?.counts === false) this.compared = this.compared.filter(({ run }) => run !== fork);
    fork?.replace();
  }

  /** Takes a run of an earlier window for the latest, unless there is one. */
  restore(saved: SavedRun): void {
    if (this.latestRun !== undefined) return;
    this.latestRun = TrainingRun.restore(saved);
    this.highestNumber = Math.max(this.highestNumber, saved.facts.number);
    this.onChange();
  }

  /** Shows an earlier run; undefined goes back to the latest. */
  show(run: TrainingRun | undefined): void {
    this.earlierRun = run === this.latestRun ? undefined : run;
    this.compare(this.compared.map((each) => each.run));
  }

  /** Lays these runs over the shown one, the first three that are others; each keeps its hue. */
  compare(runs: readonly TrainingRun[]): void {
    const wanted = runs.filter(({ id }) => id !== this.shown?.id).slice(0, MOST_COMPARED);
    const hues: readonly ComparedHue[] = [0, 1, 2];
    const taken = new Map(this.compared.map(({ run, hue }) => [run.id, hue]));
    const free = hues.filter((hue) => !wanted.some(({ id }) => taken.get(id) === hue));
    this.compared = wanted.map((run) => ({ run, hue: taken.get(run.id) ?? free.shift() ?? 0 }));
    this.onChange();
  }

  /** These are looked at no longer, unless one is the latest. */
  forget(ids: readonly string[]): void {
    if (this.earlierRun !== undefined && ids.includes(this.earlierRun.id)) this.earlierRun = undefined;
    this.compare(this.compared.map(({ run }) => run).filter(({ id }) => !ids.includes(id)));
  }

  /** The run with this id, where it is in memory. */
  find(id: string): TrainingRun | undefined {
    return this.inMemory.find((run) => run.id === id);
  }

  /**
   * The shown run as the panel shows it; undefined before the first.
   * @param range the steps that charts show; all where undefined
   * @param selection whose layer's terms are shown over the steps
   * @param placeLayers finds its layers in the text of now
   */
  view(
    selectedStep: number | 'latest',
    range: StepRange | undefined,
    selection: Place | undefined,
    placeLayers: (run: TrainingRun) => readonly LayerView[],
  ): RunView | undefined {
    const { shown } = this;
    if (shown === undefined) return undefined;
    const whole = this.extentOfAll(shown);
    const extent = this.extentOfRange(shown, range);
    const layer = layerToShow(selection, shown.facts.layers.length);
    const comparedWith = (shownStep: number | undefined): ComparedRun[] =>
      this.compared.map(({ run, hue }) =>
        comparedRun(run, this.curvesOf(run, extent, layer), hue, shownStep),
      );
    const curves = this.curvesOf(shown, extent, layer);
    return runView(shown, curves, whole, selectedStep, placeLayers(shown), comparedWith);
  }

  /** A quantity of all layers of the shown run over the steps of the range. */
  history(
    quantity: HistoryQuantity,
    range: StepRange | undefined,
    columns: number,
  ): DepthHistory | undefined {
    const { shown } = this;
    if (shown === undefined) return undefined;
    const { store, dynamics, continuum, facts } = shown;
    const source = { store, dynamics, continuum, biasSharers: facts.biasSharers };
    return depthHistory(source, quantity, this.extentOfRange(shown, range), columns);
  }

  dispose(): void {
    for (const run of this.inMemory) run.dispose();
  }

  /** Undefined: all steps. */
  private extentOfRange(shown: TrainingRun, range: StepRange | undefined): StepExtent | undefined {
    const whole = this.extentOfAll(shown);
    return range && whole && extentOf(range, whole);
  }

  /** Of the shown run and those laid over it. */
  private extentOfAll(shown: TrainingRun): StepExtent | undefined {
    const extents = [shown, ...this.compared.map(({ run }) => run)].flatMap(
      ({ store }) => store.extent ?? [],
    );
    if (extents.length === 0) return undefined;
    return {
      first: Math.min(...extents.map(({ first }) => first)),
      last: Math.max(...extents.map(({ last }) => last)),
    };
  }

  private curvesOf(run: TrainingRun, extent: StepExtent | undefined, layer: number): RunCurves {
    const curves = curvesOf(run.store, run.facts.biasSharers[0] ?? 1, this.curves.get(run), extent, layer);
    this.curves.set(run, curves);
    return curves;
  }

  private startRun(
    { text, lines, experiment }: TrainedText,
    earlier: EarlierText | undefined,
    fork?: { readonly name: string; readonly of: string | undefined },
  ): TrainingRun {
    this.highestNumber++;
    const run: TrainingRun = TrainingRun.start(
      this.startWorker,
      experiment,
      {
        facts: factsOfNewRun(experiment, this.highestNumber, lines),
        origin: originOfNewRun(text, { version: this.version, earlier, forkOf: fork?.of }),
        marks: { name: fork?.name, kept: false },
      },
      () => {
        this.onChange(run);
      },
    );
    return run;
  }
}
