import type { ParameterPlaces } from '../kernels/analysisPlan.js';
import type { ChainParameters, ChainTrainer } from '../kernels/chainPlan.js';
import { BatchSequence, type Batch } from './batches.js';
import { drawInitialParameters, type Float32LinkParameters } from './initialParameters.js';
import { rateFactor } from './schedule.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';

/** Trains a chain of dense links in float32, each step in one call. */
export class FusedEngine implements TrainingEngine {
  readonly path = 'fused';
  private readonly chain: ChainTrainer;
  private readonly batches: BatchSequence;
  private snapshot: readonly Float32LinkParameters[] | undefined;
  private steps = 0;

  /** @param createChain makes what takes the steps, from θ_0 */
  constructor(
    private readonly options: EngineOptions,
    createChain: (initial: readonly ChainParameters[]) => ChainTrainer,
  ) {
    const { network, data, training, seed } = options;
    this.batches = new BatchSequence(data, training.batchSize, seed);
    this.chain = createChain(drawInitialParameters(network.links, seed));
  }

  get batch(): Batch {
    return this.batches.current;
  }

  get places(): ParameterPlaces | undefined {
    return this.chain.places;
  }

  step(): number {
    const { training } = this.options;
    const rate = training.learningRate * rateFactor(training.schedule, this.steps, training.steps);
    this.batches.copyCurrent(this.chain.inputs, this.chain.targets);
    const loss = this.chain.step(rate);
    this.snapshot = undefined;
    this.batches.advance();
    this.steps++;
    return loss;
  }

  parameters(): readonly Float32LinkParameters[] {
    this.snapshot ??= this.chain.parameters();
    return this.snapshot;
  }

  dispose(): void {
    this.chain.dispose();
  }
}
