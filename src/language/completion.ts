import { describeKey } from '../spec/describeKey.js';
import type { Key, ObjectKind } from '../spec/objectKind.js';
import type { ValueShape } from '../spec/valueType.js';
import { keysAfter } from './keysAfter.js';
import { keyTail, type Writing } from './keyTail.js';
import { layerSnippets } from './layerSnippets.js';
import { objectSnippets } from './objectSnippets.js';
import { alternatives, kindsOf, shapesOf, type OpenShapes } from './openShapes.js';
import { silencingCodes } from './silencing.js';
import { readOpenStructure, type OpenFrame, type OpenMap, type OpenStructure } from './openStructure.js';
import { scalarSuggestions } from './scalarSuggestions.js';
import type { Completion, CompletionSources, Suggestion } from './suggestion.js';

const WORD_BEFORE = /[A-Za-z0-9_+.][\w./+-]*$/;
const WORD_AFTER = /^[\w./+-]*/;

/** What could be written at a place of a spec, however broken the text is. */
export function completionsAt(
  text: string,
  offset: number,
  sources: CompletionSources,
): readonly Completion[] {
  const start = offset - (WORD_BEFORE.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (WORD_AFTER.exec(text.slice(offset))?.[0].length ?? 0);
  const structure = readOpenStructure(text.slice(0, start));
  if (structure.place === 'comment') return silencingCodes(text, start, end);
  // A colon needs a space behind it.
  const glued = text.charAt(start - 1) === ':' && !structure.frames.at(-1)?.flow;
  return suggestionsFor(text, end, structure, sources).map((suggestion) => ({
    ...suggestion,
    insert: glued ? ` ${suggestion.insert}` : suggestion.insert,
    range: { start, end },
  }));
}

function suggestionsFor(
  text: string,
  end: number,
  structure: OpenStructure,
  sources: CompletionSources,
): readonly Suggestion[] {
  const { frames, place, column } = structure;
  const shapes = shapesOf(frames);
  const top = frames.at(-1);
  const flow = top?.flow === true;
  switch (place) {
    case 'key': {
      if (top?.kind !== 'map') return [];
      const hasColon = /^\s*:/.test(text.slice(end));
      const later = keysAfter(text, end, frames).map((key) => ({ key, value: undefined }));
      const writing: Writing = { flow, column, bare: hasColon };
      return keySuggestions(shapes.own, { ...top, entries: [...top.entries, ...later] }, writing);
    }
    case 'value':
      return valueSuggestions(shapes, { flow: true, column, bare: false }, sources);
    case 'node':
      if (top === undefined)
        return keySuggestions(shapes.next, emptyMap(column), { flow, column, bare: false });
      return nodeSuggestions(text, end, structure, shapes, sources);
    case 'dash':
      return layersFirst(shapes.next, '- ', { flow, column: column + 2, bare: false });
    case 'comment':
    case 'nowhere':
      return [];
  }
}

const emptyMap = (column: number): OpenMap => ({ kind: 'map', flow: false, column, entries: [] });

/** A map in block style whose first key is to be written here; others may stand below already. */
function begunMap(text: string, end: number, frames: readonly OpenFrame[], column: number): OpenMap {
  const later = keysAfter(text, end, [...frames, emptyMap(column)]);
  return { ...emptyMap(column), entries: later.map((key) => ({ key, value: undefined })) };
}

/** Something new begins: an item of a list, or the value of a key on a line of its own. */
function nodeSuggestions(
  text: string,
  end: number,
  { frames, column }: OpenStructure,
  shapes: OpenShapes,
  sources: CompletionSources,
): readonly Suggestion[] {
  const top = frames.at(-1);
  const flow = top?.flow === true;
  const writing: Writing = { flow, column, bare: false };
  if (flow || top?.kind === 'list') {
    const map = flow ? emptyMap(column) : begunMap(text, end, frames, column);
    const keys = flow ? [] : keySuggestions(shapes.next, map, writing).map(behind);
    return [
      ...(map.entries.length > 0 ? [] : layersFirst(shapes.next, '', writing)),
      ...keys,
      ...scalarSuggestions(shapes, sources),
    ];
  }
  const lists = shapes.next.flatMap(alternatives).filter(({ kind }) => kind === 'list');
  const items = lists.flatMap((shape) => (shape.kind === 'list' ? [shape.item()] : []));
  return [
    ...layersFirst(items, '- ', { ...writing, column: column + 2 }),
    ...keySuggestions(shapes.next, begunMap(text, end, frames, column), writing),
  ];
}

/** Ranked behind snippets. */
const behind = (suggestion: Suggestion): Suggestion => ({ ...suggestion, rank: suggestion.rank + 100 });

function layersFirst(shapes: readonly ValueShape[], before: string, writing: Writing): readonly Suggestion[] {
  return shapes
    .flatMap((shape) => [...layerSnippets(shape, writing), ...objectSnippets(shape)])
    .map((snippet, rank) => ({
      ...snippet,
      kind: 'snippet',
      insert: before + snippet.insert,
      continues: false,
      rank,
    }));
}

/** The keys that a map can still get. */
function keySuggestions(
  shapes: readonly ValueShape[],
  map: OpenMap,
  writing: Writing,
): readonly Suggestion[] {
  const written = new Set(map.entries.map(({ key }) => key));
  const kinds = shapes.flatMap((shape) => kindsOf(shape, map.entries));
  const seen = new Map<string, Suggestion>();
  for (const object of kinds) {
    Object.entries(object.keys).forEach(([name, key], rank) => {
      if (written.has(name) || seen.has(name) || !makesSense(name, key, object, written)) return;
      // While the kind is open, the keys that settle it come first.
      const settles = kinds.length > 1 && key.presence === 'required' ? 0 : 10;
      seen.set(name, describe(name, key, object, writing, settles + rank));
    });
  }
  return [...seen.values()];
}

function makesSense(
  name: string,
  key: Key<unknown>,
  { exactlyOne }: ObjectKind,
  written: ReadonlySet<string>,
): boolean {
  if (key.needs !== undefined && !written.has(key.needs)) return false;
  return exactlyOne?.includes(name) !== true || !exactlyOne.some((other) => written.has(other));
}

function describe(
  name: string,
  key: Key<unknown>,
  object: ObjectKind,
  writing: Writing,
  rank: number,
): Suggestion {
  const tail = keyTail(key, writing);
  const isNeeded = key.presence === 'required' || object.exactlyOne?.[0] === name;
  return {
    label: name,
    kind: 'key',
    ...(isNeeded ? { detail: ' required' } : {}),
    documentation: describeKey({
      name,
      key,
      object,
      on: 'key',
      range: { start: 0, end: 0 },
      choice: undefined,
    }),
    insert: `${name}${tail.insert}`,
    continues: tail.continues,
    rank: rank + (isNeeded ? 0 : key.presence === 'optional' ? 40 : 20),
  };
}

/** Values behind a key, on its line. */
function valueSuggestions(
  shapes: OpenShapes,
  writing: Writing,
  sources: CompletionSources,
): readonly Suggestion[] {
  return [...scalarSuggestions(shapes, sources), ...layersFirst(shapes.next, '', writing)].map(
    (suggestion, rank) => ({
      ...suggestion,
      rank,
    }),
  );
}
