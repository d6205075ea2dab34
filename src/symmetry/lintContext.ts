import type { Link } from '../network/types.js';
import type { Deviation } from './deviations.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { LayerEditor } from './layerEditor.js';
import type { DepthPattern } from './pattern.js';
import type { Places } from './places.js';

/** What all findings are made from. */
export interface LintContext {
  /** All of the network, by m. */
  readonly links: readonly Link[];
  readonly layers: readonly HiddenLayer[];
  readonly pattern: DepthPattern;
  readonly deviations: readonly Deviation[];
  readonly places: Places;
  readonly editor: LayerEditor;
  /** q^(m) at initialisation; computed when first asked for. */
  readonly meanField: () => Float64Array;
}
