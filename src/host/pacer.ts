/** Of the time between two calls, at most one part in this many goes to the work itself. */
const IDLE_SHARE = 10;

/** Calls `work` soon after `request`, never more often than a set interval, and less often when it is slow. */
export class Pacer {
  private timer: NodeJS.Timeout | undefined;
  private earliest = 0;

  /**
   * @param interval least milliseconds between the starts of two calls
   * @param now milliseconds of a steady clock
   */
  constructor(
    private readonly interval: number,
    private readonly work: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Asks for a call; requests before it happens are one. */
  request(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        const start = this.now();
        this.work();
        this.earliest = start + Math.max(this.interval, IDLE_SHARE * (this.now() - start));
      },
      Math.max(0, this.earliest - this.now()),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
