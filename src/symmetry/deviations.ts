import { FEATURES, type Feature } from './features.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { DepthPattern } from './pattern.js';

/** Layers that differ in one feature, all in the same way, from those that they interrupt. */
export interface Deviation {
  readonly feature: Feature;
  /** In order of depth; one after the other, or copies of one definition. */
  readonly layers: readonly HiddenLayer[];
  /** What they are compared with. */
  readonly reference: Reference;
}

export type Reference =
  /** The pattern that most layers follow. */
  | {
      readonly kind: 'block';
      readonly period: number;
      /** All layers that follow it in this feature and stand at the same place of the period. */
      readonly alike: readonly HiddenLayer[];
      /** First and last layer that follow the pattern, k. */
      readonly first: number;
      readonly last: number;
    }
  /** There is no pattern: the layer before. */
  | { readonly kind: 'neighbour'; readonly layer: HiddenLayer };

/** A layer that the deviation is compared with. */
export const modelOf = (reference: Reference): HiddenLayer =>
  reference.kind === 'neighbour' ? reference.layer : reference.alike[0]!;

const placeOf = ({ link: { range } }: HiddenLayer): string => `${range.start} ${range.end}`;

interface Group {
  readonly value: string | number | undefined;
  readonly modelValue: string | number | undefined;
  readonly layers: HiddenLayer[];
  readonly reference: Reference;
}

/** Collects what deviates in the same way: neighbours, and copies of one definition. */
class Groups {
  private readonly groups: Group[] = [];
  private readonly byPlace = new Map<string, Group>();

  add(
    layer: HiddenLayer,
    value: Group['value'],
    modelValue: Group['value'],
    reference: () => Reference,
  ): void {
    const key = `${placeOf(layer)} ${value} ${modelValue}`;
    const last = this.groups.at(-1);
    const continues =
      last !== undefined &&
      last.value === value &&
      last.modelValue === modelValue &&
      last.layers.at(-1)?.k === layer.k - 1;
    const group = this.byPlace.get(key) ?? (continues ? last : undefined);
    if (group === undefined) {
      const opened: Group = { value, modelValue, layers: [layer], reference: reference() };
      this.groups.push(opened);
      this.byPlace.set(key, opened);
    } else {
      group.layers.push(layer);
      this.byPlace.set(key, group);
    }
  }

  list(feature: Feature): readonly Deviation[] {
    return this.groups.map(({ layers, reference }) => ({ feature, layers, reference }));
  }
}

/** Compares with the majority of the layers at the same place of the period. */
function deviationsFromBlock(
  feature: Feature,
  layers: readonly HiddenLayer[],
  period: number,
  marks: Uint8Array,
): readonly Deviation[] {
  const follows = layers.filter((layer) => marks[layer.k] === 0 && feature.read(layer) !== undefined);
  const [first = 0, last = 0] = [follows[0]?.k, follows.at(-1)?.k];
  const references = new Map<string, Reference | undefined>();
  const referenceOf = ({ k, link }: HiddenLayer): Reference | undefined => {
    const key = feature.ofType ? `${k % period} ${link.type}` : `${k % period}`;
    if (references.has(key)) return references.get(key);
    const alike = follows.filter(
      (other) => other.k % period === k % period && (!feature.ofType || other.link.type === link.type),
    );
    const reference =
      alike.length === 0 ? undefined : ({ kind: 'block', period, alike, first, last } as const);
    references.set(key, reference);
    return reference;
  };
  const groups = new Groups();
  for (const layer of layers) {
    if (marks[layer.k] === 0) continue;
    const reference = referenceOf(layer);
    if (reference === undefined) continue;
    groups.add(layer, feature.read(layer), feature.read(modelOf(reference)), () => reference);
  }
  return groups.list(feature);
}

/** Compares with the layer before: every step is one deviation of all layers up to the next step. */
function deviationsFromNeighbours(feature: Feature, layers: readonly HiddenLayer[]): readonly Deviation[] {
  const groups = new Groups();
  let [before, model]: (HiddenLayer | undefined)[] = [];
  for (const layer of layers) {
    const value = feature.read(layer);
    if (value === undefined) continue;
    const comparable = before !== undefined && (!feature.ofType || before.link.type === layer.link.type);
    if (!comparable) model = undefined;
    else if (before !== undefined && feature.read(before) !== value) model = before;
    if (model !== undefined) {
      const layerBefore = model;
      groups.add(layer, value, feature.read(layerBefore), () => ({ kind: 'neighbour', layer: layerBefore }));
    }
    before = layer;
  }
  return groups.list(feature);
}

/** Everything in which layers deviate from the pattern along depth, in order of the features. */
export function findDeviations(layers: readonly HiddenLayer[], pattern: DepthPattern): readonly Deviation[] {
  return FEATURES.flatMap((feature) => {
    if (!pattern.deviates.has(feature)) return [];
    const marks = pattern.deviates.get(feature);
    return marks === undefined
      ? deviationsFromNeighbours(feature, layers)
      : deviationsFromBlock(feature, layers, pattern.period, marks);
  });
}
