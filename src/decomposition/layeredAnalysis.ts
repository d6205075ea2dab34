import { CompensatedSum } from '../base/compensatedSum.js';
import { ACTIVATIONS, type ActivationName } from '../base/activation.js';
import { instantiateAnalysis } from '../kernels/analysisFunctions.js';
import { privateHeap } from '../kernels/kernelHeap.js';
import { WasmLink } from '../kernels/wasmLink.js';
import { channelsOf } from '../network/parameterLayout.js';
import { sizeOf } from '../network/shape.js';
import { applyOperations } from './forward/operations.js';
import { prepareNetwork, type PreparedLink, type PreparedNetwork } from './forward/prepareNetwork.js';
import { addSkips } from './forward/skips.js';
import { decomposeSums, type KernelSums } from './kernelTerms.js';
import { compactRows, deliverFresh, linkProducts, type LinkProducts } from './layeredLink.js';
import { addWeightKinetic } from './linkTerms.js';
import { shareParameters, weightArrays, type ParameterShare } from './parameterShares.js';
import type { ParameterSource, RunAnalysis, Samples } from './runAnalysis.js';
import { SampleLoss } from './sampleLoss.js';
import type { Decomposition, FloatArray, LinkParameters, NetworkStructure } from './types.js';

interface LayeredLink {
  readonly prepared: PreparedLink;
  readonly products: LinkProducts;
  readonly kernels: WasmLink;
  /** In the state that is remembered: the parameters of K_W whose change the kernels do not sum. */
  before: readonly FloatArray[] | undefined;
}

/** The state that the kernels remember. */
interface RememberedState {
  /** k of θ_k */
  readonly step: number;
  readonly samples: Samples;
  /** ℓ, mean over the samples. */
  readonly loss: number;
}

/** What a pass leaves. */
interface Pass {
  readonly links: readonly KernelSums[];
  readonly state: RememberedState;
}

/**
 * Decomposes networks of every kind of layer: matrix products, activations and sums by our kernels, norms, pools and what
 * else lies between links by plain TypeScript.
 */
export class LayeredAnalysis implements RunAnalysis {
  private readonly prepared: PreparedNetwork;
  private readonly links: readonly LayeredLink[];
  private readonly shares: readonly ParameterShare[];
  private loss: SampleLoss | undefined;
  private state: RememberedState | undefined;

  /** @throws RangeError when there is no room for it */
  constructor(
    private readonly network: NetworkStructure,
    private readonly source: ParameterSource<Float32Array>,
    private readonly samples: number,
    module: WebAssembly.Module,
  ) {
    this.prepared = prepareNetwork(network);
    this.shares = shareParameters(network.links);
    const heap = source.live?.heap ?? privateHeap();
    const copies = source.live === undefined;
    const kernels = instantiateAnalysis(module, heap.memory);
    this.links = this.prepared.links.map((prepared) => {
      const products = linkProducts(prepared);
      const outputs = channelsOf(prepared.link.outputShape);
      const sizes = {
        rows: samples * products.places,
        hidden: samples * sizeOf(prepared.link.inputShape),
        inputs: products.inputs,
        outputs,
        windows: products.grid,
      };
      return { prepared, products, kernels: new WasmLink(kernels, heap, sizes, copies), before: undefined };
    });
  }

  before(step: number, samples: Samples): void {
    if (this.state?.step === step && this.state.samples === samples) return;
    this.state = this.pass(step, samples).state;
  }

  after(step: number, samples: Samples): Decomposition {
    const before = this.state;
    if (before?.step !== step) throw new Error(`the state before step ${step} was not taken up`);
    const { links, state } = this.pass(step + 1, samples);
    this.state = state;
    return decomposeSums(links, this.shares, before.loss);
  }

  /**
   * Runs samples through the network with the parameters as they are now, as `runForward` does, and sums what has changed
   * since the pass before.
   * @throws RangeError for another number of samples
   */
  private pass(step: number, samples: Samples): Pass {
    if (samples.samples !== this.samples) {
      throw new RangeError(`${samples.samples} samples in an analysis of ${this.samples}`);
    }
    const { live } = this.source;
    const parameters = live === undefined ? this.source.parameters() : live.views();
    const neurons: FloatArray[] = [samples.x];
    const activated: FloatArray[] = [samples.x];
    const sums = this.links.map((link, m): KernelSums => {
      const own = parameters[m]!;
      if (m > 0) activated.push(this.activate(m, link.prepared.link.activationIn, neurons[m]!));
      const { prepared, products, kernels } = link;
      const hidden = applyOperations(prepared.operationsIn, own.operations, activated[m]!, this.samples);
      const { counted } = this.shares[m]!;
      const kinetic = deliverFresh(prepared, products, kernels, own, hidden, this.samples, counted.weights);
      const left = kernels.takeUp(own.norm?.shift ?? own.bias);
      left[0] = this.weightKinetic(link, this.shares[m]!, own, kinetic);
      const states = { neurons, hidden: activated };
      const delivered = deliveredBy(link);
      neurons.push(addSkips(delivered, prepared.skips, this.prepared, parameters, states, this.samples));
      return { sums: left, at: 0, rows: kernels.rows };
    });
    const head = this.activate(neurons.length - 1, this.network.outputActivation, neurons.at(-1)!);
    const normsOut = parameters.at(-1)?.operationsOut;
    const outputs = applyOperations(this.prepared.operationsOut, normsOut, head, this.samples);
    const width = outputs.length / this.samples;
    this.loss ??= new SampleLoss(this.network.loss, this.samples, width);
    const loss = this.loss.mean(outputs, width, samples.y);
    return { links: sums, state: { step, samples, loss } };
  }

  /** σ(z^(m)) */
  private activate(m: number, activation: ActivationName, neurons: FloatArray): FloatArray {
    if (activation === 'linear') return neurons;
    // X is never activated, and everything else is float64.
    if (neurons instanceof Float32Array) return neurons.map(ACTIVATIONS[activation].value);
    return this.links[m - 1]!.kernels.activate(activation, neurons);
  }

  /** @param ofWeights ½‖Ẇ‖² of W if the kernels have summed it */
  private weightKinetic(
    link: LayeredLink,
    { counted }: ParameterShare,
    own: LinkParameters,
    ofWeights: number | undefined,
  ): number {
    const rest = weightArrays(own, ofWeights === undefined ? counted : { ...counted, weights: false });
    if (rest.length === 0) return ofWeights ?? 0;
    const sum = new CompensatedSum();
    if (link.before === undefined) link.before = rest.map((array) => array.slice());
    else {
      link.before.forEach((array, i) => {
        addWeightKinetic(sum, array, rest[i]!);
        array.set(rest[i]!);
      });
    }
    return (ofWeights ?? 0) + sum.value;
  }
}

/** What a link delivers, samples × N_(m+1): overwritten by the next pass. */
function deliveredBy({ prepared, kernels }: LayeredLink): Float64Array {
  const channels = channelsOf(prepared.link.outputShape);
  const { delivered, deliveredRow, rows } = kernels;
  return deliveredRow === channels ? delivered : compactRows(delivered, deliveredRow, channels, rows);
}
