import type { Optimizer } from '../network/types.js';

/**
 * Adam and RMSProp remember m/(1 − β₁) and v/(1 − β₂), so that a step adds plain gradients to them: θ ← θ − η p m/(√v + q),
 * with Adam's corrections for its start, 1 − β₁^t and 1 − β₂^t (Kingma, Ba 2015), multiplied through into the pace p and
 * the margin q. For the others p = 1, q = 0 and neither is used.
 */

/** @param step k, from 0 */
export function paceOf(optimizer: Optimizer, step: number): number {
  switch (optimizer.kind) {
    case 'adam':
      return (
        (1 - optimizer.beta1) / (1 - optimizer.beta1 ** (step + 1)) / rootCorrection(optimizer.beta2, step)
      );
    case 'rmsprop':
      return 1 / Math.sqrt(1 - optimizer.decay);
    default:
      return 1;
  }
}

/** @param step k, from 0 */
export function marginOf(optimizer: Optimizer, step: number): number {
  switch (optimizer.kind) {
    case 'adam':
      return optimizer.epsilon / rootCorrection(optimizer.beta2, step);
    case 'rmsprop':
      return optimizer.epsilon / Math.sqrt(1 - optimizer.decay);
    default:
      return 0;
  }
}

const rootCorrection = (beta2: number, step: number): number =>
  Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)));

/** What an optimizer remembers of every parameter: `first`, a velocity or mean, and `second`, a mean of squares. */
export function memoryOf({ kind }: Optimizer): { readonly first: boolean; readonly second: boolean } {
  return {
    first: kind === 'momentum' || kind === 'nesterov' || kind === 'adam',
    second: kind === 'adam' || kind === 'rmsprop',
  };
}
