import type { TextEdit, TextRange } from '../base/textRange.js';
import { listWords, quote } from './describe.js';
import type { Key, KeyTable, ObjectAst, ObjectKind, Values } from './objectKind.js';
import { reportNot } from './valueProblems.js';
import { entryOf, type MapEntry, type MapNode, type SourceNode } from './sourceTree.js';
import { findMisspelt, reportUnknownKey, reportUnknownKeys } from './unknownKey.js';
import type { Located, ReadContext, ValueShape, ValueType, VariantsShape } from './valueType.js';

/** The first character of what is missing something: pointing at all of a long block would drown the rest. */
export const startOf = (range: TextRange): TextRange => ({
  start: range.start,
  end: Math.min(range.end, range.start + 1),
});

/** Inserts `key: value` as the first entry of a map. */
function insertEntry(map: MapNode, key: string, value: string): TextEdit {
  if (map.flow) {
    const at = map.range.start + 1;
    return {
      range: { start: at, end: at },
      newText: map.entries.length === 0 ? `${key}: ${value}` : `${key}: ${value}, `,
    };
  }
  const at = map.range.start;
  return { range: { start: at, end: at }, newText: `${key}: ${value}\n${' '.repeat(map.column)}` };
}

function reportMissingKey(map: MapNode, kind: ObjectKind, name: string, context: ReadContext): void {
  const key = kind.keys[name];
  const start = key?.presence === 'required' ? key.start : undefined;
  context.report({
    code: 'spec.missingKey',
    severity: 'error',
    message: `${quote(name)} is missing in ${kind.title}.${start === undefined ? '' : ` Write for example "${name}: ${start}".`}`,
    range: startOf(map.range),
    ...(start === undefined
      ? {}
      : { fix: { title: `Insert ${name}: ${start}`, edits: [insertEntry(map, name, start)] } }),
  });
}

/** A key that says nothing, since the one that it is about is not there. */
function reportUselessKey({ key, keyRange }: MapEntry, needs: string, context: ReadContext): void {
  context.report({
    code: 'spec.missingKey',
    severity: 'error',
    message: `${quote(key)} says nothing without ${quote(needs)} beside it: write both or none.`,
    range: keyRange,
  });
}

/** Of some keys there must be one. */
function checkExactlyOne(
  map: MapNode,
  kind: ObjectKind,
  names: readonly string[],
  meant: ReadonlySet<string | undefined>,
  { report }: ReadContext,
): void {
  const [first, second] = map.entries.filter(({ key }) => names.includes(key));
  if (first === undefined && !names.some((name) => meant.has(name))) {
    report({
      code: 'spec.missingKey',
      severity: 'error',
      message: `${listWords(names.map(quote), 'or')} is missing in ${kind.title}.`,
      range: startOf(map.range),
    });
  }
  if (first === undefined || second === undefined) return;
  report({
    code: 'spec.conflictingKeys',
    severity: 'error',
    message: `${quote(first.key)} and ${quote(second.key)} exclude each other: keep one of the two.`,
    range: second.keyRange,
    related: [{ message: `The other one, ${quote(first.key)}`, range: first.keyRange }],
  });
}

function readKey(
  key: Key<unknown>,
  entry: MapEntry | undefined,
  map: MapNode,
  context: ReadContext,
): Located<unknown> | undefined {
  if (entry !== undefined) {
    const subject = quote(entry.key);
    const value = key.type.read(entry.value, { subject, place: entry.keyRange, report: context.report });
    if (value !== undefined) return { value, range: entry.value.range, given: true };
  }
  return key.presence === 'default'
    ? { value: key.default, range: startOf(map.range), given: false }
    : undefined;
}

/** Reads every key of `kind` from a map; reports unknown and missing ones. */
export function readObject<Name extends string, Keys extends KeyTable>(
  map: MapNode,
  kind: ObjectKind<Name, Keys>,
  context: ReadContext,
): ObjectAst<Name, Keys> {
  const meant = reportUnknownKeys(map, kind, context.report);
  const values: Record<string, Located<unknown> | undefined> = {};
  for (const [name, key] of Object.entries(kind.keys)) {
    const entry = entryOf(map, name);
    if (entry === undefined && key.presence === 'required' && !meant.has(name)) {
      reportMissingKey(map, kind, name, context);
    }
    if (entry !== undefined && key.needs !== undefined && entryOf(map, key.needs) === undefined) {
      reportUselessKey(entry, key.needs, context);
    }
    values[name] = readKey(key, entry, map, context);
  }
  if (kind.exactlyOne !== undefined) checkExactlyOne(map, kind, kind.exactlyOne, meant, context);
  // The table is what types the values: each was read by the type of its own key.
  return { kind: kind.name, range: map.range, values: values as Values<Keys> };
}

/** The map if there is one; anything else is reported. */
function mapOf(node: SourceNode, shape: ValueShape, context: ReadContext): MapNode | undefined {
  if (node.kind === 'map') return node;
  reportNot(shape, node, context);
  return undefined;
}

export interface ObjectType<T> extends ValueType<T> {
  readonly kind: ObjectKind;
}

/** An object of one kind. */
export function object<Name extends string, Keys extends KeyTable>(
  kind: ObjectKind<Name, Keys>,
): ObjectType<ObjectAst<Name, Keys>> {
  const shape: ValueShape = { kind: 'object', object: kind };
  return {
    shape,
    kind,
    read(node, context) {
      const map = mapOf(node, shape, context);
      return map === undefined ? undefined : readObject(map, kind, context);
    },
  };
}

type Types<T> = Readonly<Record<string, ObjectType<T>>>;
const kindsOf = (types: Types<unknown>): Readonly<Record<string, ObjectKind>> =>
  Object.fromEntries(Object.entries(types).map(([name, { kind }]) => [name, kind]));

/**
 * An object of one of several kinds.
 * @param title for messages: `a layer`
 * @param discriminator the key whose value names the kind
 * @param types by that value
 * @param marked kinds told by having a key instead
 */
export function variants<T>(
  title: string,
  discriminator: string,
  types: Types<T>,
  marked: Types<T> = {},
): ValueType<T> {
  const shape: VariantsShape = {
    kind: 'variants',
    title,
    discriminator,
    variants: kindsOf(types),
    marked: kindsOf(marked),
  };
  const all = [...Object.values(types), ...Object.values(marked)];
  return {
    shape,
    read(node, context) {
      const map = mapOf(node, shape, context);
      if (map === undefined) return undefined;
      const kind = variantOf(map, shape);
      const type = all.find((candidate) => candidate.kind === kind);
      if (type !== undefined) return type.read(map, context);
      reportUnknownVariant(map, shape, context);
      return undefined;
    },
  };
}

/** Every kind has the discriminator among its keys, so any of them can say what is wrong with it. */
function reportUnknownVariant(map: MapNode, shape: VariantsShape, context: ReadContext): void {
  const entry = entryOf(map, shape.discriminator);
  const kind = Object.values(shape.variants)[0];
  const key = kind?.keys[shape.discriminator];
  if (kind === undefined || key === undefined) return;
  if (entry !== undefined) {
    readKey(key, entry, map, context);
    return;
  }
  const any = { ...kind, title: shape.title };
  const misspelt = findMisspelt(shape.discriminator, kind, map);
  if (misspelt === undefined) reportMissingKey(map, any, shape.discriminator, context);
  else reportUnknownKey(misspelt, any, [shape.discriminator], context.report);
}

/** The kind that a map is of; undefined when it does not say, or says one that is not known. */
export function variantOf(map: MapNode, shape: VariantsShape): ObjectKind | undefined {
  for (const [key, kind] of Object.entries(shape.marked)) {
    if (entryOf(map, key) !== undefined) return kind;
  }
  const said = entryOf(map, shape.discriminator)?.value;
  if (said?.kind !== 'scalar' || typeof said.value !== 'string') return undefined;
  return Object.hasOwn(shape.variants, said.value) ? shape.variants[said.value] : undefined;
}

/** An item of a list; `value` is undefined when it could not be read, so that its place in the order stays known. */
export interface ListItem<T> {
  readonly value: T | undefined;
  readonly range: TextRange;
}

/**
 * A list.
 * @param item what it holds; a function, since the format refers to itself
 * @param itemTitle in the plural: `layers`
 */
export function list<T>(item: () => ValueType<T>, itemTitle: string): ValueType<readonly ListItem<T>[]> {
  const shape: ValueShape = { kind: 'list', item: () => item().shape, itemTitle, length: undefined };
  return {
    shape,
    read(node, context) {
      if (node.kind !== 'list') {
        reportNot(shape, node, context);
        return undefined;
      }
      const type = item();
      return node.items.map((value, i) => ({
        value: type.read(value, {
          subject: `item ${i + 1} of ${context.subject}`,
          place: value.range,
          report: context.report,
        }),
        range: value.range,
      }));
    },
  };
}
