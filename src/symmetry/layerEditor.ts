import type { TextEdit, TextRange } from '../base/textRange.js';
import type { PlacedLayer } from '../network/placedLayer.js';
import { insertItem, removeItem } from '../spec/editList.js';
import { removeEntry, setEntry } from '../spec/editMap.js';
import { looksLikeJson } from '../spec/editText.js';
import { isShared } from '../spec/sharedNode.js';
import { entryOf, type ListNode, type MapNode, type SourceNode } from '../spec/sourceTree.js';
import type { KeyPlace } from './places.js';

/** A layer's definition in the tree. */
interface Definition {
  readonly map: MapNode;
  readonly list: ListNode;
  readonly index: number;
  readonly depth: number;
}

const keyOf = ({ start, end }: TextRange): string => `${start} ${end}`;

/** Joins the edits of several layers; undefined as soon as one of them cannot be made. */
export function joinEdits(
  edits: readonly (readonly TextEdit[] | undefined)[],
): readonly TextEdit[] | undefined {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length && known.length > 0 ? known.flat() : undefined;
}

/**
 * Writes changes of layers as edits of the spec's text. Answers undefined where one definition stands for layers in
 * several places by an anchor: what is changed there would change elsewhere, too.
 */
export class LayerEditor {
  private definitions: ReadonlyMap<string, Definition> | undefined;

  /**
   * @param tree undefined for a text that is not a spec: nothing is edited there
   */
  constructor(
    private readonly text: string,
    private readonly tree: SourceNode | undefined,
    private readonly layers: readonly PlacedLayer[],
  ) {}

  /** @param valueText one line of YAML in flow style */
  set({ layer, key }: KeyPlace, valueText: string): readonly TextEdit[] | undefined {
    const definition = this.definitionOf(layer);
    return definition === undefined ? undefined : [setEntry(this.text, definition.map, key, valueText)];
  }

  /** Undefined also where the key is not written. */
  remove({ layer, key }: KeyPlace): readonly TextEdit[] | undefined {
    const definition = this.definitionOf(layer);
    if (definition === undefined || entryOf(definition.map, key) === undefined) return undefined;
    return removeEntry(this.text, definition.map, key);
  }

  /** Undefined also where nothing would be left of the list that the layer stands in. */
  removeLayer(layer: number): readonly TextEdit[] | undefined {
    const definition = this.definitionOf(layer);
    if (definition === undefined || definition.list.items.length < 2) return undefined;
    return removeItem(this.text, definition.list, definition.index);
  }

  /** @param itemText one line of YAML in flow style */
  insertBeside(layer: number, side: 'before' | 'after', itemText: string): readonly TextEdit[] | undefined {
    const definition = this.definitionOf(layer);
    if (definition === undefined) return undefined;
    const { list, index } = definition;
    return [insertItem(this.text, list, side === 'before' ? index : index + 1, itemText)];
  }

  /**
   * Writes a definition in another form.
   * @param rewrite from its text, on one line and without comments
   * @returns undefined also where it is longer than a line, holds a comment, or `rewrite` gives undefined
   */
  rewrite(
    layer: number,
    rewrite: (source: string, isJson: boolean) => string | undefined,
  ): readonly TextEdit[] | undefined {
    const range = this.definitionOf(layer)?.map.range;
    if (range === undefined) return undefined;
    const source = this.text.slice(range.start, range.end);
    if (/[#\r\n]/.test(source)) return undefined;
    const newText = rewrite(source, looksLikeJson(this.text));
    return newText === undefined ? undefined : [{ range, newText }];
  }

  /** The text of the only layer that a residual block holds, as far as it is on one line. */
  onlyInner(layer: number): string | undefined {
    const map = this.definitionOf(layer)?.map;
    const list = map === undefined ? undefined : entryOf(map, 'layers')?.value;
    const inner = list?.kind === 'list' && list.items.length === 1 ? list.items[0] : undefined;
    return inner === undefined ? undefined : this.text.slice(inner.range.start, inner.range.end);
  }

  /** Whether a layer stands in the network's own list, not in a repeat or a residual block. */
  isOutermost(layer: number): boolean {
    return this.definitionOf(layer)?.depth === 0;
  }

  private definitionOf(layer: number): Definition | undefined {
    const range = this.layers[layer]?.range;
    if (range === undefined) return undefined;
    this.definitions ??= this.findDefinitions();
    const definition = this.definitions.get(keyOf(range));
    return definition === undefined || isShared(this.text, { range }) ? undefined : definition;
  }

  private findDefinitions(): ReadonlyMap<string, Definition> {
    const found = new Map<string, Definition>();
    const visit = (node: SourceNode | undefined, depth: number): void => {
      if (node?.kind !== 'map') return;
      const list = entryOf(node, 'layers')?.value;
      if (list?.kind !== 'list') return;
      // Layers behind an alias have the places of its anchor, so they are found there.
      if (this.text.charAt(list.range.start) === '*') return;
      list.items.forEach((item, index) => {
        if (item.kind !== 'map' || isShared(this.text, item)) return;
        found.set(keyOf(item.range), { map: item, list, index, depth });
        visit(item, depth + 1);
      });
    };
    visit(this.tree, 0);
    return found;
  }
}
