import { ACTIVATIONS, type ActivationName } from '../base/activation.js';
import { windowGrid } from '../decomposition/forward/windowGrid.js';
import type { FloatArray } from '../decomposition/types.js';
import { channelsOf, type OperationParameters } from '../network/parameterLayout.js';
import { shapesThrough } from '../network/operationShapes.js';
import type { InputOperation, Shape } from '../network/types.js';
import { normStage } from './normStage.js';
import { averagePoolStage, globalAverageStage, maxPoolStage } from './poolStage.js';
import { elementwiseStage, type NormStage, type Stage } from './stage.js';

/** A stage of a path, and which operation it is. */
export type PathStage =
  | { readonly kind: 'fixed'; readonly stage: Stage }
  /** @property operation index into the operations whose parameters it uses */
  | { readonly kind: 'norm'; readonly stage: NormStage; readonly operation: number };

/** The way of a value through an activation and operations, at a point. Stages that change nothing are left out. */
export interface LinearizedPath {
  readonly stages: readonly PathStage[];
  /** What comes out; samples × numbers of the last shape. */
  readonly values: FloatArray;
}

/** σ(z) and σ′(z). */
function activationStage(name: ActivationName, values: FloatArray): Stage {
  const { value, derivative } = ACTIVATIONS[name];
  const promoted = new Float64Array(values);
  return elementwiseStage(promoted.map(value), promoted.map(derivative));
}

/** What a path goes through. */
export interface PathPlan {
  readonly activation: ActivationName;
  readonly operations: readonly InputOperation[];
  /** Which of the operations apply, in order; all if left out. */
  readonly which?: readonly number[];
  /** Of a sample of the value that goes in. */
  readonly shape: Shape;
}

/** Follows a value along a path; dropout is off. */
export function linearizePath(
  { activation, operations, which, shape }: PathPlan,
  parameters: OperationParameters | undefined,
  start: FloatArray,
  samples: number,
): LinearizedPath {
  const stages: PathStage[] = [];
  let values = start;
  const add = (each: PathStage): void => {
    stages.push(each);
    values = each.stage.values;
  };
  if (activation !== 'linear') add({ kind: 'fixed', stage: activationStage(activation, values) });
  const indices = which ?? operations.map((_, i) => i);
  const chosen = indices.map((i) => operations[i]!);
  const shapes = shapesThrough(shape, chosen);
  for (const [place, operation] of indices.entries()) {
    const [input, output] = [shapes[place]!, shapes[place + 1]!];
    const each = operationStage(chosen[place]!, operation, input, output, parameters, values, samples);
    if (each !== undefined) add(each);
  }
  return { stages, values };
}

/** @returns undefined for an operation that leaves the numbers as they are */
function operationStage(
  chosen: InputOperation,
  operation: number,
  input: Shape,
  output: Shape,
  parameters: OperationParameters | undefined,
  values: FloatArray,
  samples: number,
): PathStage | undefined {
  const fixed = (stage: Stage): PathStage => ({ kind: 'fixed', stage });
  const channels = channelsOf(input);
  switch (chosen.kind) {
    case 'flatten':
    case 'dropout':
      return undefined;
    case 'activation':
      return chosen.name === 'linear' ? undefined : fixed(activationStage(chosen.name, values));
    case 'layerNorm':
    case 'batchNorm': {
      const norm = parameters?.[operation];
      if (norm === undefined) throw new RangeError(`no parameters for a ${chosen.kind}`);
      return { kind: 'norm', operation, stage: normStage(chosen.kind, values, samples, norm, channels) };
    }
    case 'globalAveragePool':
      return fixed(globalAverageStage(values, samples, channels));
    case 'maxPool':
      return fixed(maxPoolStage(windowGrid(input, output, chosen.window), values, samples));
    case 'avgPool':
      return fixed(averagePoolStage(windowGrid(input, output, chosen.window), values, samples));
  }
}

/** The velocity of what comes out of a path. */
export function pushAlong(
  { stages }: LinearizedPath,
  velocity: Float64Array,
  moving: OperationParameters | undefined,
): Float64Array {
  let pushed = velocity;
  for (const each of stages) {
    pushed = each.stage.push(pushed, each.kind === 'norm' ? moving?.[each.operation] : undefined);
  }
  return pushed;
}

/**
 * ∂ℓ/∂(what goes into a path), from δ = ∂ℓ/∂(what comes out).
 * @param meet called for each norm on the way with its δ
 */
export function pullBack(
  { stages }: LinearizedPath,
  delta: Float64Array,
  meet: (stage: NormStage, operation: number, delta: Float64Array) => void,
): Float64Array {
  let pulled = delta;
  for (const each of [...stages].reverse()) {
    if (each.kind === 'norm') meet(each.stage, each.operation, pulled);
    pulled = each.stage.pull(pulled);
  }
  return pulled;
}
