import { createBackpropagation, type Backpropagation, type LinkTensors } from './backpropagation.js';
import { BatchSequence, type Batch } from './batches.js';
import { drawInitialParameters, type Float32LinkParameters } from './initialParameters.js';
import { Kernels } from './kernels.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';

/** Trains a chain of dense links by stochastic gradient descent in float32 on the active TF.js backend. */
export class KernelEngine implements TrainingEngine {
  readonly path = 'kernels';
  private readonly kernels = new Kernels();
  private readonly backpropagate: Backpropagation;
  private readonly batches: BatchSequence;
  private tensors: readonly LinkTensors[];
  private snapshot: readonly Float32LinkParameters[] | undefined;

  /** @throws Error when the active backend lacks a kernel */
  constructor(private readonly options: EngineOptions) {
    const { network, data, training, seed } = options;
    const { batchSize, learningRate } = training;
    // Gradients come out multiplied by η: one multiplication per batch, not one per parameter.
    this.backpropagate = createBackpropagation(this.kernels, network, batchSize, learningRate);
    this.batches = new BatchSequence(data, batchSize, seed);
    this.tensors = drawInitialParameters(network.links, seed).map(({ weights, bias }, m) => {
      const { inputs, outputs } = network.links[m]!;
      return {
        weights: this.kernels.upload(weights, [inputs, outputs]),
        bias: bias && this.kernels.upload(bias, [outputs]),
      };
    });
  }

  get batch(): Batch {
    return this.batches.current;
  }

  step(): number {
    const { network } = this.options;
    const { samples, x, y } = this.batch;
    const inputs = this.kernels.uploadTemporary(x, [samples, network.inputs]);
    const targets = this.kernels.uploadTemporary(y, [samples, network.outputs]);
    const { loss, gradients } = this.backpropagate(this.tensors, inputs, targets);
    this.tensors = this.tensors.map(({ weights, bias }, m) => {
      const change = gradients[m]!;
      return {
        weights: this.replace(weights, change.weights),
        bias: bias && change.bias && this.replace(bias, change.bias),
      };
    });
    this.kernels.releaseTemporaries();
    this.snapshot = undefined;
    this.batches.advance();
    return loss;
  }

  parameters(): readonly Float32LinkParameters[] {
    this.snapshot ??= this.tensors.map(({ weights, bias }) => ({
      weights: this.kernels.read(weights),
      bias: bias && this.kernels.read(bias),
    }));
    return this.snapshot;
  }

  dispose(): void {
    for (const { weights, bias } of this.tensors) {
      this.kernels.dispose(weights);
      if (bias !== undefined) this.kernels.dispose(bias);
    }
    this.tensors = [];
    this.kernels.disposeAll();
  }

  private replace(parameter: LinkTensors['weights'], change: LinkTensors['weights']): LinkTensors['weights'] {
    const replacement = this.kernels.subtractOwned(parameter, change);
    this.kernels.dispose(parameter);
    return replacement;
  }
}
