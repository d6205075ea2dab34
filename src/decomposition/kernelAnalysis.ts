import type { WasmAnalysis } from '../kernels/wasmAnalysis.js';
import { decomposeSums, type KernelSums } from './kernelTerms.js';
import { shareParameters, type ParameterShare } from './parameterShares.js';
import type { ParameterSource, RunAnalysis, Samples } from './runAnalysis.js';
import { SampleLoss } from './sampleLoss.js';
import type { Decomposition, NetworkStructure } from './types.js';

/** The state that the kernels remember. */
interface RememberedState {
  /** k of θ_k */
  readonly step: number;
  readonly samples: Samples;
  /** ℓ, mean over the samples. */
  readonly loss: number;
}

/** Decomposes by our kernels. The state after a step is the state before the next, if that is seen with the same samples. */
export class KernelAnalysis implements RunAnalysis {
  private readonly shares: readonly ParameterShare[];
  private readonly loss: SampleLoss;
  private inputs: Samples['x'] | undefined;
  private state: RememberedState | undefined;
  /** Where each link's sums stand; anew when the heap has grown. */
  private sums: readonly KernelSums[] | undefined;

  constructor(
    network: NetworkStructure,
    private readonly source: ParameterSource,
    private readonly kernels: WasmAnalysis,
    private readonly samples: number,
  ) {
    this.shares = shareParameters(network.links);
    this.loss = new SampleLoss(network.loss, samples, network.links.at(-1)!.outputs);
  }

  before(step: number, samples: Samples): void {
    if (this.state?.step === step && this.state.samples === samples) return;
    this.bring(samples);
    this.kernels.remember();
    this.state = this.stateOf(step, samples);
  }

  after(step: number, samples: Samples): Decomposition {
    const before = this.state;
    if (before?.step !== step) throw new Error(`the state before step ${step} was not taken up`);
    this.bring(samples);
    const sums = this.kernels.compare();
    this.state = this.stateOf(step + 1, samples);
    if (this.sums?.[0]?.sums !== sums) {
      const { sumsPerLink } = this.kernels;
      this.sums = this.shares.map((_, m) => ({ sums, at: m * sumsPerLink, rows: this.samples }));
    }
    return decomposeSums(this.sums, this.shares, before.loss);
  }

  /** @throws RangeError for another number of samples */
  private bring(samples: Samples): void {
    if (samples.samples !== this.samples) {
      throw new RangeError(`${samples.samples} samples in an analysis of ${this.samples}`);
    }
    if (this.inputs !== samples.x) this.kernels.setInputs(samples.x);
    this.inputs = samples.x;
    if (this.source.places === undefined) this.kernels.load(this.source.parameters());
  }

  private stateOf(step: number, samples: Samples): RememberedState {
    const { outputs, outputRow } = this.kernels;
    return { step, samples, loss: this.loss.mean(outputs, outputRow, samples.y) };
  }
}
