import type { FloatArray, ParameterSnapshot } from '../decomposition/types.js';
import type { InertiaGap, OptimizerInertia } from './inertia.js';
import { known, unknown, type Quantity } from './quantity.js';
import { pieceOf, type TrainedPiece } from './trainedPieces.js';

/** ρ below the first is overdamped, from the second on not; in between marginal (THEORY §2.3). */
const OVERDAMPED_BELOW = 0.05;
const UNDERDAMPED_FROM = 0.3;

export type DampingVerdict = 'overdamped' | 'marginal' | 'notOverdamped';

export type OverdampingGap = InertiaGap | 'noPreviousStep' | 'atRest';

/** How much of the motion is inertia. */
export interface Overdamping {
  /** ρ_k = ‖μΔ²θ‖ ÷ ‖cΔθ‖, Δ²θ = θ_(k+1) − 2θ_k + θ_(k−1); μ and c of the first form, with mass 1/r for a multiplier r. */
  readonly number: number;
  readonly verdict: DampingVerdict;
  /**
   * ‖μΔ²θ‖: the residual of Eq. (4) for plain SGD, R = Ẅ + γẆ + ∂ℓ = Ẅ, because γẆ + ∂ℓ = 0 exactly (THEORY §2.3); for
   * momentum the inertial force. Norm over all parameters that train.
   */
  readonly inertialForce: number;
  /** ‖cΔθ‖: of SGD the norm of the gradient that made the step, its decay included. */
  readonly frictionForce: number;
}

export function dampingVerdict(number: number): DampingVerdict {
  if (number < OVERDAMPED_BELOW) return 'overdamped';
  return number < UNDERDAMPED_FROM ? 'marginal' : 'notOverdamped';
}

/**
 * The overdamping number of a step (THEORY §2.3): of deterministic gradient descent ≈ η²‖Hg‖/‖g‖, of independent minibatch
 * noise ≈ √2 η.
 * @param previous θ_(k−1); undefined where it is not known
 */
export function overdamping(
  inertia: Quantity<InertiaGap, OptimizerInertia>,
  pieces: readonly TrainedPiece[],
  previous: ParameterSnapshot | undefined,
  before: ParameterSnapshot,
  after: ParameterSnapshot,
): Quantity<OverdampingGap, Overdamping> {
  if (inertia.value === undefined) return unknown(inertia.reason);
  if (previous === undefined) return unknown('noPreviousStep');
  let [accelerations, velocities] = [0, 0];
  for (const piece of pieces) {
    const states = [pieceOf(piece, previous), pieceOf(piece, before), pieceOf(piece, after)] as const;
    const { bend, move } = motionSquares(...states);
    accelerations += bend / piece.multiplier ** 2;
    velocities += move / piece.multiplier ** 2;
  }
  if (velocities === 0) return unknown('atRest');
  const { mass, friction } = inertia.value.forms[0];
  const inertialForce = mass * Math.sqrt(accelerations);
  const frictionForce = friction * Math.sqrt(velocities);
  const number = inertialForce / frictionForce;
  return known({ number, verdict: dampingVerdict(number), inertialForce, frictionForce });
}

/** ‖Δ²θ‖² and ‖Δθ‖² of an array in three states. */
function motionSquares(
  previous: FloatArray,
  before: FloatArray,
  after: FloatArray,
): { readonly bend: number; readonly move: number } {
  let bend = 0;
  let move = 0;
  for (let i = 0; i < before.length; i++) {
    const now = before[i]!;
    const velocity = after[i]! - now;
    const change = velocity - (now - previous[i]!);
    bend += change * change;
    move += velocity * velocity;
  }
  return { bend, move };
}
