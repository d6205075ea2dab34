import type { DataPlan } from '../data/types.js';
import { shapesThrough } from './operationShapes.js';
import { sizeOf } from './shape.js';
import type { AnalysisPlan, Network, Optimizer, TrainingPlan } from './types.js';

/** What a run needs memory for, in the words of a message. */
export type MemoryPart = 'parameters' | 'batch' | 'probe' | 'data';

/**
 * Bytes that a run needs at the least: what must be there at the same time, without copies and what a step makes on
 * its way.
 */
export interface MemoryEstimate {
  /** Parameters, their gradients and what the optimiser remembers of them, float32. */
  readonly parameters: number;
  /** All values of a batch on their way through the network, which the way back needs, float32. */
  readonly batch: number;
  /** Neurons of the samples that are analysed, float64. */
  readonly probe: number;
  /** The samples, float32; those of a table in float64, too. */
  readonly data: number;
  readonly total: number;
}

/** Arrays of a parameter's size: itself, its gradient, and what the optimiser remembers. */
function arraysOf({ kind }: Optimizer): number {
  switch (kind) {
    case 'sgd':
      return 2;
    case 'momentum':
    case 'nesterov':
    case 'rmsprop':
      return 3;
    case 'adam':
      return 4;
  }
}

/** Numbers of one sample that stand in memory until the way back has passed them: outputs of links, norms, activations, operations. */
function keptNumbers({ links, inputShape, inputs, operationsOut, outputActivation }: Network): number {
  const after = (shape: readonly number[], operations: Network['operationsOut']): number =>
    shapesThrough(shape, operations)
      .slice(1)
      // To flatten moves nothing.
      .reduce((sum, each, i) => sum + (operations[i]!.kind === 'flatten' ? 0 : sizeOf(each)), 0);
  let count = inputs + after(links.at(-1)?.outputShape ?? inputShape, operationsOut);
  links.forEach(({ outputs, norm, skips, operationsIn }, m) => {
    const activation = links[m + 1]?.activationIn ?? outputActivation;
    const values =
      1 + (norm === undefined ? 0 : 1) + (activation === 'linear' ? 0 : 1) + (skips.length === 0 ? 0 : 1);
    count += outputs * values + after(links[m - 1]?.outputShape ?? inputShape, operationsIn);
  });
  return count;
}

export interface EstimatedRun {
  readonly network: Network;
  readonly data: DataPlan;
  readonly training: Pick<TrainingPlan, 'optimizer' | 'batchSize'>;
  readonly analysis: Pick<AnalysisPlan, 'mode' | 'probe'>;
}

/** What a run needs, from its plan alone. */
export function estimateMemory({ network, data, training, analysis }: EstimatedRun): MemoryEstimate {
  const analysed = analysis.mode === 'probe' ? analysis.probe : training.batchSize;
  const neurons = network.links.reduce((sum, { outputs }) => sum + outputs, network.inputs);
  const parts: Readonly<Record<MemoryPart, number>> = {
    parameters: 4 * network.parameterCount * arraysOf(training.optimizer),
    batch: 4 * training.batchSize * keptNumbers(network),
    probe: 8 * analysed * neurons,
    data: data.samples * (data.inputs + data.outputs) * (data.source === 'csv' ? 12 : 4),
  };
  return { ...parts, total: parts.parameters + parts.batch + parts.probe + parts.data };
}

const ADVICE: Readonly<Record<MemoryPart, { readonly what: string; readonly advice: string }>> = {
  parameters: {
    what: 'parameters, gradients and the memory of the optimiser',
    advice: 'make the layers narrower, or use sgd',
  },
  batch: {
    what: 'the values of a batch in all layers',
    advice: 'lower training.batchSize, or make the layers narrower',
  },
  probe: { what: 'the neurons that are analysed', advice: 'lower analysis.probe' },
  data: { what: 'the samples', advice: 'take fewer samples' },
};

/** Bytes as people write them: `512 MB`, `3.2 GB`. */
export const writeBytes = (bytes: number): string =>
  bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

/** The largest part of an estimate, and what to do about it, in a sentence. */
export function memoryAdvice(estimate: MemoryEstimate): string {
  const parts = ['batch', 'parameters', 'probe', 'data'] as const;
  const largest = parts.reduce((a, b) => (estimate[b] > estimate[a] ? b : a));
  const { what, advice } = ADVICE[largest];
  return `Most of it, ${writeBytes(estimate[largest])}, is for ${what}: ${advice}.`;
}

/**
 * Why a run cannot fit into a machine, with the number and what to do; undefined where it may.
 * @param available bytes of memory that the machine has, or lets the process have
 */
export function memoryProblem(run: EstimatedRun, available: number): string | undefined {
  const estimate = estimateMemory(run);
  if (estimate.total <= available) return undefined;
  return `The run needs at least ${writeBytes(estimate.total)} of memory, and there are ${writeBytes(available)}. ${memoryAdvice(estimate)}`;
}
