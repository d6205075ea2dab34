import type { ActivationName } from '../base/activation.js';
import type { InputOperation, Link, Skip } from './types.js';

/** How z^(from) becomes the value that a skip adds: `activation` first, then operations of the input side of link `from`. */
export interface SkipPath {
  readonly activation: ActivationName;
  /** Indices into `operationsIn` of link `from`, in order; the norms among them are those that the link itself uses. */
  readonly operations: readonly number[];
}

type SkippingLink = Pick<Link, 'layer'>;
type SourceLink = Pick<Link, 'activationIn' | 'operationsIn'>;

const isNorm = ({ kind }: InputOperation): boolean => kind === 'layerNorm' || kind === 'batchNorm';

/**
 * The way of the value that a skip adds.
 *
 * `skipFrom` adds z of the named layer, or σ(z). A residual block adds the value that reaches it, through the pools,
 * flattens, norms and dropouts before it: with `activation` just as it is; with `preactivation` without the activation of
 * the last layer before it that could have one, a link or a norm. Behind `dense tanh`, `maxPool` that is maxPool(z); behind
 * `dense tanh`, `layerNorm relu` it is LN(tanh z).
 * @param link the one whose z the value is added to
 * @param source link `skip.from`, whose input side z^(from) passes
 */
export function skipPath(link: SkippingLink, skip: Skip, source: SourceLink): SkipPath {
  const whole = skip.value === 'activation';
  const activation = source.activationIn;
  if (skip.layer === link.layer) return { activation: whole ? activation : 'linear', operations: [] };
  const passed = source.operationsIn.filter(({ layer }) => layer < skip.layer);
  const norm = passed.findLastIndex(isNorm);
  const indices = passed.map((_, i) => i);
  if (whole) return { activation, operations: indices };
  return {
    activation: norm === -1 ? 'linear' : activation,
    operations: indices.filter((i) => i <= norm || passed[i]!.kind !== 'activation'),
  };
}
