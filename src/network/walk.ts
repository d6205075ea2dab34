import type { ActivationName } from '../base/activation.js';
import type { LayerDraft, LinkDraft } from './layerDrafts.js';
import type { ShapeProblem } from './shapeProblem.js';
import type { InputOperation, Shape } from './types.js';

/** All layers and links of a network, with what is between them. */
export interface Walk {
  readonly layers: readonly LayerDraft[];
  readonly links: readonly LinkDraft[];
  /** Behind the last link. */
  readonly operationsOut: readonly InputOperation[];
  readonly normParametersOut: number;
  readonly outputActivation: ActivationName;
  /** Of what comes out at the end; undefined where unknown. */
  readonly outputShape: Shape | undefined;
}

/** Says that the shape is wrong, perhaps with a fix: how to edit is for the one who knows the text. */
export type ReportShape = (problem: ShapeProblem, layer: LayerDraft) => void;
