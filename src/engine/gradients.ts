import type { Tensor } from './tensorStore.js';

/** Gradients by parameter. Where a parameter stands in several places, theirs add up: so it is with tied links. */
export class Gradients {
  private readonly sums = new Map<Tensor['dataId'], Tensor>();

  /** @param sumOf a + b, of one shape */
  constructor(private readonly sumOf: (a: Tensor, b: Tensor) => Tensor) {}

  /** @param gradient of the parameter's shape; temporary */
  add(parameter: Tensor, gradient: Tensor): void {
    const sum = this.sums.get(parameter.dataId);
    this.sums.set(parameter.dataId, sum === undefined ? gradient : this.sumOf(sum, gradient));
  }

  /** Undefined for a parameter that nothing was added for: frozen ones have none. */
  of(parameter: Tensor): Tensor | undefined {
    return this.sums.get(parameter.dataId);
  }
}
