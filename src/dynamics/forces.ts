import type { FloatArray, ParameterSnapshot } from '../decomposition/types.js';
import { pullThroughLink, type BackwardPass } from './backwardPass.js';
import type { Inertia, InertiaGap } from './inertia.js';
import { innerProduct, squaredDistance, squaredNorm } from './innerProduct.js';
import type { Linearization } from './linearization.js';
import { pullBack } from './operationStages.js';
import { known, unknown, type Quantity } from './quantity.js';
import type { TangentPass } from './tangentPass.js';
import type { TrainedLink } from './trainedPieces.js';

/**
 * Why a neuron or a weight has no force: the motion has no mass and damping, or the step before is not known; or the link that
 * gives it has no bias of its own that moves, so that z is no free coordinate: none, a frozen one, one that tied links or the
 * positions of a convolution share (THEORY §1.3, §1.4).
 */
export type ForceGap = InertiaGap | 'noPreviousStep' | 'noBias' | 'frozen' | 'sharedBias';

/** The Euler–Lagrange forces on the neurons z^(m), root mean squares over the samples of norms over the neurons. */
export interface NeuronForces {
  /** ‖F^(m−1)‖: what the layer below does to z^(m), through the inertia and friction of its bias alone. */
  readonly below: number;
  /** ‖Σ D W^(m)ᵀF^(m)‖: what the layers above do, skips with them; at the output ‖∂_Zℓ‖, a boundary force. */
  readonly above: number;
  /** ‖E_z‖ = ‖−F^(m−1) + Σ D W^(m)ᵀF^(m)‖, at the output ‖−F^(M−1) + ∂_Zℓ‖: how far the motion is off shell. */
  readonly residual: number;
  /** F^(m−1)·ż^(m), mean over the samples: on shell the power δ^(m)·ż^(m), without backpropagation (THEORY §2.6). */
  readonly localPower: number;
}

/** The forces on the weights of a link, norms over them. */
export interface WeightForces {
  /** ‖⟨F^(m) h^(m)ᵀ⟩‖ */
  readonly neurons: number;
  /** ‖E_W‖ = ‖μẄ + cẆ + λW + ⟨F^(m) h^(m)ᵀ⟩‖ */
  readonly residual: number;
}

/** Forces by layer (THEORY §3). */
export interface LayerForces {
  /** Entry m − 1 is those on z^(m), m = 1 … M. */
  readonly neurons: readonly Quantity<ForceGap, NeuronForces>[];
  /** Entry m is those on W^(m), m = 0 … M − 1. */
  readonly weights: readonly Quantity<ForceGap, WeightForces>[];
}

/** Three successive states of the parameters. */
export interface Triple {
  readonly previous: ParameterSnapshot;
  readonly before: ParameterSnapshot;
  readonly after: ParameterSnapshot;
}

/** Why the bias of a link gives no force; undefined where it does. */
export function biasGap(links: readonly TrainedLink[], m: number): ForceGap | undefined {
  const { type, norm, bias, tiedTo, frozen } = links[m]!;
  const isShared = tiedTo !== undefined || links.some((link) => link.tiedTo === m);
  if (type === 'conv1d' || type === 'conv2d') return 'sharedBias';
  if (norm !== undefined) return undefined;
  if (!bias) return 'noBias';
  if (isShared) return 'sharedBias';
  return frozen ? 'frozen' : undefined;
}

/** −(μẍ + cẋ) of an array in three states. */
function inertialForce(
  { mass, friction }: Inertia,
  multiplier: number,
  [previous, before, after]: readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>],
): Float64Array {
  const force = new Float64Array(before.length);
  for (let i = 0; i < force.length; i++) {
    const velocity = after[i]! - before[i]!;
    const bend = velocity - (before[i]! - previous[i]!);
    force[i] = -(mass * bend + friction * velocity) / multiplier;
  }
  return force;
}

/** F^(m) = −(μβ̇^(m) + cβ^(m)) by link, β^(m) = ḃ^(m) (THEORY §3); one number a neuron of z^(m+1). */
export function shiftForces(
  links: readonly TrainedLink[],
  inertia: Inertia,
  { previous, before, after }: Triple,
): readonly Quantity<ForceGap, Float64Array>[] {
  return links.map((link, m) => {
    const gap = biasGap(links, m);
    const shifts = [previous, before, after].map((each) => each[m]!.norm?.shift ?? each[m]!.bias ?? []);
    const multiplier = link.norm === undefined ? link.learningRateMultiplier : 1;
    const [first, second, third] = shifts;
    return gap === undefined
      ? known(inertialForce(inertia, multiplier, [first!, second!, third!]))
      : unknown(gap);
  });
}

/**
 * The Euler–Lagrange equations of z and W at a state (THEORY §3): F^(m) is what the bias of link m says, and backpropagation
 * is the equation of z: on shell F^(m) = δ^(m+1). For several samples z_s are not independent coordinates (§1.4); the means
 * are reported all the same.
 * @param forces F by link, from `shiftForces`
 * @param backward of the state, for ∂_Zℓ
 * @param tangent of the step, for the local power
 * @param accelerations μẄ + cẆ + λW by link, in the layout of W, for the residual of W
 */
export function layerForces(
  point: Linearization,
  forces: readonly Quantity<ForceGap, Float64Array>[],
  { deltas }: Pick<BackwardPass, 'deltas'>,
  { neurons }: Pick<TangentPass, 'neurons'>,
  accelerations: readonly Float64Array[],
): LayerForces {
  const { samples } = point;
  const last = point.links.length;
  const broadcast = forces.map((force, m) =>
    force.value === undefined ? force : known(repeat(force.value, deltas[m + 1]!.length)),
  );
  const pulled = forces.map((force, m) =>
    force.value === undefined ? force : known(pullForce(point, m, force.value)),
  );
  return {
    neurons: forces.map((_, index) => {
      const m = index + 1;
      const below = broadcast[index]!;
      if (below.value === undefined) return below;
      const above = m === last ? known(deltas[last]!) : forceFromAbove(point, broadcast, pulled, m);
      if (above.value === undefined) return above;
      const size = (squares: number): number => Math.sqrt(squares / samples);
      return known({
        below: size(squaredNorm(below.value)),
        above: size(squaredNorm(above.value)),
        residual: size(squaredDistance(above.value, below.value)),
        localPower: innerProduct(below.value, neurons[m]!) / samples,
      });
    }),
    weights: pulled.map((force, m) => {
      if (force.value === undefined) return force;
      const { gradient } = force.value;
      const own = accelerations[m]!;
      let squares = 0;
      let errors = 0;
      for (let i = 0; i < gradient.length; i++) {
        const mean = gradient[i]! / samples;
        const error = mean + own[i]!;
        squares += mean * mean;
        errors += error * error;
      }
      return known({ neurons: Math.sqrt(squares), residual: Math.sqrt(errors) });
    }),
  };
}

/** What F^(m) does below and at link m. */
interface PulledForce {
  /** D W^(m)ᵀF^(m), samples × N_m. */
  readonly below: Float64Array;
  /** Σ_s F^(m) h_s^(m)ᵀ, in the layout of W. */
  readonly gradient: Float64Array;
}

/** @param force F^(m), one number a neuron of z^(m+1), the same for all samples */
function pullForce(point: Linearization, m: number, force: Float64Array): PulledForce {
  const { input, map, norm } = point.links[m]!;
  const { weights } = point.parameters[m]!;
  const { samples } = point;
  const gradient = new Float64Array(weights.length);
  if (norm === undefined) {
    // What is the same for all samples goes through W once, and meets the sum of what they send.
    map.addWeightGradient(gradient, sumOverSamples(input.values, samples), force, 0, 1);
    const hidden = repeat(map.transpose(force, weights, 1), input.values.length);
    return { below: pullBack(input, hidden, () => undefined), gradient };
  }
  const { sums, below } = pullThroughLink(point, m, repeat(force, samples * force.length));
  map.addWeightGradient(gradient, input.values, sums, 0, samples);
  return { below, gradient };
}

function sumOverSamples(values: FloatArray, samples: number): Float64Array {
  const sum = new Float64Array(values.length / samples);
  for (let start = 0; start < values.length; start += sum.length) {
    for (let i = 0; i < sum.length; i++) sum[i]! += values[start + i]!;
  }
  return sum;
}

/** The same numbers for every sample. */
function repeat(values: Float64Array, length: number): Float64Array {
  const repeated = new Float64Array(length);
  for (let at = 0; at < length; at += values.length) repeated.set(values, at);
  return repeated;
}

/** Σ over all links that read z^(m) of F pulled back to it. */
function forceFromAbove(
  point: Linearization,
  forces: readonly Quantity<ForceGap, Float64Array>[],
  pulledForces: readonly Quantity<ForceGap, PulledForce>[],
  m: number,
): Quantity<ForceGap, Float64Array> {
  const next = pulledForces[m]!;
  if (next.value === undefined) return next;
  const sum = new Float64Array(next.value.below);
  for (const [b, { skips }] of point.links.entries()) {
    for (const { from, path } of skips) {
      if (from !== m) continue;
      const force = forces[b]!;
      if (force.value === undefined) return force;
      const pulled = pullBack(path, force.value, () => undefined);
      for (let at = 0; at < sum.length; at++) sum[at]! += pulled[at]!;
    }
  }
  return known(sum);
}

/** μẄ + cẆ + λW by link: what E_W has beside the neurons' part; of a tied link those of its owner. */
export function weightAccelerations(
  links: readonly TrainedLink[],
  inertia: Inertia,
  { previous, before, after }: Triple,
): readonly Float64Array[] {
  return links.map(({ learningRateMultiplier, weightDecay }, m) => {
    const weights = before[m]!.weights;
    const states = [previous[m]!.weights, weights, after[m]!.weights] as const;
    const accelerations = inertialForce(inertia, learningRateMultiplier, states);
    for (let i = 0; i < accelerations.length; i++) {
      accelerations[i] = weightDecay * weights[i]! - accelerations[i]!;
    }
    return accelerations;
  });
}
