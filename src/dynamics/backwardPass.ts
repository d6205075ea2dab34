import { LOSSES } from '../base/loss.js';
import type { FloatArray, LinkParameters, ParameterSnapshot } from '../decomposition/types.js';
import type { NormParameters } from '../network/parameterLayout.js';
import type { Linearization } from './linearization.js';
import { pullBack } from './operationStages.js';
import type { NormStage } from './stage.js';

/** Where a norm was met, with δ = ∂ℓ/∂(what comes out of it) there. A norm on the way of a skip is met more than once. */
interface NormUse {
  readonly stage: NormStage;
  readonly delta: Float64Array;
  readonly in: (gradient: ParameterSnapshot<Float64Array>) => NormParameters<Float64Array> | undefined;
}

/** The errors of backpropagation through a network, sample by sample: of ℓ of each sample, not of the mean. */
export interface BackwardPass {
  readonly samples: number;
  /** Entry m is δ^(m) = dℓ/dz^(m), through all ways, m = 0 … M, δ^(0) = dℓ/dX; each samples × N_m. */
  readonly deltas: readonly Float64Array[];
  /** Entry m is ∂ℓ/∂(W^(m) h^(m) + b^(m)): δ^(m+1), or behind a norm that of what goes into it; samples × N_(m+1). */
  readonly sums: readonly Float64Array[];
  readonly norms: readonly NormUse[];
}

/**
 * Backpropagation in float64 through every kind of layer, with skips: δ^(m) = ∂ℓ/∂z^(m) (THEORY §0, §3).
 * @param targets Y, samples × outputs, row-major
 * @throws RangeError when there are not as many targets as outputs
 */
export function runBackward(point: Linearization, targets: FloatArray): BackwardPass {
  const { structure, samples, pass } = point;
  const { outputs } = pass;
  if (targets.length !== outputs.length) {
    throw new RangeError(`${targets.length} targets for ${outputs.length} outputs`);
  }
  const width = outputs.length / samples;
  const delta = new Float64Array(outputs.length);
  for (let s = 0; s < samples; s++) {
    const [start, end] = [s * width, (s + 1) * width];
    const { gradient } = LOSSES[structure.loss];
    delta.set(gradient(outputs.subarray(start, end), targets.subarray(start, end)), start);
  }
  return pullThrough(point, delta);
}

/**
 * Pulls any covector of the outputs back through the network.
 * @param delta ∂ℓ/∂(outputs), samples × outputs
 */
function pullThrough(point: Linearization, delta: Float64Array): BackwardPass {
  const { links, head, samples } = point;
  const last = links.length;
  const norms: NormUse[] = [];
  /** δ^(m) as far as it has been gathered: a skip gives its part before the links in between give theirs. */
  const gathered = new Map<number, Float64Array>();
  const gather = (m: number, part: Float64Array): void => {
    const known = gathered.get(m);
    gathered.set(m, known === undefined ? part : known.map((value, at) => value + part[at]!));
  };
  gather(
    last,
    pullBack(head, delta, (stage, i, at) => {
      norms.push({ stage, delta: at, in: (gradient) => gradient[last - 1]?.operationsOut?.[i] });
    }),
  );
  const sums: Float64Array[] = [];
  for (let m = last - 1; m >= 0; m--) {
    const { skips } = links[m]!;
    const above = gathered.get(m + 1)!;
    for (const { from, path } of skips) {
      const pulled = pullBack(path, above, (stage, i, at) => {
        norms.push({ stage, delta: at, in: (gradient) => gradient[from]?.operations?.[i] });
      });
      gather(from, pulled);
    }
    const link = pullThroughLink(point, m, above, (stage, at, find) => {
      norms.push({ stage, delta: at, in: (gradient) => find(gradient[m]) });
    });
    sums[m] = link.sums;
    gather(m, link.below);
  }
  return { samples, deltas: Array.from({ length: last + 1 }, (_, m) => gathered.get(m)!), sums, norms };
}

/** A covector pulled through one link, without its skips. */
interface PulledLink {
  /** ∂/∂(W^(m) h^(m) + b^(m)) */
  readonly sums: Float64Array;
  /** ∂/∂z^(m) */
  readonly below: Float64Array;
}

type FindNorm = (link: LinkParameters<Float64Array> | undefined) => NormParameters<Float64Array> | undefined;

/**
 * Pulls a covector at z^(m+1) through the norm, the weights and the input side of link m: D_m W^(m)ᵀ δ of a plain one.
 * @param delta samples × N_(m+1)
 * @param meet called for each norm on the way with its δ, and where its parameters are in those of the link
 */
export function pullThroughLink(
  { links, parameters, samples }: Linearization,
  m: number,
  delta: Float64Array,
  meet: (stage: NormStage, delta: Float64Array, find: FindNorm) => void = () => undefined,
): PulledLink {
  const { input, map, norm } = links[m]!;
  if (norm !== undefined) meet(norm, delta, (link) => link?.norm);
  const sums = norm === undefined ? delta : norm.pull(delta);
  const hidden = map.transpose(sums, parameters[m]!.weights, samples);
  const below = pullBack(input, hidden, (stage, i, at) => {
    meet(stage, at, (link) => link?.operations?.[i]);
  });
  return { sums, below };
}
