import type { TextEdit } from '../base/textRange.js';
import { equalShapes } from '../network/shape.js';
import type { Link } from '../network/types.js';
import { definitionPlaces } from './definitionPlaces.js';
import { modelOf, type Deviation } from './deviations.js';
import { NONE } from './features.js';
import { makeFix } from './finding.js';
import type { HiddenLayer } from './hiddenLayers.js';
import { joinEdits } from './layerEditor.js';
import type { LintContext } from './lintContext.js';
import { describeSkips } from './signature.js';
import type { Fix } from './types.js';
import { writeLayers } from './wording.js';

/** Takes all skips of a link away: `skipFrom`, or a residual block around nothing but its layer. */
export function removeSkips(link: Link, { editor, places }: LintContext): readonly TextEdit[] | undefined {
  const [skip] = link.skips;
  if (skip === undefined || link.skips.length > 1) return undefined;
  const { layer } = skip;
  if (layer !== link.layer) {
    // A name, if the block has one, may be what another layer refers to.
    if (places.given({ layer, key: 'name' }) !== undefined) return undefined;
    return editor.rewrite(layer, () => editor.onlyInner(layer));
  }
  const value = { layer, key: 'skipValue' };
  const removed = editor.remove({ layer, key: 'skipFrom' });
  if (places.given(value) === undefined) return removed;
  return undefined;
}

/** Wraps a layer into a residual block, as those that it is compared with. */
function addSkip(
  hidden: HiddenLayer,
  model: HiddenLayer,
  { editor, layers }: LintContext,
): readonly TextEdit[] | undefined {
  const [skip] = model.link.skips;
  const { k, link } = hidden;
  const before = layers[k - 1]?.link;
  if (skip?.span !== 1 || skip.layer === model.link.layer || before === undefined) return undefined;
  // The norm behind the weights would have to come along.
  if (link.norm !== undefined || !equalShapes(before.outputShape, link.outputShape)) return undefined;
  return editor.rewrite(link.layer, (source, isJson) => {
    if (!source.startsWith('{')) return undefined;
    const ofH = skip.value === 'activation';
    if (isJson)
      return `{"type": "residual", ${ofH ? '"skipValue": "activation", ' : ''}"layers": [${source}]}`;
    return `{type: residual, ${ofH ? 'skipValue: activation, ' : ''}layers: [${source}]}`;
  });
}

/** Makes the skips of layers like those of their block: removes or adds a residual skip. */
export function fixSkip(deviation: Deviation, context: LintContext): Fix | undefined {
  const { layers, feature } = deviation;
  const model = modelOf(deviation.reference);
  const where = writeLayers(layers.map(({ k }) => k));
  const places = definitionPlaces(deviation, layers, context);
  const each = (
    change: (hidden: HiddenLayer) => readonly TextEdit[] | undefined,
    title: string,
  ): Fix | undefined => {
    const edits = joinEdits(places.map(([, hidden]) => change(hidden)));
    return makeFix(title, edits);
  };
  if (feature.read(model) === NONE) {
    return each(({ link }) => removeSkips(link, context), `Remove the skip of ${where}`);
  }
  if (feature.read(layers[0]!) === NONE && describeSkips(model.link.skips) !== null) {
    return each((hidden) => addSkip(hidden, model, context), `Put ${where} into a residual block`);
  }
  return undefined;
}
