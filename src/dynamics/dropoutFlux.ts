import type { ParameterSnapshot } from '../decomposition/types.js';
import { sizeOf } from '../network/shape.js';
import type { Linearization } from './linearization.js';
import { known, unknown, type Quantity } from './quantity.js';

/** Why a link has no stochastic flux to state: no dropout before it, or one behind which its values change once more. */
export type DropoutGap = 'noDropout' | 'notNext';

/**
 * What dropout shakes the neurons with (THEORY §5d): Σ_i Var z_i^(m+1) = p/(1−p) Σ_ij W_ij² h_j², by link, mean over the samples
 * and, for convolutions, the positions, over independent masks at parameters and data that rest. Half the mean square of the
 * jump of W h from one mask to the next, so the F that training sees beside what the analysis, with dropout off, shows.
 *
 * Undefined behind what is not linear: where a norm or another operation than a flatten stands between the dropout and the
 * weights, or a norm behind them.
 */
export function dropoutFlux(
  { links, samples }: Linearization,
  parameters: ParameterSnapshot,
): readonly Quantity<DropoutGap>[] {
  return links.map(({ link, input, multiply, norm }, m) => {
    const { operationsIn, outputShape } = link;
    const at = operationsIn.findLastIndex((operation) => operation.kind === 'dropout' && operation.rate > 0);
    const dropout = operationsIn[at];
    if (dropout?.kind !== 'dropout') return unknown('noDropout');
    const behind = operationsIn.slice(at + 1);
    const isNext = norm === undefined && behind.every(({ kind }) => kind === 'flatten' || kind === 'dropout');
    const isOnly = operationsIn.slice(0, at).every(({ kind, ...rest }) => kind !== 'dropout' || isIdle(rest));
    if (!isNext || !isOnly) return unknown('notNext');
    const square = (value: number): number => value * value;
    // The masks of the inputs are independent, so variances add up: the same linear map, of squares.
    const variances = multiply(
      new Float64Array(input.values).map(square),
      new Float64Array(parameters[m]!.weights).map(square),
    );
    const positions = sizeOf(outputShape.slice(0, -1));
    const mean = variances.reduce((sum, value) => sum + value, 0) / (samples * positions);
    return known((dropout.rate / (1 - dropout.rate)) * mean);
  });
}

const isIdle = (rest: object): boolean => 'rate' in rest && rest.rate === 0;
