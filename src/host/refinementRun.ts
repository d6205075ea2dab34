import { EXPERIMENT_FIELDS } from '../continuum/experimentFields.js';
import { OFFSETS } from '../continuum/offsets.js';
import { refineInPieces, type Refinement } from '../continuum/refinement.js';
import type { RefinementPlace, RefinementView } from '../protocol/refinement.js';

/** Layers and neurons of the lattices. */
const SIZES = [16, 32, 64, 128, 256];
const HIGHEST_ORDER = 3;
/** So long the extension is not heard of others; they come in between. */
const SLICE_MS = 15;
/** Progress is told when it has grown by so much. */
const TOLD_PROGRESS = 0.02;

/** The refinement experiment of a panel: computed in slices, so that nothing waits for it. */
export class RefinementRun {
  private current: RefinementView | undefined;
  private pieces: Generator<number, Refinement> | undefined;

  constructor(private readonly onChange: () => void) {}

  /** Undefined before the first. */
  get view(): RefinementView | undefined {
    return this.current;
  }

  /** Starts anew, whatever was before. */
  start({ offsets, fields }: RefinementPlace): void {
    const place = { offsets, fields };
    this.current = { status: 'running', ...place, progress: 0 };
    this.pieces = refineInPieces(EXPERIMENT_FIELDS, {
      offsets: OFFSETS[offsets],
      fields,
      sizes: SIZES,
      order: HIGHEST_ORDER,
    });
    this.onChange();
    this.schedule(this.pieces, place);
  }

  cancel(): void {
    if (this.current?.status !== 'running') return;
    const { offsets, fields } = this.current;
    this.pieces = undefined;
    this.current = { status: 'cancelled', offsets, fields };
    this.onChange();
  }

  dispose(): void {
    this.pieces = undefined;
  }

  private schedule(pieces: Generator<number, Refinement>, place: RefinementPlace): void {
    setImmediate(() => {
      if (this.pieces !== pieces) return;
      this.work(pieces, place);
    });
  }

  private work(pieces: Generator<number, Refinement>, place: RefinementPlace): void {
    const end = performance.now() + SLICE_MS;
    for (;;) {
      const next = pieces.next();
      if (next.done === true) {
        const { rows, slopes } = next.value;
        this.pieces = undefined;
        this.current = {
          status: 'done',
          ...place,
          rows: rows.map(({ neurons, widthSpacing, placeErrors }) => ({
            neurons,
            widthSpacing,
            placeErrors,
          })),
          slopes,
        };
        this.onChange();
        return;
      }
      if (performance.now() < end) continue;
      const { current } = this;
      if (current?.status === 'running' && next.value - current.progress >= TOLD_PROGRESS) {
        this.current = { ...current, progress: next.value };
        this.onChange();
      }
      this.schedule(pieces, place);
      return;
    }
  }
}
