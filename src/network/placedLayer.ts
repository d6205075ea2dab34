import type { TextRange } from '../base/textRange.js';
import type { LayerAst } from '../spec/keysLayers.js';
import type { Copies, Shape } from './types.js';

/** A layer of the text, repeats written out: links and all others, in the order in which data pass them. */
export interface PlacedLayer {
  /** Its place in the list of placed layers. */
  readonly index: number;
  /** Unique among all layers, that of the link where it is one. */
  readonly name: string;
  /** Undefined when its definition could not be read. A repeat never stands here itself. */
  readonly ast: Exclude<LayerAst, { readonly kind: 'repeat' }> | undefined;
  /** Its definition, shared by the copies of a repeat. */
  readonly range: TextRange;
  readonly copies: Copies;
  /** m of the link that it is; undefined for layers without weights W, and where the shapes of the link are not known. */
  readonly link: number | undefined;
  /** Undefined where unknown; for a residual block, those of what it wraps. */
  readonly inputShape: Shape | undefined;
  readonly outputShape: Shape | undefined;
  /** Its own, 0 of W and b that are tied; for a residual block, of all that it wraps. */
  readonly parameterCount: number;
  /** Indices of the residual blocks that it stands in, outermost first. */
  readonly within: readonly number[];
}
