import { LineIndex, type TextRange } from '../base/textRange.js';
import { changeSpec, type WhatIfChanges } from '../language/whatIf.js';
import { linksAt, type CheckedSpec } from '../network/checkSpec.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import type { LayerView, PanelView, Place, ProblemView } from '../protocol/panel.js';
import type { RefinementView } from '../protocol/refinement.js';
import type { Experiment } from '../network/types.js';
import type { DepthHistory, HistoryQuantity } from '../run/history.js';
import type { StepRange } from '../run/stepRange.js';
import { analysisAssumptions } from './analysisAssumptions.js';
import { experimentFingerprint } from './experimentFingerprint.js';
import type { LatestTerms } from './termsTable.js';
import type { ShownValues } from './layerAnnotations.js';
import { lineOf } from './layerView.js';
import { InspectedRuns } from './inspectedRuns.js';
import { shownFrame } from './runView.js';
import type { SavedRun } from './savedRun.js';
import { symmetryView } from './symmetryView.js';
import { WhatIfState } from './whatIfState.js';
import type { StartWorker, TrainingRun } from './trainingRun.js';

/** A spec's text with what the check made of it. */
interface CheckedText {
  readonly text: string;
  readonly checked: LintedSpec;
  readonly lines: LineIndex;
  readonly fingerprint: string | undefined;
}

/** Frames that a hover draws the course of a term from. */
const HOVER_FRAMES = 24;

/** What is known of one spec: its checked text, its runs, and what the user looks at. Knows no editor. */
export class Inspection {
  private text: CheckedText;
  /** Those in memory. */
  readonly runs: InspectedRuns;
  readonly whatIf = new WhatIfState(() => {
    this.onChange();
  });
  private selectedStep: number | 'latest' = 'latest';
  /** The steps that the charts show; all of them while undefined. */
  private stepRange: StepRange | undefined;
  private selection: Place | undefined;
  /** The link that the cursor was last seen in. */
  private linkAtCursor: number | undefined;

  /**
   * @param file the spec's file name, for the panel
   * @param version of the extension
   * @param onChange called after every change of what `view` returns, with the run where it is one of a run
   */
  constructor(
    private file: string,
    checked: LintedSpec,
    text: string,
    startWorker: StartWorker,
    version: string | undefined,
    private readonly onChange: (run?: TrainingRun) => void,
  ) {
    this.runs = new InspectedRuns(startWorker, version, onChange);
    this.text = readText(checked, text);
  }

  /** The latest one. */
  get run(): TrainingRun | undefined {
    return this.runs.latest;
  }

  get title(): string {
    return this.text.checked.name;
  }

  get hasErrors(): boolean {
    return this.text.checked.experiment === undefined;
  }

  /** The text asks for another run than the latest one (or has errors, or there was none yet). */
  get outdated(): boolean {
    return this.run === undefined || this.isOutdated(this.run);
  }

  rename(file: string): void {
    this.file = file;
    this.onChange();
  }

  update(checked: LintedSpec, text: string): void {
    if (text !== this.text.text) this.whatIf.textChanged();
    this.text = readText(checked, text);
    this.onChange();
  }

  /** Starts a run of the text as it is, in place of the latest one; false when it has errors. */
  startRun(): boolean {
    const { text, checked, lines } = this.text;
    if (checked.experiment === undefined) return false;
    this.stepRange = undefined;
    this.runs.start({ text, lines, experiment: checked.experiment });
    return true;
  }

  /** The text with other values of its knobs, or why not; see changeSpec. */
  change(changes: WhatIfChanges, check: (text: string) => CheckedSpec): ReturnType<typeof changeSpec> {
    return changeSpec(this.text.text, this.text.checked, changes, check);
  }

  /** Trains a changed text beside the run of the text as it is, which is started first where another one is shown. */
  fork(text: string, experiment: Experiment, label: string): void {
    const { shown } = this.runs;
    if (shown === undefined || this.isOutdated(shown)) this.startRun();
    this.addFork(text, experiment, label, this.runs.shown?.id);
  }

  /**
   * Trains a changed text in a worker of its own beside the latest run, which goes on. It is a run as any other, compared with
   * the shown one at once (see InspectedRuns.addFork), and found in the library with `forkOf`.
   * @param text the whole spec, changed
   * @param experiment what the check made of it
   * @param label its name, e.g. `depth 12`
   * @param forkOf id of the run that it differs from
   * @returns its id, for `runs.endFork`, and to find it in `view().run.compared`
   */
  addFork(text: string, experiment: Experiment, label: string, forkOf: string | undefined): string {
    return this.runs.addFork({ text, lines: new LineIndex(text), experiment }, label, forkOf);
  }

  /** Shows a run of an earlier window, unless this window has one already. */
  restoreRun(saved: SavedRun): void {
    this.runs.restore(saved);
  }

  selectStep(step: number | 'latest'): void {
    this.selectedStep = step;
    this.onChange();
  }

  /** Looks at the frame `by` recorded frames after the shown one, or before it. */
  moveFrames(by: number): void {
    const store = this.runs.shown?.store;
    const shown = store && shownFrame(store, this.selectedStep);
    if (store === undefined || shown === undefined) return;
    const index = Math.min(store.frameCount - 1, Math.max(0, shown + by));
    this.selectStep(store.stepAt(index) ?? this.selectedStep);
  }

  /** A quantity of all layers over the steps that the charts show; undefined without a run. */
  history(quantity: HistoryQuantity, columns: number): DepthHistory | undefined {
    return this.runs.history(quantity, this.stepRange, columns);
  }

  selectRange(range: StepRange | undefined): void {
    this.stepRange = range;
    this.onChange();
  }

  /**
   * Selects the layer in the editor's cursor, or nothing outside of all. As long as the cursor stays in one layer, what
   * was chosen in the panel stays.
   * @param offset of the cursor in the text
   */
  followCursor(offset: number): void {
    const links = linksAt(this.text.checked.links, offset);
    // Among the copies of a repeat, stay with the one that was chosen in the panel.
    const { selection } = this;
    const isSelected = selection?.kind === 'layer' && links.some(({ m }) => m === selection.m);
    const linkBefore = this.linkAtCursor;
    this.linkAtCursor = links[0]?.m;
    if (isSelected || this.linkAtCursor === linkBefore) return;
    this.select(this.linkAtCursor === undefined ? undefined : { kind: 'layer', m: this.linkAtCursor });
  }

  select(place: Place | undefined): void {
    if (place?.kind === this.selection?.kind && place?.m === this.selection?.m) return;
    this.selection = place;
    this.onChange();
  }

  /** Where the text defines link m now. */
  rangeOfLayer(m: number): TextRange | undefined {
    return this.text.checked.links[m]?.range;
  }

  rangeOfProblem(index: number): TextRange | undefined {
    return this.text.checked.diagnostics[index]?.range;
  }

  /** The course of the run up to its newest frame, for hovers; undefined before the first frame. */
  latestTerms(): LatestTerms | undefined {
    const { run } = this;
    if (run === undefined || run.store.frameCount === 0) return undefined;
    const last = run.store.frameCount - 1;
    const count = Math.min(HOVER_FRAMES, last + 1);
    const frames = Array.from({ length: count }, (_, i) =>
      run.store.frameAt(Math.round((last * i) / Math.max(1, count - 1))),
    ).filter((frame) => frame !== undefined);
    return { runNumber: run.facts.number, frames, stale: this.outdated };
  }

  /** The numbers of the step that the panel shows; undefined before the first frame. */
  shownValues(): ShownValues | undefined {
    const run = this.runs.shown;
    if (run === undefined || run.store.frameCount === 0) return undefined;
    const { store, dynamics, facts } = run;
    const index = shownFrame(store, this.selectedStep);
    return {
      frame: index === undefined ? undefined : store.frameAt(index),
      dynamics: dynamics.recordAt(this.selectedStep === 'latest' ? Infinity : this.selectedStep),
      biasSharers: facts.biasSharers,
      stale: this.isOutdated(run),
    };
  }

  /** What the panel shows, but for the library of runs. */
  view(refinement?: RefinementView): Omit<PanelView, 'runs'> {
    const { latest, shown } = this.runs;
    return {
      title: this.title,
      file: this.file,
      problems: problemsOf(this.text),
      symmetry: symmetryOf(this.text.checked),
      gap: gapText(this.text),
      assumptions: [...this.text.checked.assumptions, ...analysisAssumptions(this.text.checked.network)],
      run: this.runs.view(this.selectedStep, this.stepRange, this.selection, (run) => this.placeLayers(run)),
      behind: latest === shown || latest === undefined ? undefined : behindView(latest),
      stale: latest !== undefined && latest === shown && this.outdated,
      selection: this.selectionWithin(shown?.facts.layers.length ?? this.text.checked.links.length),
      refinement,
      whatIf: this.whatIf.view(this.text.text, this.text.checked),
    };
  }

  dispose(): void {
    this.runs.dispose();
  }

  private isOutdated({ facts }: TrainingRun): boolean {
    return this.text.fingerprint !== facts.fingerprint;
  }

  /** What is selected, unless there is no such place among so many layers (any more). */
  private selectionWithin(layers: number): Place | undefined {
    if (this.selection === undefined) return undefined;
    const { kind, m } = this.selection;
    return m < layers || (kind === 'interface' && m === layers) ? this.selection : undefined;
  }

  /** The run's layers at their places in the text of now; after other edits, as near as the order of layers tells. */
  private placeLayers(run: TrainingRun): readonly LayerView[] {
    const { checked, lines } = this.text;
    const outdated = this.isOutdated(run);
    return run.facts.layers.map((layer) => {
      const link = checked.links[layer.m];
      if (link === undefined) return layer;
      return { ...layer, name: outdated ? layer.name : link.name, line: lineOf(link, lines) };
    });
  }
}

const behindView = ({ id, name, facts: { status, step, steps } }: TrainingRun): PanelView['behind'] => ({
  id,
  name,
  status,
  step,
  steps,
});

function readText(checked: LintedSpec, text: string): CheckedText {
  const { experiment } = checked;
  return {
    text,
    checked,
    lines: new LineIndex(text),
    fingerprint: experiment === undefined ? undefined : experimentFingerprint(experiment),
  };
}

function symmetryOf({ symmetry, links, diagnostics }: LintedSpec): PanelView['symmetry'] {
  return symmetry && symmetryView(symmetry, links.length, diagnostics);
}

function gapText({ checked: { gap }, lines }: CheckedText): string | undefined {
  if (gap === undefined) return undefined;
  const line = lines.positionAt(gap.range.start).line + 1;
  return `This version does not train ${gap.feature} yet (line ${line}).`;
}

function problemsOf({ checked, lines }: CheckedText): readonly ProblemView[] {
  return checked.diagnostics.map(({ severity, code, message, range }) => {
    const { line, column } = lines.positionAt(range.start);
    return { severity, code, message, line: line + 1, column: column + 1 };
  });
}
