import type { ParameterSnapshot } from '../decomposition/types.js';
import type { InputOperation } from '../network/types.js';
import type { InertiaGap, OptimizerInertia } from './inertia.js';
import type { ParameterTangent } from './parameterSpace.js';
import { flattenGradient, vectorLayout } from './parameterVector.js';
import { known, unknown, type Quantity } from './quantity.js';
import { pieceOf, type AnalyzedNetwork, type TrainedPiece } from './trainedPieces.js';

/**
 * Why the law is not tested: it is not one, or not exact (nesterov); the samples are not those of the step; training sees
 * other values than the analysis, by dropout or batch statistics; nothing pulls; the step before is not known.
 */
export type LawGap = InertiaGap | 'notExact' | 'otherSamples' | 'otherMode' | 'atRest' | 'noPreviousStep';

interface Law {
  readonly inertia: Quantity<InertiaGap, OptimizerInertia>;
  /** Whether the gradient is that of the step's own batch. */
  readonly ownSamples: boolean;
  /** θ_(k−1), where it is known. */
  readonly previous: ParameterSnapshot | undefined;
  readonly before: ParameterSnapshot;
  readonly after: ParameterSnapshot;
  /** Of the mean loss, each link with the part of its own use. */
  readonly gradient: ParameterTangent;
}

function isTrainedOtherwise({ links, operationsOut }: AnalyzedNetwork): boolean {
  const differs = (operation: InputOperation): boolean =>
    operation.kind === 'batchNorm' || (operation.kind === 'dropout' && operation.rate > 0);
  return (
    operationsOut.some(differs) ||
    links.some(({ norm, operationsIn }) => norm?.kind === 'batchNorm' || operationsIn.some(differs))
  );
}

/**
 * ‖μẄ + cẆ + g + λW‖ ÷ ‖g + λW‖ over all parameters that train: how exactly the step obeys the equation of motion that SGD
 * (γΔW + g = 0) and the heavy ball are (THEORY §2.3, §2.4). Rounding of float32 where the optimiser is what it says.
 */
export function lawResidual(
  network: AnalyzedNetwork,
  pieces: readonly TrainedPiece[],
  { inertia, ownSamples, previous, before, after, gradient }: Law,
): Quantity<LawGap> {
  if (inertia.value === undefined) return unknown(inertia.reason);
  if (!inertia.value.exact) return unknown('notExact');
  if (!ownSamples) return unknown('otherSamples');
  if (isTrainedOtherwise(network)) return unknown('otherMode');
  const form = inertia.value.forms[0];
  // Eq. (4) adds its mass to SGD, whose own law has none.
  const mass = form.convention === 'paper' ? 0 : form.mass;
  if (mass > 0 && previous === undefined) return unknown('noPreviousStep');
  const pull = flattenGradient(vectorLayout(network.links, before), gradient);
  let [errors, pulls] = [0, 0];
  for (const piece of pieces) {
    const [first, second, third] = [previous ?? before, before, after].map((each) => pieceOf(piece, each));
    for (let i = 0; i < piece.length; i++) {
      const force = pull[piece.offset + i]! + piece.decay * second![i]!;
      const velocity = third![i]! - second![i]!;
      const bend = velocity - (second![i]! - first![i]!);
      errors += (force + (mass * bend + form.friction * velocity) / piece.multiplier) ** 2;
      pulls += force ** 2;
    }
  }
  return pulls === 0 ? unknown('atRest') : known(Math.sqrt(errors / pulls));
}
