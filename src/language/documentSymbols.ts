import type { TextRange } from '../base/textRange.js';
import type { PlacedLayer } from '../network/placedLayer.js';
import { entryOf, type MapEntry, type MapNode, type SourceNode } from '../spec/sourceTree.js';
import { describeSizes, type ShapesOfLayer } from './layerShapes.js';

/** An entry of the outline. */
export interface SpecSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'section' | 'value' | 'layer' | 'repeat' | 'residual';
  readonly range: TextRange;
  /** What is selected when it is chosen; inside the range. */
  readonly selection: TextRange;
  readonly children: readonly SpecSymbol[];
}

/** The outline of a spec: its sections, and the layers as they nest. */
export function documentSymbols(
  tree: SourceNode | undefined,
  layers: readonly PlacedLayer[],
): readonly SpecSymbol[] {
  if (tree?.kind !== 'map') return [];
  const shapes = new Map<number, ShapesOfLayer>();
  for (const layer of layers) {
    const { start } = layer.range;
    const first = shapes.get(start);
    shapes.set(start, { first: first?.first ?? layer, last: layer });
  }
  return tree.entries.map((entry) => sectionOf(entry, shapes));
}

type ShapesByPlace = ReadonlyMap<number, ShapesOfLayer>;

function sectionOf(entry: MapEntry, shapes: ShapesByPlace): SpecSymbol {
  const { key, keyRange, value } = entry;
  const range = { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) };
  const isLayers = key === 'layers' && value.kind === 'list';
  return {
    name: key,
    detail: isLayers ? countOf(value.items.length) : detailOf(value),
    kind: value.kind === 'scalar' ? 'value' : 'section',
    range,
    selection: keyRange,
    children: isLayers ? layersOf(value.items, shapes) : childrenOf(value, shapes),
  };
}

const countOf = (count: number): string => `${count} ${count === 1 ? 'item' : 'items'}`;

/** What a value is, in a few words: itself, or what tells its kind. */
function detailOf(value: SourceNode): string {
  if (value.kind === 'scalar') return value.source;
  if (value.kind === 'list') return countOf(value.items.length);
  const telling = value.entries.find(({ key }) => key === 'source' || key === 'kind' || key === 'optimizer');
  return telling?.value.kind === 'scalar' ? telling.value.source : '';
}

const childrenOf = (value: SourceNode, shapes: ShapesByPlace): readonly SpecSymbol[] =>
  value.kind === 'map' ? value.entries.map((entry) => sectionOf(entry, shapes)) : [];

const layersOf = (items: readonly SourceNode[], shapes: ShapesByPlace): readonly SpecSymbol[] =>
  items.flatMap((item) => (item.kind === 'map' ? [layerOf(item, shapes)] : []));

const textOf = (map: MapNode, key: string): string | undefined => {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
};

function layerOf(map: MapNode, shapes: ShapesByPlace): SpecSymbol {
  const name = textOf(map, 'name');
  const type = textOf(map, 'type');
  const times = textOf(map, 'repeat');
  const inner = entryOf(map, 'layers')?.value;
  const first = map.entries[0];
  const known = shapes.get(map.range.start);
  const title = times === undefined ? (type ?? 'layer') : `repeat × ${times}`;
  const facts = [name === undefined ? undefined : title, known && describeSizes(known)];
  return {
    name: name ?? title,
    detail: facts.filter((fact) => fact !== undefined).join(' · '),
    kind: times !== undefined ? 'repeat' : type === 'residual' ? 'residual' : 'layer',
    range: map.range,
    selection: entryOf(map, 'name')?.value.range ?? first?.value.range ?? map.range,
    children: inner?.kind === 'list' ? layersOf(inner.items, shapes) : [],
  };
}
