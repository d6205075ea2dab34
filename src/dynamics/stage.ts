import type { NormParameters } from '../network/parameterLayout.js';

/**
 * One operation between two values of a network at a point, with its derivative there. Arrays hold whole samples,
 * row-major.
 */
export interface Stage {
  /** What comes out. */
  readonly values: Float64Array;
  /**
   * The velocity of what comes out, from that of what goes in and, for a norm, those of its parameters.
   * @param moving ġ, β̇ and the change of moving statistics; undefined where they rest
   */
  readonly push: (velocity: Float64Array, moving: NormParameters | undefined) => Float64Array;
  /** ∂ℓ/∂(what goes in), from δ = ∂ℓ/∂(what comes out). */
  readonly pull: (delta: Float64Array) => Float64Array;
}

/** An operation with parameters. */
export interface NormStage extends Stage {
  /**
   * Adds ∂ℓ/∂g, ∂ℓ/∂β and, of a batchNorm, ∂ℓ/∂(moving mean) and ∂ℓ/∂(moving variance) of the samples from `first` up to
   * `last` to `into`.
   * @param delta ∂ℓ/∂(what comes out) of all samples
   */
  readonly addGradient: (
    into: NormParameters<Float64Array>,
    delta: Float64Array,
    first: number,
    last: number,
  ) => void;
}

/** A stage that multiplies every number by its slope. */
export function elementwiseStage(values: Float64Array, slopes: Float64Array): Stage {
  const scale = (vector: Float64Array): Float64Array => {
    const scaled = new Float64Array(vector.length);
    for (let at = 0; at < scaled.length; at++) scaled[at] = vector[at]! * slopes[at]!;
    return scaled;
  };
  return { values, push: scale, pull: scale };
}
