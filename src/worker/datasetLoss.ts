import type { Dataset } from '../data/types.js';
import { meanLoss } from '../decomposition/decompose.js';
import { runForward } from '../decomposition/forwardPass.js';
import type { ParameterSnapshot } from '../decomposition/types.js';
import { multiplyAdds } from '../network/multiplyAdds.js';
import type { TrainableNetwork } from '../network/types.js';

/** Multiply-adds in one `advance`: some ten milliseconds. */
const WORK_PER_ADVANCE = 5e6;

/** Computes the mean loss over all samples of a data set in float64, in pieces so that messages get through. */
export class DatasetLoss {
  /** Multiply-adds for all samples. */
  readonly work: number;
  private readonly samplesPerAdvance: number;
  private position = 0;
  private sum = 0;

  constructor(
    private readonly network: TrainableNetwork,
    private readonly parameters: ParameterSnapshot,
    private readonly data: Dataset,
  ) {
    const workPerSample = multiplyAdds(network.links);
    this.work = data.samples * workPerSample;
    this.samplesPerAdvance = Math.max(1, Math.floor(WORK_PER_ADVANCE / workPerSample));
  }

  get done(): boolean {
    return this.position === this.data.samples;
  }

  /** The mean loss once `done`; undefined before that, and when it is not finite. */
  get value(): number | undefined {
    const mean = this.sum / this.data.samples;
    return this.done && Number.isFinite(mean) ? mean : undefined;
  }

  /** Does the next piece. */
  advance(): void {
    const { inputs, outputs, x, y, samples } = this.data;
    const start = this.position;
    const end = Math.min(start + this.samplesPerAdvance, samples);
    const hidden = x.subarray(start * inputs, end * inputs);
    const pass = runForward(this.network, this.parameters, hidden, end - start);
    this.sum += meanLoss(this.network, pass, y.subarray(start * outputs, end * outputs)) * (end - start);
    this.position = end;
  }
}
