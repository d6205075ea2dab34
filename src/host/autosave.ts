import { isLive, type RunStatus } from '../run/result.js';

/** Milliseconds until the first save, soon enough to survive a reload of the window right after the start. */
const FIRST_DELAY = 1000;
/** Least milliseconds between two saves of a run that goes on. */
const INTERVAL = 5000;
/** A run that takes long to write is written so much less often. */
const IDLE_SHARE = 50;

/** Decides when a run is written to disk: when it pauses or ends, and now and then while it goes on. */
export class Autosave {
  private status: RunStatus | undefined;
  private saving = false;
  private again = false;
  private earliest: number;

  /**
   * @param save writes the run as it is now; it reports its own failures
   * @param now milliseconds of a steady clock
   */
  constructor(
    private readonly save: () => Promise<void>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.earliest = now() + FIRST_DELAY;
  }

  /** To be told of every change of the run. */
  note(status: RunStatus): void {
    const settled = status !== this.status && (status === 'paused' || !isLive(status));
    this.status = status;
    const due = isLive(status) && status !== 'paused' && this.now() >= this.earliest;
    if (!settled && !due) return;
    if (this.saving) this.again ||= settled;
    else void this.run();
  }

  private async run(): Promise<void> {
    this.saving = true;
    const start = this.now();
    await this.save();
    const end = this.now();
    this.earliest = end + Math.max(INTERVAL, IDLE_SHARE * (end - start));
    this.saving = false;
    if (!this.again) return;
    this.again = false;
    await this.run();
  }
}
