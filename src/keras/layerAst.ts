import type { TextRange } from '../base/textRange.js';
import type { KeyTable, ObjectAst, ObjectKind, Values } from '../spec/objectKind.js';
import { startOf } from '../spec/structuredTypes.js';

/** The keys that a file says something about. */
export type Given<Keys extends KeyTable> = Partial<Values<Keys>>;

/** A layer as the spec's parser would have made it: what is not given has the default of the table, or nothing. */
export function makeAst<Name extends string, Keys extends KeyTable>(
  kind: ObjectKind<Name, Keys>,
  range: TextRange,
  given: Given<Keys>,
): ObjectAst<Name, Keys> {
  const values: Record<string, unknown> = {};
  for (const [name, key] of Object.entries(kind.keys)) {
    values[name] =
      key.presence === 'default' ? { value: key.default, range: startOf(range), given: false } : undefined;
  }
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) values[name] = value;
  }
  // The table types the values, as in the spec's own reader: defaults are its own, the rest is typed by `given`.
  return { kind: kind.name, range, values: values as Values<Keys> };
}
