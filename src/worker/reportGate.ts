import type { RunReport } from '../protocol/runReport.js';
import type { WorkerEvent } from '../protocol/worker.js';

const LOST =
  'The graphics processor was reset or taken away (WebGL context lost). Restart to train again from the same seed; ' +
  '"backend: wasm" does not need it.';

/** Sends what a run tells, unless its backend was refused or is lost: then that, once, and nothing more. */
export class ReportGate {
  private refusal: string | undefined;
  private isLost: () => boolean = () => false;
  private over = false;

  constructor(private readonly send: (report: RunReport, transfer: readonly ArrayBuffer[]) => void) {}

  /** The backend cannot be had; whatever the run tells next is told as this. */
  refuse(reason: string): void {
    this.refusal = reason;
  }

  /** @param isLost whether what is computed is void by now; asked before anything is sent */
  watch(isLost: () => boolean): void {
    this.isLost = isLost;
  }

  post(event: WorkerEvent, transfer: readonly ArrayBuffer[] = []): void {
    if (this.over) return;
    const { runId } = event;
    this.over = this.refusal !== undefined || this.isLost();
    if (this.refusal !== undefined) this.send({ type: 'refused', runId, reason: this.refusal }, []);
    else if (this.over) this.send({ type: 'lost', runId, message: LOST }, []);
    else this.send(event, transfer);
  }
}
