import type { DepthHistory, HistoryQuantity } from '../../src/run/history.js';

/** Milliseconds between two questions, at least, and so many times as long as an answer takes. */
const LEAST_PAUSE = 250;
const IDLE_SHARE = 8;

export interface WantedHistory {
  readonly quantity: HistoryQuantity;
  /** Columns that there is room for. */
  readonly columns: number;
  /** Changes whenever the answer may: with the run, its frames, the steps that are shown, and the room. */
  readonly of: string;
}

export interface HistoryFeedOptions {
  readonly ask: (wanted: WantedHistory) => void;
  readonly now: () => number;
  readonly wait: (milliseconds: number, then: () => void) => void;
}

/**
 * Asks the host for histories: one question at a time, and of the same quantity not more often than answers are cheap, while a run goes
 * on.
 */
export class HistoryFeed {
  private latest: DepthHistory | undefined;
  private readonly listeners: (() => void)[] = [];
  private wanted: WantedHistory | undefined;
  private asked: WantedHistory | undefined;
  private askedAt = 0;
  /** Between a question and its answer; and in the pause after it. */
  private waiting = false;
  private resting = false;

  constructor(private readonly options: HistoryFeedOptions) {}

  /** The last answer. */
  get history(): DepthHistory | undefined {
    return this.latest;
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  want(wanted: WantedHistory): void {
    this.wanted = wanted;
    this.next();
  }

  receive(history: DepthHistory | undefined): void {
    this.latest = history;
    this.waiting = false;
    this.resting = true;
    const took = this.options.now() - this.askedAt;
    this.options.wait(Math.max(LEAST_PAUSE, IDLE_SHARE * took), () => {
      this.resting = false;
      this.next();
    });
    for (const listener of this.listeners) listener();
  }

  private next(): void {
    const { wanted, asked } = this;
    if (this.waiting || wanted === undefined) return;
    if (wanted.quantity === asked?.quantity && (this.resting || wanted.of === asked.of)) return;
    this.waiting = true;
    this.asked = wanted;
    this.askedAt = this.options.now();
    this.options.ask(wanted);
  }
}
