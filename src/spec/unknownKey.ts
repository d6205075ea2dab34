import type { Diagnostic } from '../base/textRange.js';
import { listWords, quote } from './describe.js';
import type { Report } from './diagnosticList.js';
import type { ObjectKind } from './objectKind.js';
import type { MapEntry, MapNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import { sameWord, suggest } from './suggest.js';
import type { ValueShape } from './valueType.js';

interface Advice {
  readonly message: string;
  /** The key that was meant. */
  readonly meant?: string;
  readonly fix?: NonNullable<Diagnostic['fix']>;
}

/** Unknown keys of one map that are reported: past them, advice on each takes time and helps nobody. */
const MAX_UNKNOWN_KEYS = 50;

/** The key of `kind` that `word` was probably meant to be, among those that are not there yet. */
function meantKey(word: string, kind: ObjectKind, absent: readonly string[]): string | undefined {
  const synonym = absent.find((name) => kind.keys[name]?.synonyms?.some((other) => sameWord(other, word)));
  return synonym ?? suggest(word, absent);
}

/** The kinds of object that a value may be. */
function kindsWithin(shape: ValueShape): readonly ObjectKind[] {
  if (shape.kind === 'object') return [shape.object];
  if (shape.kind === 'variants') return [...Object.values(shape.variants), ...Object.values(shape.marked)];
  if (shape.kind === 'list') return kindsWithin(shape.item());
  return [];
}

/** The key of `kind` whose value has a key `word`: people write `learningRate` at the top level. */
function groupWith(word: string, kind: ObjectKind): string | undefined {
  return Object.keys(kind.keys).find((name) => {
    const shape = kind.keys[name]?.type.shape;
    return shape !== undefined && kindsWithin(shape).some(({ keys }) => Object.hasOwn(keys, word));
  });
}

/** An entry that was probably meant to be the key `wanted` of `kind`: misspelt, or without a space after its colon. */
export function findMisspelt(wanted: string, kind: ObjectKind, map: MapNode): MapEntry | undefined {
  return map.entries
    .slice(0, MAX_UNKNOWN_KEYS)
    .find(
      ({ key }) =>
        key.startsWith(`${wanted}:`) ||
        (!Object.hasOwn(kind.keys, key) && meantKey(key, kind, [wanted]) === wanted),
    );
}

function adviseOn({ key, keyRange }: MapEntry, kind: ObjectKind, absent: readonly string[]): Advice {
  if (key === '<<') return { message: 'Merge keys (<<) are not supported: write the keys out.' };
  const glued = /^([A-Za-z]+):(\S.*)$/.exec(key);
  if (glued !== null) {
    const [, name = '', value = ''] = glued;
    const at = keyRange.start + name.length + 1;
    return {
      meant: name,
      message: `A colon needs a space after it: write "${name}: ${value}".`,
      fix: { title: 'Insert a space', edits: [{ range: { start: at, end: at }, newText: ' ' }] },
    };
  }
  const unknown = `Unknown key ${quote(key)} in ${kind.title}.`;
  const meant = meantKey(key, kind, absent);
  if (meant !== undefined) {
    return {
      meant,
      message: `${unknown} Did you mean ${quote(meant)}?`,
      fix: { title: `Change to ${meant}`, edits: [{ range: keyRange, newText: meant }] },
    };
  }
  const group = groupWith(key, kind);
  if (group !== undefined) return { message: `${unknown} It belongs in ${quote(group)}.` };
  return { message: `${unknown} Known keys are ${listWords(Object.keys(kind.keys), 'and')}.` };
}

/**
 * Reports a key that `kind` does not have, with the best advice there is.
 * @param absent the keys of `kind` that could have been meant
 * @returns the one that probably was
 */
export function reportUnknownKey(
  entry: MapEntry,
  kind: ObjectKind,
  absent: readonly string[],
  report: Report<SpecCode>,
): string | undefined {
  const range = entry.keyRange;
  const { meant, ...advice } = adviseOn(entry, kind, absent);
  report({ code: 'spec.unknownKey', severity: 'error', range, ...advice });
  return meant;
}

/**
 * Reports the keys of a map that `kind` does not have.
 * @returns the keys that were probably meant: to report them as missing would be to say the same twice
 */
export function reportUnknownKeys(
  map: MapNode,
  kind: ObjectKind,
  report: Report<SpecCode>,
): ReadonlySet<string | undefined> {
  const written = new Set(map.entries.map(({ key }) => key));
  const absent = Object.keys(kind.keys).filter((name) => !written.has(name));
  const unknown = map.entries.filter(({ key }) => !Object.hasOwn(kind.keys, key));
  return new Set(
    unknown.slice(0, MAX_UNKNOWN_KEYS).map((entry) => reportUnknownKey(entry, kind, absent, report)),
  );
}
