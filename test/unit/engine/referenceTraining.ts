import type { EngineOptions, TrainingEngine } from '../../../src/engine/trainingEngine.js';
import { rateFactor } from '../../../src/engine/schedule.js';
import type { Optimizer } from '../../../src/network/types.js';
import { centralDifferences, referenceLoss, type ReferenceParameters } from './referenceNetwork.js';

/** One step of an optimiser on one array in float64, as its publication writes it. */
export type ReferenceUpdate = (
  values: Float64Array,
  gradient: Float64Array,
  rate: number,
  step: number,
) => void;

/** Every array of parameters has an update of its own, which remembers. */
export function referenceUpdate(optimizer: Optimizer, count: number): ReferenceUpdate {
  const first = new Float64Array(count);
  const second = new Float64Array(count);
  return (values, gradient, rate, step) => {
    gradient.forEach((g, i) => {
      switch (optimizer.kind) {
        case 'sgd':
          values[i]! -= rate * g;
          break;
        case 'momentum':
          first[i] = optimizer.momentum * first[i]! - rate * g;
          values[i]! += first[i];
          break;
        case 'nesterov':
          first[i] = optimizer.momentum * first[i]! - rate * g;
          values[i]! += optimizer.momentum * first[i] - rate * g;
          break;
        case 'adam': {
          const { beta1, beta2, epsilon } = optimizer;
          first[i] = beta1 * first[i]! + (1 - beta1) * g;
          second[i] = beta2 * second[i]! + (1 - beta2) * g * g;
          const mean = first[i] / (1 - beta1 ** (step + 1));
          const square = second[i] / (1 - beta2 ** (step + 1));
          values[i]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
          break;
        }
        case 'rmsprop':
          second[i] = optimizer.decay * second[i]! + (1 - optimizer.decay) * g * g;
          values[i]! -= (rate * g) / (Math.sqrt(second[i]) + optimizer.epsilon);
          break;
      }
    });
  };
}

/**
 * Trains in float64 beside an engine, on its batches and from its initial parameters: gradients by finite differences,
 * those of tied links as what they are, a change of one array that stands in several places.
 */
export class ReferenceTraining {
  readonly parameters: readonly ReferenceParameters[];
  private readonly updates: readonly { weights: ReferenceUpdate; bias: ReferenceUpdate }[];
  private steps = 0;

  constructor(
    private readonly options: EngineOptions,
    engine: TrainingEngine,
  ) {
    const { network, training } = options;
    const own = engine.parameters().map(({ weights, bias }) => ({
      weights: Float64Array.from(weights),
      bias: bias && Float64Array.from(bias),
    }));
    this.parameters = own.map((parameters, m) => own[network.links[m]!.tiedTo ?? m] ?? parameters);
    this.updates = own.map(({ weights, bias = [] }) => ({
      weights: referenceUpdate(training.optimizer, weights.length),
      bias: referenceUpdate(training.optimizer, bias.length),
    }));
  }

  /** Takes the step that the engine will take on its present batch. */
  step(engine: TrainingEngine): void {
    const { network, training } = this.options;
    const loss = (): number => referenceLoss(network, this.parameters, engine.batch);
    const rate = training.learningRate * rateFactor(training.schedule, this.steps, training.steps);
    const gradients = this.parameters.map(({ weights, bias }) => ({
      weights: centralDifferences(weights, loss),
      bias: bias && centralDifferences(bias, loss),
    }));
    network.links.forEach(({ frozen, tiedTo, learningRateMultiplier, weightDecay }, m) => {
      if (frozen || tiedTo !== undefined) return;
      const { weights, bias } = this.parameters[m]!;
      const ownRate = rate * learningRateMultiplier;
      const gradient = gradients[m]!.weights.map((g, i) => g + weightDecay * weights[i]!);
      this.updates[m]!.weights(weights, gradient, ownRate, this.steps);
      if (bias !== undefined) this.updates[m]!.bias(bias, gradients[m]!.bias!, ownRate, this.steps);
    });
    this.steps++;
  }
}

/** The largest difference of any parameter. */
export function largestDifference(reference: ReferenceTraining, engine: TrainingEngine): number {
  const differences = engine.parameters().flatMap(({ weights, bias = new Float32Array() }, m) => {
    const expected = reference.parameters[m]!;
    return [
      ...[...weights].map((value, i) => Math.abs(value - expected.weights[i]!)),
      ...[...bias].map((value, i) => Math.abs(value - expected.bias![i]!)),
    ];
  });
  return Math.max(...differences);
}
