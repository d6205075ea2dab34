import type { TextEdit } from '../base/textRange.js';
import { definitionPlaces } from './definitionPlaces.js';
import { modelOf, type Deviation } from './deviations.js';
import { NONE } from './features.js';
import { makeFix } from './finding.js';
import type { HiddenLayer } from './hiddenLayers.js';
import { joinEdits } from './layerEditor.js';
import type { LintContext } from './lintContext.js';
import { describeInputNorms } from './signature.js';
import type { Fix } from './types.js';
import { writeLayers } from './wording.js';

type NormKind = 'layerNorm' | 'batchNorm';
const asNorm = (text: unknown): NormKind | undefined =>
  text === 'layerNorm' || text === 'batchNorm' ? text : undefined;

/** Takes a norm away; an activation that it has moves to the layer with the weights. */
function removeNorm(
  norm: number,
  { link, next }: HiddenLayer,
  { editor, places }: LintContext,
): readonly TextEdit[] | undefined {
  const activated = places.given({ layer: norm, key: 'activation' }) !== undefined;
  const own = link.norm?.layer === norm;
  // Behind a nonlinearity, the norm's own is a second one, which would be lost.
  if (activated && !own) return undefined;
  // A second norm behind this one would take its place.
  if (own && describeInputNorms(next.operationsIn) !== '') return undefined;
  return joinEdits([
    editor.removeLayer(norm),
    ...(activated ? [editor.set({ layer: link.layer, key: 'activation' }, next.activationIn)] : []),
  ]);
}

/** Puts a norm right behind the weights: it takes over the activation, so that z = g ⊙ N(Wh + b) + β. */
function addOwnNorm(
  kind: NormKind,
  { link, next }: HiddenLayer,
  { editor, places }: LintContext,
): readonly TextEdit[] | undefined {
  if (next.operationsIn.length > 0) return undefined;
  const place = { layer: link.layer, key: 'activation' };
  const written = places.given(place) !== undefined;
  const item = written ? `{type: ${kind}, activation: ${next.activationIn}}` : `{type: ${kind}}`;
  return joinEdits([
    ...(written ? [editor.remove(place)] : []),
    editor.insertBeside(link.layer, 'after', item),
  ]);
}

/** Puts a norm behind the activation. */
function addInputNorm(
  kind: NormKind,
  { link, next }: HiddenLayer,
  { editor }: LintContext,
): readonly TextEdit[] | undefined {
  // Behind a linear layer it would become part of z.
  if (next.activationIn === 'linear' || link.norm !== undefined || next.operationsIn.length > 0)
    return undefined;
  return editor.insertBeside(link.layer, 'after', `{type: ${kind}}`);
}

/** Makes the norms of layers like those of their block: removes, adds or replaces one. */
export function fixNorm(deviation: Deviation, context: LintContext): Fix | undefined {
  const { feature, layers } = deviation;
  const wanted = feature.read(modelOf(deviation.reference));
  const found = feature.read(layers[0]!);
  const [from, to] = [asNorm(found), asNorm(wanted)];
  const where = writeLayers(layers.map(({ k }) => k));
  const places = definitionPlaces(deviation, layers, context);
  const each = (
    change: (place: number, hidden: HiddenLayer) => readonly TextEdit[] | undefined,
    title: string,
  ): Fix | undefined => {
    const edits = joinEdits(places.map(([{ layer }, hidden]) => change(layer, hidden)));
    return makeFix(title, edits);
  };
  if (from !== undefined && to !== undefined) {
    return each(
      (layer) => context.editor.set({ layer, key: 'type' }, to),
      `Change the ${from} of ${where} to ${to}`,
    );
  }
  if (from !== undefined && wanted === NONE) {
    return each((layer, hidden) => removeNorm(layer, hidden, context), `Remove the ${from} of ${where}`);
  }
  if (to !== undefined && found === NONE) {
    const add = feature.name === 'norm' ? addOwnNorm : addInputNorm;
    return each((_, hidden) => add(to, hidden, context), `Add a ${to} to ${where}`);
  }
  return undefined;
}
