import { LineIndex, type TextRange } from '../base/textRange.js';
import { linksAt } from '../network/checkSpec.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import type { LayerView, PanelView, ProblemView } from '../protocol/panel.js';
import { analysisAssumptions } from './analysisAssumptions.js';
import { experimentFingerprint } from './experimentFingerprint.js';
import type { LatestTerms } from './termsTable.js';
import { layerView } from './layerView.js';
import { factsOfNewRun } from './runFacts.js';
import { curvesOf, runView, type RunCurves } from './runView.js';
import type { SavedRun } from './savedRun.js';
import { symmetryView } from './symmetryView.js';
import { TrainingRun, type StartWorker } from './trainingRun.js';

/** A spec's text with what the check made of it. */
interface CheckedText {
  readonly checked: LintedSpec;
  readonly lines: LineIndex;
  readonly fingerprint: string | undefined;
}

/** Frames that a hover draws the course of a term from. */
const HOVER_FRAMES = 24;

/** What is known of one spec: its checked text, its latest run, and what the user looks at. Knows no editor. */
export class Inspection {
  private text: CheckedText;
  private latestRun: TrainingRun | undefined;
  private runCount = 0;
  private curves: RunCurves | undefined;
  private selectedStep: number | 'latest' = 'latest';
  private activeLayer: number | undefined;

  /**
   * @param file the spec's file name, for the panel
   * @param onChange called after every change of what `view` returns
   */
  constructor(
    private file: string,
    checked: LintedSpec,
    text: string,
    private readonly startWorker: StartWorker,
    private readonly onChange: () => void,
  ) {
    this.text = readText(checked, text);
  }

  get run(): TrainingRun | undefined {
    return this.latestRun;
  }

  get title(): string {
    return this.text.checked.name;
  }

  get hasErrors(): boolean {
    return this.text.checked.experiment === undefined;
  }

  /** The text asks for another run than the latest one (or has errors, or there was none yet). */
  get outdated(): boolean {
    return this.latestRun === undefined || this.text.fingerprint !== this.latestRun.facts.fingerprint;
  }

  rename(file: string): void {
    this.file = file;
    this.onChange();
  }

  update(checked: LintedSpec, text: string): void {
    this.text = readText(checked, text);
    this.onChange();
  }

  /** Starts a run of the text as it is, in place of the latest one; false when it has errors. */
  startRun(): boolean {
    const { checked, lines } = this.text;
    if (checked.experiment === undefined) return false;
    this.latestRun?.dispose();
    this.runCount++;
    const facts = factsOfNewRun(checked.experiment, this.runCount, lines);
    this.latestRun = TrainingRun.start(this.startWorker, checked.experiment, facts, this.onChange);
    this.onChange();
    return true;
  }

  /** Shows a run of an earlier window, unless this window has one already. */
  restoreRun(saved: SavedRun): void {
    if (this.latestRun !== undefined) return;
    this.latestRun = TrainingRun.restore(saved);
    this.runCount = saved.facts.number;
    this.onChange();
  }

  selectStep(step: number | 'latest'): void {
    this.selectedStep = step;
    this.onChange();
  }

  /** @param offset of the cursor in the text */
  followCursor(offset: number): void {
    const links = linksAt(this.text.checked.links, offset);
    // Among the copies of a repeat, stay with the one that was chosen in the panel.
    if (links.some(({ m }) => m === this.activeLayer)) return;
    this.activateLayer(links[0]?.m);
  }

  activateLayer(m: number | undefined): void {
    if (m === this.activeLayer) return;
    this.activeLayer = m;
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
    const run = this.latestRun;
    if (run === undefined || run.store.frameCount === 0) return undefined;
    const last = run.store.frameCount - 1;
    const count = Math.min(HOVER_FRAMES, last + 1);
    const frames = Array.from({ length: count }, (_, i) =>
      run.store.frameAt(Math.round((last * i) / Math.max(1, count - 1))),
    ).filter((frame) => frame !== undefined);
    return { runNumber: run.facts.number, frames, stale: this.outdated };
  }

  view(): PanelView {
    const run = this.latestRun;
    if (run !== undefined) this.curves = curvesOf(run.store, this.curves);
    return {
      title: this.title,
      file: this.file,
      problems: problemsOf(this.text),
      symmetry: symmetryOf(this.text.checked),
      gap: gapText(this.text),
      assumptions: [...this.text.checked.assumptions, ...analysisAssumptions(this.text.checked.network)],
      run:
        run === undefined || this.curves === undefined
          ? undefined
          : runView(run.facts, this.curves, run, this.selectedStep, this.placeLayers(run.facts.layers)),
      stale: run !== undefined && this.outdated,
      activeLayer: this.activeLayer,
    };
  }

  dispose(): void {
    this.latestRun?.dispose();
  }

  /** The run's layers at their places in the text of now; after other edits, as near as the order of layers tells. */
  private placeLayers(layers: readonly LayerView[]): readonly LayerView[] {
    const { checked, lines } = this.text;
    return layers.map((layer) => {
      const link = checked.links[layer.m];
      if (link === undefined) return layer;
      const now = layerView(link, lines);
      return this.outdated ? { ...layer, line: now.line } : now;
    });
  }
}

function readText(checked: LintedSpec, text: string): CheckedText {
  const { experiment } = checked;
  return {
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
