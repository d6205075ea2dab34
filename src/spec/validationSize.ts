import { integer, number } from './scalarTypes.js';
import { scalarOf } from './valueProblems.js';
import type { ValueShape, ValueType } from './valueType.js';

/** Largest share of the samples that may be kept apart. */
const MAX_SHARE = 0.99;

/** How many of the samples are kept apart from training. */
export type ValidationSize =
  { readonly kind: 'share'; readonly share: number } | { readonly kind: 'count'; readonly count: number };

export const NO_VALIDATION: ValidationSize = { kind: 'share', share: 0 };

/**
 * A share of the samples, below 1, or a number of them.
 * @param maximum the largest number of samples that there can be
 */
export function validationSize(maximum: number): ValueType<ValidationSize> {
  const share = number(0, MAX_SHARE);
  const count = integer(1, maximum);
  const shape: ValueShape = { kind: 'oneOf', shapes: [share.shape, count.shape] };
  return {
    shape,
    read(node, context) {
      const scalar = scalarOf(node, shape, context);
      if (scalar === undefined) return undefined;
      if (typeof scalar.value === 'number' && scalar.value >= 1) {
        const read = count.read(node, context);
        return read === undefined ? undefined : { kind: 'count', count: read };
      }
      const read = share.read(node, context);
      return read === undefined ? undefined : { kind: 'share', share: read };
    },
  };
}
