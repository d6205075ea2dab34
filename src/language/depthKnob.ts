import { succeed } from '../base/result.js';
import { LineIndex } from '../base/textRange.js';
import { MAX_LAYERS } from '../spec/keysLayers.js';
import { setEntry } from '../spec/editMap.js';
import { isShared } from '../spec/sharedNode.js';
import { entryOf, type MapNode, type SourceNode } from '../spec/sourceTree.js';
import { missingControl, SHARED, type WhatIfControl } from './whatIfKnob.js';

interface FoundRepeat {
  readonly map: MapNode;
  readonly copies: number;
  /** Layers that it stands for. */
  readonly size: number;
  readonly shared: boolean;
}

/** Copies that the control reaches at least. */
const FEWEST_MOST = 24;

/** How many copies the largest repeat makes: the one that stands for most layers. */
export function depthControl(text: string, tree: SourceNode | undefined): WhatIfControl {
  const repeats = findRepeats(text, tree);
  const own = repeats.filter(({ shared }) => !shared);
  const largest = own.reduce<FoundRepeat | undefined>(
    (found, each) => (found === undefined || each.size > found.size ? each : found),
    undefined,
  );
  if (largest === undefined) {
    return missingControl(
      'depth',
      repeats.length > 0
        ? `The repeat is written ${SHARED}.`
        : 'No layers are repeated: write equal layers once, in a repeat, to change their number.',
    );
  }
  const { map, copies } = largest;
  const line = new LineIndex(text).positionAt(map.range.start).line + 1;
  return {
    knob: {
      id: 'depth',
      kind: 'number',
      about: `copies of the repeat in line ${line}`,
      value: copies,
      least: 1,
      most: Math.min(MAX_LAYERS, Math.max(FEWEST_MOST, 2 * copies)),
      scale: 'linear',
      whole: true,
    },
    edit: (value) => succeed([setEntry(text, map, 'repeat', String(value))]),
  };
}

function findRepeats(text: string, tree: SourceNode | undefined): readonly FoundRepeat[] {
  const found: FoundRepeat[] = [];
  /** Adds the repeats of a list of layers, and says how many layers it stands for. */
  const visit = (map: MapNode, behindAnchor: boolean): number => {
    const list = entryOf(map, 'layers')?.value;
    if (list?.kind !== 'list') return 1;
    const listShared = behindAnchor || isShared(text, list);
    let size = 0;
    for (const item of list.items) {
      if (item.kind !== 'map') continue;
      const itemShared = listShared || isShared(text, item);
      const inner = visit(item, itemShared);
      const repeat = entryOf(item, 'repeat')?.value;
      const copies = repeat?.kind === 'scalar' && typeof repeat.value === 'number' ? repeat.value : undefined;
      if (repeat !== undefined && copies !== undefined) {
        const shared = itemShared || isShared(text, repeat);
        found.push({ map: item, copies, size: copies * inner, shared });
      }
      size += inner * (copies ?? 1);
    }
    return size;
  };
  if (tree?.kind === 'map') visit(tree, false);
  return found;
}
