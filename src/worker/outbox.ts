import type { WorkerEvent } from '../protocol/worker.js';
import { frameWidth, packFrame, type Frame } from '../run/frame.js';
import type { StepOutcome } from './recordedTraining.js';

/** Shortest times between two blocks of frames and between two reports of progress. */
const FRAMES_INTERVAL_MS = 50;
const PROGRESS_INTERVAL_MS = 100;
/** Time over which the speed is measured. */
const SPEED_WINDOW_MS = 1000;

/** Posts an event to whoever asked for the run; `transfer` lists buffers that are given away. */
export type Post = (event: WorkerEvent, transfer?: readonly ArrayBuffer[]) => void;

type Status = 'running' | 'paused';

type Records = Pick<StepOutcome, 'statistics' | 'dynamics' | 'continuum' | 'tensors'>;

/** Gathers frames and progress of a run, so that a fast run does not flood its receiver. */
export class Outbox {
  private readonly width: number;
  private frames: Frame[] = [];
  private framesPostedAt = -Infinity;
  private progressPostedAt = -Infinity;
  /** Steps taken at past times, oldest first: the last second while running, empty while paused. */
  private milestones: { readonly time: number; readonly step: number }[] = [];
  private trainingLoss: number | undefined;

  /**
   * @param links of the network, for the size of a frame
   * @param now in milliseconds, from a clock that does not go back
   */
  constructor(
    private readonly runId: number,
    links: number,
    private readonly post: Post,
    private readonly now: () => number,
  ) {
    this.width = frameWidth(links);
  }

  /** Takes up a step: its loss, and its frame if it was analysed. */
  add(trainingLoss: number, frame: Frame | undefined): void {
    this.trainingLoss = trainingLoss;
    if (frame !== undefined) this.frames.push(frame);
  }

  /** Posts what is due while running. */
  postDue(step: number): void {
    const time = this.now();
    if (time - this.framesPostedAt >= FRAMES_INTERVAL_MS) this.postFrames(time);
    if (time - this.progressPostedAt >= PROGRESS_INTERVAL_MS) this.postProgress('running', step, time);
  }

  /** Posts everything now. */
  postAll(status: Status, step: number): void {
    const time = this.now();
    this.postFrames(time);
    this.postProgress(status, step, time);
  }

  /** Posts the frames that have been taken up. */
  postFrames(time = this.now()): void {
    if (this.frames.length === 0) return;
    const packed = new Float64Array(this.frames.length * this.width);
    this.frames.forEach((frame, i) => {
      packFrame(frame, packed, i * this.width);
    });
    this.frames = [];
    this.framesPostedAt = time;
    this.post({ type: 'frames', runId: this.runId, packed }, [packed.buffer]);
  }

  /** Posts at once what was recorded of a step beside its frame. */
  postRecords({ statistics, dynamics, continuum, tensors }: Records): void {
    const { runId, post } = this;
    if (statistics !== undefined) post({ type: 'statistics', runId, record: statistics });
    if (dynamics !== undefined) post({ type: 'dynamics', runId, record: dynamics });
    if (continuum !== undefined) post({ type: 'continuum', runId, record: continuum });
    if (tensors.length > 0) post({ type: 'trajectory', runId, tensors });
  }

  private postProgress(status: Status, step: number, time: number): void {
    this.progressPostedAt = time;
    this.post({
      type: 'progress',
      runId: this.runId,
      status,
      step,
      trainingLoss: this.trainingLoss,
      stepsPerSecond: status === 'running' ? this.measureSpeed(step, time) : undefined,
    });
    if (status === 'paused') this.milestones = [];
  }

  private measureSpeed(step: number, time: number): number | undefined {
    this.milestones.push({ time, step });
    while (this.milestones.length > 2 && time - this.milestones[1]!.time >= SPEED_WINDOW_MS)
      this.milestones.shift();
    const start = this.milestones[0]!;
    return time > start.time ? ((step - start.step) / (time - start.time)) * 1000 : undefined;
  }
}
