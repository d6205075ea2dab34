import type { Optimizer } from '../network/types.js';

/** How parameters are to be moved at a step; the numbers of corrections.ts are known. */
export interface PlainMove {
  readonly optimizer: Optimizer;
  /** η of the link. */
  readonly rate: number;
  /** λ of ½ λ ‖w‖². */
  readonly decay: number;
  readonly pace: number;
  readonly margin: number;
}

/** What an optimizer remembers of an array of parameters; empty where it remembers nothing. */
export interface PlainMemory {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Moves parameters by the gradient of the loss: the update of the kernels (assembly/update.ts). */
export function movePlain(
  parameters: Float32Array,
  gradient: Float64Array,
  { first, second }: PlainMemory,
  { optimizer, rate, decay, pace, margin }: PlainMove,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const w = parameters[i]!;
    const g = gradient[i]! + decay * w;
    switch (optimizer.kind) {
      case 'sgd':
        parameters[i] = w - rate * g;
        break;
      case 'momentum':
      case 'nesterov': {
        const step = rate * g;
        const v = optimizer.momentum * first[i]! - step;
        first[i] = v;
        parameters[i] = w + (optimizer.kind === 'nesterov' ? optimizer.momentum * v - step : v);
        break;
      }
      case 'adam':
        first[i] = optimizer.beta1 * first[i]! + g;
        second[i] = optimizer.beta2 * second[i]! + g * g;
        parameters[i] = w - (rate * pace * first[i]!) / (Math.sqrt(second[i]!) + margin);
        break;
      case 'rmsprop':
        second[i] = optimizer.decay * second[i]! + g * g;
        parameters[i] = w - (rate * pace * g) / (Math.sqrt(second[i]!) + margin);
        break;
    }
  }
}
