import type { RunView } from '../../src/protocol/panel.js';
import { extentOf, type StepExtent, type StepRange } from '../../src/run/stepRange.js';
import { nearestIndex } from './nearest.js';
import { panned, rangeOf, reaching, zoomed } from './zoom.js';

/** Recorded frames that stay on the screen however close one looks. */
const LEAST_FRAMES = 4;

/** A range and the run that it was chosen in. */
export interface ChosenRange {
  /** Its id. */
  readonly run: string;
  readonly range: StepRange;
}

type Shown = Pick<RunView, 'id' | 'extent' | 'every' | 'series' | 'frame' | 'followLive'>;

/**
 * What all charts over the steps share: which steps they show, and the step under the pointer. It belongs to the page; the
 * host only hears of the range.
 */
export class Timeline {
  private run: string | undefined;
  private whole: StepExtent | undefined;
  private steps: Float64Array = new Float64Array();
  private least = 1;
  private frameStep: number | undefined;
  private range: StepRange | undefined;
  private pointed: number | undefined;
  private readonly rangeListeners: (() => void)[] = [];
  private readonly pointListeners: ((step: number | undefined) => void)[] = [];

  /**
   * @param remembered from before a reload; taken up when its run is shown
   * @param onRange called with what is to be remembered and asked of the host
   */
  constructor(
    private readonly remembered: ChosenRange | undefined,
    private readonly onRange: (range: StepRange | undefined, chosen: ChosenRange | undefined) => void,
  ) {}

  /** The steps that charts show; undefined before the first frame. */
  get visible(): StepExtent | undefined {
    return this.whole && extentOf(this.range, this.whole);
  }

  get isZoomed(): boolean {
    return this.range !== undefined;
  }

  /** The step under the pointer, in any chart. */
  get pointedStep(): number | undefined {
    return this.pointed;
  }

  /** Called when other steps are to be shown than before, but not when a run merely goes on. */
  listenToRange(listener: () => void): void {
    this.rangeListeners.push(listener);
  }

  listenToPointer(listener: (step: number | undefined) => void): void {
    this.pointListeners.push(listener);
  }

  /** A run as it is now, before charts draw it. */
  update(run: Shown): void {
    const { id, extent, every, series, frame, followLive } = run;
    this.whole = extent && { first: extent.first, last: Math.max(extent.last, extent.first + 1) };
    this.steps = series.loss.steps;
    this.least = LEAST_FRAMES * every;
    if (id !== this.run) {
      this.run = id;
      this.range = this.remembered?.run === id ? this.remembered.range : undefined;
      this.frameStep = undefined;
      this.pointed = undefined;
      // The host may remember a range that this page never chose.
      this.tell();
    }
    const wasAt = this.frameStep;
    this.frameStep = frame?.step;
    if (frame === undefined || followLive || wasAt === undefined || wasAt === frame.step) return;
    this.change((visible, whole) => reaching(visible, whole, frame.step));
  }

  /** Shows these steps, or as near to them as there are. */
  show(extent: StepExtent): void {
    this.change(() => extent);
  }

  /** @param around the step that stays in its place; by default the middle, or the selected step where it is shown */
  zoom(factor: number, around?: number): void {
    this.change((visible, whole) => {
      const { frameStep, least } = this;
      const isShown = frameStep !== undefined && frameStep >= visible.first && frameStep <= visible.last;
      const middle = isShown ? frameStep : (visible.first + visible.last) / 2;
      return zoomed(visible, whole, { factor, around: around ?? middle, least });
    });
  }

  /** Moves on by a share of what is shown, or back. */
  pan(share: number): void {
    this.change((visible, whole) => panned(visible, whole, share));
  }

  /** Shows all steps. */
  reset(): void {
    this.change((_, whole) => whole);
  }

  /** The pointer is at this place of the axis of steps, or nowhere. */
  point(place: number | undefined): void {
    const { steps } = this;
    const step = place === undefined ? undefined : steps[nearestIndex(steps.length, (i) => steps[i]!, place)];
    if (step === this.pointed) return;
    this.pointed = step;
    for (const listener of this.pointListeners) listener(step);
  }

  private change(choose: (visible: StepExtent, whole: StepExtent) => StepExtent): void {
    const { visible, whole } = this;
    if (visible === undefined || whole === undefined) return;
    const range = rangeOf(choose(visible, whole), whole, this.least);
    if (range?.span === this.range?.span && range?.end === this.range?.end) return;
    this.range = range;
    this.tell();
    for (const listener of this.rangeListeners) listener();
  }

  private tell(): void {
    const { run, range } = this;
    this.onRange(range, run === undefined || range === undefined ? undefined : { run, range });
  }
}
