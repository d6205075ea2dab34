import type { FloatArray } from '../decomposition/types.js';
import type { TrainingEngine } from '../engine/trainingEngine.js';
import { instantiateAnalysis } from '../kernels/analysisFunctions.js';
import { parameterArrays } from '../network/parameterArrays.js';

/** A piece of the kernels' memory. */
interface Piece {
  readonly address: number;
  readonly count: number;
}

/** Tells whether all parameters of a training are finite numbers; by our kernels where they lie, if these can read them there. */
export class FiniteCheck {
  private readonly check: () => boolean;

  constructor(engine: TrainingEngine, kernels: WebAssembly.Module | undefined) {
    const { places } = engine;
    if (places === undefined || kernels === undefined) {
      this.check = () =>
        engine.parameters().every((own) => parameterArrays(own).every(({ values }) => areFinite(values)));
      return;
    }
    const pieces = engine.parameters().flatMap(({ weights, bias }, m): Piece[] => {
      const place = places.links[m]!;
      return [
        { address: place.weights, count: weights.length },
        ...(bias === undefined || place.bias === undefined
          ? []
          : [{ address: place.bias, count: bias.length }]),
      ];
    });
    const { areFinite: check } = instantiateAnalysis(kernels, places.heap.memory);
    this.check = () => pieces.every(({ address, count }) => check(address, count) === 1);
  }

  /** Of the parameters as they are now. */
  get passes(): boolean {
    return this.check();
  }
}

function areFinite(values: FloatArray): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
