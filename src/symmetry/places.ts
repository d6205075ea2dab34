import type { TextRange } from '../base/textRange.js';
import type { PlacedLayer } from '../network/placedLayer.js';
import type { Located } from '../spec/valueType.js';
import type { Feature } from './features.js';
import type { HiddenLayer } from './hiddenLayers.js';

/** A key of a layer of the text: where a finding stands, and what a fix changes. */
export interface KeyPlace {
  /** Index in the list of placed layers. */
  readonly layer: number;
  readonly key: string;
}

function groupByDefinition(layers: readonly PlacedLayer[]): ReadonlyMap<string, readonly PlacedLayer[]> {
  const groups = new Map<string, PlacedLayer[]>();
  for (const layer of layers) {
    const key = `${layer.range.start} ${layer.range.end}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [layer]);
    else group.push(layer);
  }
  return groups;
}

/** Where the things that a link is made of are written. */
export class Places {
  private copies: ReadonlyMap<string, readonly PlacedLayer[]> | undefined;

  constructor(private readonly layers: readonly PlacedLayer[]) {}

  /** What is written for a key; undefined when the layer says nothing of it. */
  given({ layer, key }: KeyPlace): Located<unknown> | undefined {
    const ast = this.layers[layer]?.ast;
    if (ast === undefined) return undefined;
    const values: Readonly<Record<string, Located<unknown> | undefined>> = ast.values;
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    return value?.given === true ? value : undefined;
  }

  /** The value of a key, or the layer's type where it is not written. */
  rangeOf({ layer, key }: KeyPlace): TextRange {
    const written = this.given({ layer, key }) ?? this.given({ layer, key: 'type' });
    if (written !== undefined) return written.range;
    const range = this.layers[layer]?.range ?? { start: 0, end: 0 };
    return { start: range.start, end: Math.min(range.end, range.start + 1) };
  }

  /** The definition of a layer, which copies of a repeat share. */
  definitionOf(layer: number): TextRange | undefined {
    return this.layers[layer]?.range;
  }

  typeOf(layer: number): string | undefined {
    return this.layers[layer]?.ast?.kind;
  }

  /** All placed layers that stand for the same definition. */
  copiesOf(layer: number): readonly PlacedLayer[] {
    const range = this.definitionOf(layer);
    if (range === undefined) return [];
    this.copies ??= groupByDefinition(this.layers);
    return this.copies.get(`${range.start} ${range.end}`) ?? [];
  }
}

/** The layer whose `activation` is that of z^(k+1): a norm right behind the weights has it in their place. */
function activationPlace({ link, next }: HiddenLayer): KeyPlace {
  const further = next.operationsIn.find(({ kind }) => kind === 'activation');
  const layer =
    next.activationIn === 'linear' && further !== undefined
      ? further.layer
      : (link.norm?.layer ?? link.layer);
  return { layer, key: 'activation' };
}

/** The key at which a feature of a layer is decided. */
export function placeOfFeature({ name }: Feature, hidden: HiddenLayer): KeyPlace {
  const { link, next } = hidden;
  const own = (key: string): KeyPlace => ({ layer: link.layer, key });
  switch (name) {
    case 'kind':
      return own('type');
    case 'width':
      return own(link.type === 'dense' ? 'units' : 'filters');
    case 'activation':
      return activationPlace(hidden);
    case 'initializer':
      return own('init');
    case 'learningRate':
      return own('learningRateMultiplier');
    case 'weightDecay':
    case 'kernel':
    case 'groups':
    case 'padding':
      return own(name);
    case 'norm':
      return { layer: link.norm?.layer ?? link.layer, key: 'type' };
    case 'inputNorm': {
      const norm = next.operationsIn.find(({ kind }) => kind === 'layerNorm' || kind === 'batchNorm');
      return { layer: norm?.layer ?? link.layer, key: 'type' };
    }
    case 'skip': {
      const layer = link.skips[0]?.layer;
      if (layer === undefined) return own('type');
      return { layer, key: layer === link.layer ? 'skipFrom' : 'type' };
    }
    case 'pool': {
      const pool = next.operationsIn.find(({ kind }) => kind === 'maxPool' || kind === 'avgPool');
      return { layer: pool?.layer ?? next.operationsIn[0]?.layer ?? link.layer, key: 'type' };
    }
  }
}
