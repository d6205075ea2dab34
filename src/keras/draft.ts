import type { ActivationName } from '../base/activation.js';
import type { TextRange } from '../base/textRange.js';
import type { LayerAst } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';

/** What comes to be known of a layer only behind it in the file: an activation of its own, a sum. */
export interface Late {
  /** Undefined: linear. */
  activation: Located<ActivationName> | undefined;
  skip: SkipSource | undefined;
}

/** A value that is added to z of a layer. */
export interface SkipSource {
  readonly from: Located<string>;
  readonly value: Located<'preactivation' | 'activation'>;
}

/** A layer of the chain while it is still being made. */
export type Draft = CarrierDraft | PlainDraft;

/** A layer that an activation may stand on. */
export interface CarrierDraft extends Late {
  readonly role: 'link' | 'norm';
  readonly name: string;
  readonly range: TextRange;
  readonly finish: (late: Late) => LayerAst;
}

export interface PlainDraft {
  /** `opaque` has weights, and an activation inside that cannot be told. */
  readonly role: 'opaque' | 'dropout' | 'flatten' | 'maxPool' | 'operation';
  readonly name: string;
  readonly range: TextRange;
  readonly finish: () => LayerAst;
}

export const isCarrier = (draft: Draft | undefined): draft is CarrierDraft =>
  draft?.role === 'link' || draft?.role === 'norm';

/** Whether σ(rate · z) = rate · σ(z), so that it may change places with dropout. */
const isHomogeneous = (name: ActivationName): boolean =>
  name === 'linear' || name === 'relu' || name === 'leakyRelu';

/** Whether σ never falls, so that it may change places with a maximum. */
const isMonotone = (name: ActivationName): boolean => name !== 'gelu' && name !== 'silu';

/**
 * Lets an activation stand on the layer before it, past those with which it may change places.
 * @returns false when there is none that it could stand on
 */
export function activate(drafts: readonly Draft[], activation: Located<ActivationName>): boolean {
  if (activation.value === 'linear') return true;
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i]!;
    if (isCarrier(draft)) {
      if (draft.activation !== undefined) return false;
      draft.activation = activation;
      return true;
    }
    const changesPlaces =
      draft.role === 'flatten' ||
      (draft.role === 'dropout' && isHomogeneous(activation.value)) ||
      (draft.role === 'maxPool' && isMonotone(activation.value));
    if (!changesPlaces) return false;
  }
  return false;
}
