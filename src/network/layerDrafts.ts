import type { ActivationName } from '../base/activation.js';
import type { TextRange } from '../base/textRange.js';
import type { OpaqueAst } from '../spec/keysLayers.js';
import type { LinkAst } from '../spec/keysLinks.js';
import type { LinkSizes } from './linkSizes.js';
import type { PlacedLayer } from './placedLayer.js';
import type { Copies, InputOperation, Link, Shape, Skip } from './types.js';

/** A layer while the walk is not over: a residual block learns what it holds only at its end. */
export interface LayerDraft {
  readonly index: number;
  readonly ast: PlacedLayer['ast'];
  readonly range: TextRange;
  readonly copies: Copies;
  readonly within: readonly number[];
  /** Of the link that it is, or of the next one behind it. */
  readonly m: number;
  link: number | undefined;
  inputShape: Shape | undefined;
  outputShape: Shape | undefined;
  parameterCount: number;
}

/** A link while the walk is not over: norms, skips and ties are found behind it. */
export interface LinkDraft {
  readonly m: number;
  /** Undefined when its definition could not be read. */
  readonly ast: LinkAst | OpaqueAst | undefined;
  readonly layer: LayerDraft;
  /** Undefined where unknown, and for a foreign layer. */
  readonly sizes: LinkSizes | undefined;
  readonly activationIn: ActivationName;
  readonly operationsIn: readonly InputOperation[];
  /** Scale and shift of norms on its input side. */
  readonly normParametersIn: number;
  norm: Link['norm'];
  normParameters: number;
  tiedTo: LinkDraft | undefined;
  readonly skips: Skip[];
}
