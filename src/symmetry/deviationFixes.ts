import type { TextEdit } from '../base/textRange.js';
import { equalShapes } from '../network/shape.js';
import type { Initializer } from '../network/types.js';
import { writeNumber } from '../spec/describe.js';
import { definitionPlaces } from './definitionPlaces.js';
import { modelOf, type Deviation } from './deviations.js';
import { FEATURES, NONE, type Feature } from './features.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { LintContext } from './lintContext.js';
import { joinEdits } from './layerEditor.js';
import { makeFix } from './finding.js';
import { placeOfFeature } from './places.js';
import { fixNorm } from './normFixes.js';
import { shapesAgree } from './shapeSafety.js';
import { describeActivation } from './signature.js';
import { fixSkip } from './skipFixes.js';
import type { Fix } from './types.js';
import { writeLayers } from './wording.js';

/** `layer 4 like its block`, `layers 4 and 5 like layer 3` */
function target({ layers, reference }: Deviation): string {
  const like =
    reference.kind === 'neighbour'
      ? `layer ${reference.layer.k}`
      : `${layers.length === 1 ? 'its' : 'their'} block`;
  return `${writeLayers(layers.map(({ k }) => k))} like ${like}`;
}

/** Sets a key of all layers, or removes it where `valueText` is undefined. */
function changeKey(
  deviation: Deviation,
  layers: readonly HiddenLayer[],
  context: LintContext,
  valueText: string | undefined,
): readonly TextEdit[] | undefined {
  return joinEdits(
    definitionPlaces(deviation, layers, context).map(([place]) =>
      valueText === undefined ? context.editor.remove(place) : context.editor.set(place, valueText),
    ),
  );
}

/** `he`, `{kind: he, gain: 2}` */
function writeInitializer(initializer: Initializer): string {
  const { kind, gain } = initializer;
  if (kind === 'smooth') {
    const { depthCorrelation, widthCorrelation } = initializer;
    return `{kind: smooth, gain: ${writeNumber(gain)}, depthCorrelation: ${writeNumber(depthCorrelation)}, widthCorrelation: ${writeNumber(widthCorrelation)}}`;
  }
  return gain === 1 ? kind : `{kind: ${kind}, gain: ${writeNumber(gain)}}`;
}

const writeSizes = (sizes: readonly number[]): string =>
  sizes.every((size) => size === sizes[0]) ? String(sizes[0]) : `[${sizes.join(', ')}]`;

/** The text of a feature's key at a layer; undefined where it is not written there, so that it should go. */
function textAt(layer: HiddenLayer, { feature }: Deviation, { places }: LintContext): string | undefined {
  const { link } = layer;
  const written = places.given(placeOfFeature(feature, layer)) !== undefined;
  switch (feature.name) {
    case 'activation': {
      const name = describeActivation(layer.next);
      return name === 'linear' ? undefined : name;
    }
    case 'initializer':
      return written ? writeInitializer(link.initializer) : undefined;
    case 'learningRate':
      return link.learningRateMultiplier === 1 ? undefined : writeNumber(link.learningRateMultiplier);
    case 'weightDecay':
      return written ? writeNumber(link.weightDecay) : undefined;
    case 'kernel':
      return link.type === 'conv1d' || link.type === 'conv2d' ? writeSizes(link.window.size) : undefined;
    case 'groups':
      return link.type === 'conv1d' || link.type === 'conv2d' ? String(link.groups) : undefined;
    case 'padding':
      return link.type === 'conv1d' || link.type === 'conv2d' ? link.window.padding : undefined;
    case 'width':
      return String(link.outputShape.at(-1) ?? '');
    case 'kind':
    case 'norm':
    case 'inputNorm':
    case 'skip':
    case 'pool':
      return undefined;
  }
}

/** The copies of the definitions that are changed, as far as they are hidden layers. */
function copiesOf(layers: readonly HiddenLayer[], context: LintContext): readonly number[] {
  const found = new Set<number>();
  for (const { link } of layers) {
    for (const copy of context.places.copiesOf(link.layer)) if (copy.link !== undefined) found.add(copy.link);
  }
  return [...found];
}

/** Whether nothing else is changed with the layers, but for boundary layers, where it does no harm. */
function changesNothingElse(deviation: Deviation, context: LintContext): boolean {
  const meant = new Set(deviation.layers.map(({ k }) => k));
  return copiesOf(deviation.layers, context).every((m) => {
    const hidden = context.layers[m];
    return meant.has(m) || hidden === undefined || deviation.feature.read(hidden) === undefined;
  });
}

function likeModel(deviation: Deviation, context: LintContext): Fix | undefined {
  const valueText = textAt(modelOf(deviation.reference), deviation, context);
  const edits = changeKey(deviation, deviation.layers, context, valueText);
  const { key } = placeOfFeature(deviation.feature, deviation.layers[0]!);
  return makeFix(
    `Make ${target(deviation)}: ${valueText === undefined ? `remove ${key}` : `${key}: ${valueText}`}`,
    edits,
    valueText === undefined ? neutralEdits(deviation, context) : undefined,
  );
}

/** Writes the default instead of removing the key. */
function neutralEdits(deviation: Deviation, context: LintContext): readonly TextEdit[] | undefined {
  const { link } = modelOf(deviation.reference);
  switch (deviation.feature.name) {
    case 'activation':
      return changeKey(deviation, deviation.layers, context, 'linear');
    case 'initializer':
      return changeKey(deviation, deviation.layers, context, writeInitializer(link.initializer));
    case 'learningRate':
      return changeKey(deviation, deviation.layers, context, '1');
    case 'weightDecay':
      return changeKey(deviation, deviation.layers, context, writeNumber(link.weightDecay));
    default:
      return undefined;
  }
}

function widthFixes(deviation: Deviation, context: LintContext): readonly (Fix | undefined)[] {
  const { layers, reference } = deviation;
  const setWidth = (changed: readonly HiddenLayer[], width: number, title: string): Fix | undefined => {
    const widths = new Map(copiesOf(changed, context).map((m) => [m, width]));
    if (!shapesAgree(context.links, widths)) return undefined;
    const edits = changeKey(deviation, changed, context, String(width));
    return makeFix(title, edits);
  };
  const [here, there] = [layers[0]!, modelOf(reference)].map(({ link }) => link.outputShape.at(-1) ?? 1);
  const { key } = placeOfFeature(deviation.feature, layers[0]!);
  const like = setWidth(layers, there!, `Make ${target(deviation)}: ${key}: ${there}`);
  if (reference.kind === 'neighbour' || reference.period > 1) return [like];
  return [
    like,
    setWidth(
      reference.alike,
      here!,
      `Change the width of the block (layers ${reference.first}–${reference.last}) to ${here}`,
    ),
  ];
}

/** Whether a window of the model fits into the places of all layers that get it. */
function windowFits({ layers, reference }: Deviation): boolean {
  const { link } = modelOf(reference);
  if (link.type !== 'conv1d' && link.type !== 'conv2d') return false;
  const { size } = link.window;
  return layers.every(
    (layer) =>
      layer.link.inputShape.length === size.length + 1 &&
      size.every((places, axis) => places <= (layer.link.inputShape[axis] ?? 0)),
  );
}

const groupsFit = ({ layers, reference }: Deviation): boolean => {
  const { link } = modelOf(reference);
  const groups = link.type === 'conv1d' || link.type === 'conv2d' ? link.groups : 1;
  return layers.every(
    (layer) =>
      (layer.link.inputShape.at(-1) ?? 0) % groups === 0 &&
      (layer.link.outputShape.at(-1) ?? 0) % groups === 0,
  );
};

/** A link's own shape does not depend on these, so they can be changed as they are. */
function simpleFixes(deviation: Deviation, context: LintContext): readonly (Fix | undefined)[] {
  if (!changesNothingElse(deviation, context)) return [];
  return [likeModel(deviation, context), alternateLayers(deviation, context)];
}

/** Fewer layers do not show that they alternate: the pattern could as well be another one with defects. */
const FEWEST_ALTERNATING = 6;

/** Whether the layers are alike in everything else: else their differences would have to alternate, too. */
function isOnlyDifference(feature: Feature, layers: readonly HiddenLayer[]): boolean {
  return FEATURES.every((other) => {
    const values = layers.map(other.read).filter((value) => value !== undefined);
    return other === feature || values.every((value) => value === values[0]);
  });
}

/** Makes every second layer like the one that deviates: the defect becomes a block of period 2. */
function alternateLayers(deviation: Deviation, context: LintContext): Fix | undefined {
  const { layers, reference } = deviation;
  const [layer, ...more] = layers;
  if (layer === undefined || more.length > 0) return undefined;
  if (reference.kind === 'neighbour' || reference.period > 1) return undefined;
  if (reference.alike.length + 1 < FEWEST_ALTERNATING) return undefined;
  if (!isOnlyDifference(deviation.feature, context.layers)) return undefined;
  const changed = reference.alike.filter(({ k }) => (k - layer.k) % 2 === 0);
  const meant = new Set(changed.map(({ k }) => k));
  const valueText = textAt(layer, deviation, context);
  // Copies of one definition cannot alternate.
  if (valueText === undefined || !copiesOf(changed, context).every((m) => meant.has(m))) return undefined;
  const { key } = placeOfFeature(deviation.feature, layer);
  return makeFix(
    `Alternate: ${key}: ${valueText} in every second layer, a block of period 2`,
    changeKey(deviation, changed, context, valueText),
  );
}

/** What can be done about a deviation, best first; edits that would break shapes are not offered. */
export function fixesOfDeviation(deviation: Deviation, context: LintContext): readonly (Fix | undefined)[] {
  const fixes = allFixes(deviation, context);
  if (deviation.reference.kind === 'block') return fixes;
  return fixes.map((fix) => (fix === undefined ? undefined : { ...fix, alone: true }));
}

function allFixes(deviation: Deviation, context: LintContext): readonly (Fix | undefined)[] {
  const { feature, layers } = deviation;
  switch (feature.name) {
    case 'width':
      return changesNothingElse(deviation, context) ? widthFixes(deviation, context) : [];
    case 'activation':
      // A chain of several activations has no one key.
      return layers.every(({ next }) => isOneActivation(describeActivation(next))) &&
        isOneActivation(describeActivation(modelOf(deviation.reference).next))
        ? simpleFixes(deviation, context)
        : [];
    case 'initializer':
    case 'learningRate':
    case 'weightDecay':
      return simpleFixes(deviation, context);
    case 'kernel':
    case 'padding':
      return windowFits(deviation) && layers.every(keepsPlaces) ? simpleFixes(deviation, context) : [];
    case 'groups':
      return groupsFit(deviation) ? simpleFixes(deviation, context) : [];
    case 'norm':
    case 'inputNorm':
      return changesNothingElse(deviation, context) ? [fixNorm(deviation, context)] : [];
    case 'skip':
      return changesNothingElse(deviation, context) ? [fixSkip(deviation, context)] : [];
    case 'pool':
      return feature.read(modelOf(deviation.reference)) === NONE && changesNothingElse(deviation, context)
        ? [removePools(deviation, context)]
        : [];
    case 'kind':
      return [];
  }
}

const isOneActivation = (text: string): boolean => !text.includes(',');

const keepsPlaces = ({ link }: HiddenLayer): boolean =>
  equalShapes(link.inputShape.slice(0, -1), link.outputShape.slice(0, -1));

function removePools(deviation: Deviation, context: LintContext): Fix | undefined {
  const places = definitionPlaces(deviation, deviation.layers, context);
  const edits = joinEdits(places.map(([{ layer }]) => context.editor.removeLayer(layer)));
  return makeFix(`Remove the pool behind ${writeLayers(deviation.layers.map(({ k }) => k))}`, edits);
}
