import type { RefinementPlace, RefinementView } from '../protocol/refinement.js';
import { startRefinement, type RefinementClient } from '../worker/refinementClient.js';

/** The refinement experiment of a panel. */
export class RefinementRun {
  private current: RefinementView | undefined;
  private client: RefinementClient | undefined;

  /** @param workerFile dist/refinement.js */
  constructor(
    private readonly workerFile: string,
    private readonly onChange: () => void,
  ) {}

  /** Undefined before the first. */
  get view(): RefinementView | undefined {
    return this.current;
  }

  /** Starts anew, whatever was before. */
  start({ offsets, fields }: RefinementPlace): void {
    this.client?.dispose();
    this.client = startRefinement(this.workerFile, { offsets, fields }, (view) => {
      this.show(view);
    });
    this.show({ status: 'running', offsets, fields, progress: 0 });
  }

  cancel(): void {
    if (this.current?.status !== 'running') return;
    const { offsets, fields } = this.current;
    this.client?.dispose();
    this.show({ status: 'cancelled', offsets, fields });
  }

  dispose(): void {
    this.client?.dispose();
  }

  private show(view: RefinementView): void {
    this.current = view;
    this.onChange();
  }
}
