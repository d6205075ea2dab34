import type { RunView } from '../../src/protocol/panel.js';

export const SPEEDS = [1, 4, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** Frames a second at speed 1. */
const FRAME_RATE = 10;
/** Milliseconds between pictures: as often as the host sends them, and seldom for those who want little motion. */
const INTERVAL = 100;
const CALM_INTERVAL = 1000;

/** How many frames to move on, and how often. */
export function paceOf(speed: Speed, calm: boolean): { readonly frames: number; readonly interval: number } {
  const interval = calm ? CALM_INTERVAL : INTERVAL;
  return { frames: Math.max(1, Math.round((speed * FRAME_RATE * interval) / 1000)), interval };
}

export interface PlayerOptions {
  /** Looks at the frame so many further on. */
  readonly move: (frames: number) => void;
  readonly toFirst: () => void;
  /** Whether the person asks for little motion. */
  readonly isCalm: () => boolean;
  readonly onChange: () => void;
  readonly wait: (milliseconds: number, then: () => void) => void;
}

/** Moves through the recorded frames of a run, each step once the one before is shown, and ends at the newest. */
export class Player {
  private running = false;
  private chosenSpeed: Speed = 1;
  private shown: number | undefined;
  /** The pause after a move is over, and what it asked for has been shown. */
  private rested = true;
  private arrived = true;

  constructor(private readonly options: PlayerOptions) {}

  get playing(): boolean {
    return this.running;
  }

  get speed(): Speed {
    return this.chosenSpeed;
  }

  /** The next of the speeds, after the fastest the slowest. */
  changeSpeed(): void {
    this.chosenSpeed = SPEEDS[(SPEEDS.indexOf(this.chosenSpeed) + 1) % SPEEDS.length] ?? 1;
    this.options.onChange();
  }

  /** Plays on from the shown frame, or from the first where the last is shown; or pauses. */
  toggle({ frameIndex, frameCount }: Pick<RunView, 'frameIndex' | 'frameCount'>): void {
    if (this.running) {
      this.stop();
      return;
    }
    if (frameCount < 2) return;
    this.running = true;
    this.shown = frameIndex;
    if (frameIndex !== undefined && frameIndex < frameCount - 1) this.advance();
    else this.begin(this.options.toFirst);
    this.options.onChange();
  }

  stop(): void {
    if (!this.running) return;
    this.running = false;
    this.options.onChange();
  }

  /** A run as it is shown now. */
  update({ frameIndex, frameCount }: Pick<RunView, 'frameIndex' | 'frameCount'>): void {
    const moved = frameIndex !== this.shown;
    this.shown = frameIndex;
    if (!this.running || !moved) return;
    if (frameIndex === undefined || frameIndex >= frameCount - 1) {
      this.stop();
      return;
    }
    this.arrived = true;
    this.advance();
  }

  private advance(): void {
    if (!this.running || !this.arrived || !this.rested) return;
    this.begin(() => {
      this.options.move(paceOf(this.chosenSpeed, this.options.isCalm()).frames);
    });
  }

  private begin(act: () => void): void {
    this.rested = false;
    this.arrived = false;
    this.options.wait(paceOf(this.chosenSpeed, this.options.isCalm()).interval, () => {
      this.rested = true;
      this.advance();
    });
    act();
  }
}
