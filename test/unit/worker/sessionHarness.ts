import { biasRole } from '../../../src/decomposition/biasRole.js';
import { startBackend, type StartedBackend } from '../../../src/engine/backend.js';
import type { Experiment } from '../../../src/network/types.js';
import type { WorkerEvent, WorkerRequest } from '../../../src/protocol/worker.js';
import { unpackFrame, frameWidth, type Frame } from '../../../src/run/frame.js';
import type { RunResult } from '../../../src/run/result.js';
import { createRecorders } from '../../../src/worker/recorders.js';
import { Session } from '../../../src/worker/session.js';
import { NO_WASM } from '../engine/wasm.js';

export const RUN = 4;

/** A session with its clock, its event loop and its backend in the hands of the test. */
export class SessionHarness {
  readonly events: WorkerEvent[] = [];
  readonly session: Session;
  /** Milliseconds that the clock goes on whenever it is read. */
  tick = 1;
  clockReadings = 0;
  private time = 0;
  private deferred: (() => void)[] = [];
  private resolveBackend: (started: StartedBackend) => void = () => undefined;
  private rejectBackend: (reason: Error) => void = () => undefined;

  /** @param memory of the machine, in bytes */
  constructor(
    readonly experiment: Experiment,
    memory = Infinity,
  ) {
    this.session = new Session({
      memory,
      post: (event) => {
        this.events.push(event);
      },
      now: () => {
        this.clockReadings++;
        return (this.time += this.tick);
      },
      defer: (task) => {
        this.deferred.push(task);
      },
      loadRecorders: () => Promise.resolve({ createRecorders }),
      startBackend: () =>
        new Promise((resolve, reject) => {
          this.resolveBackend = resolve;
          this.rejectBackend = reject;
        }),
    });
  }

  ask(type: Exclude<WorkerRequest['type'], 'start'>, runId = RUN): void {
    this.session.handle({ type, runId });
  }

  start(trajectory = false): void {
    const { experiment } = this;
    this.session.handle({ type: 'start', runId: RUN, experiment, wasm: NO_WASM, trajectory });
  }

  /** Lets the backend answer: cpu, for real. */
  async open(notice?: string): Promise<void> {
    const started = await startBackend('cpu', NO_WASM);
    this.resolveBackend(notice === undefined ? started : { ...started, notice });
    await settled();
  }

  async failToOpen(message: string): Promise<void> {
    this.rejectBackend(new Error(message));
    await settled();
  }

  async startAndOpen(trajectory = false): Promise<void> {
    this.start(trajectory);
    await this.open();
  }

  /** Runs the event loop once; false when nothing waits. */
  turn(): boolean {
    const tasks = this.deferred;
    this.deferred = [];
    for (const task of tasks) task();
    return tasks.length > 0;
  }

  runToEnd(): RunResult {
    while (this.turn());
    return this.result;
  }

  get waitingTasks(): number {
    return this.deferred.length;
  }

  eventsOf<T extends WorkerEvent['type']>(type: T): Extract<WorkerEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<WorkerEvent, { type: T }> => event.type === type);
  }

  get result(): RunResult {
    const [ended, ...more] = this.eventsOf('ended');
    if (ended === undefined || more.length > 0)
      throw new Error(`ended ${more.length + (ended ? 1 : 0)} times`);
    return ended.result;
  }

  get frames(): Frame[] {
    const biases = this.experiment.network.links.map(biasRole);
    const width = frameWidth(biases.length);
    return this.eventsOf('frames').flatMap(({ packed }) =>
      Array.from({ length: packed.length / width }, (_, i) => unpackFrame(packed, i * width, biases)),
    );
  }

  /** Steps taken by the latest report. */
  get step(): number {
    return this.eventsOf('progress').at(-1)?.step ?? 0;
  }
}

/** Lets promises that are settled by now run their continuations. */
async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}
