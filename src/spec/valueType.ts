import type { TextRange } from '../base/textRange.js';
import type { Report } from './diagnosticList.js';
import type { SourceNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import type { ObjectKind } from './objectKind.js';

/** A value and where it stands; a default stands where its object does. */
export interface Located<T> {
  readonly value: T;
  readonly range: TextRange;
  /** False for a default. */
  readonly given: boolean;
}

export interface ReadContext {
  /** What is being read, in words for a message: `"units"`. */
  readonly subject: string;
  /** Where to point at when nothing is written: the key. */
  readonly place: TextRange;
  readonly report: Report<SpecCode>;
}

/** One value of an enumeration. */
export interface Choice<Name extends string = string> {
  readonly name: Name;
  /** A sentence or formula for hovers and completion. */
  readonly documentation: string;
}

/**
 * What a value may be, as data: drives messages and hovers, and whatever else must know the format. Functions stand
 * where the format refers to itself (a repeat holds layers).
 */
export type ValueShape =
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text'; readonly maxLength: number }
  | {
      readonly kind: 'choice';
      readonly choices: readonly Choice[];
      /** Part of the format, not of this version. */
      readonly planned: readonly string[];
      /** What to do instead of a value that people expect here. */
      readonly hints: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'object'; readonly object: ObjectKind }
  | VariantsShape
  | { readonly kind: 'list'; readonly item: () => ValueShape; readonly itemTitle: string }
  | { readonly kind: 'oneOf'; readonly shapes: readonly ValueShape[] };

/** An object that is one of several kinds, told by the value of its key `discriminator` or by having a key. */
export interface VariantsShape {
  readonly kind: 'variants';
  readonly title: string;
  readonly discriminator: string;
  readonly variants: Readonly<Record<string, ObjectKind>>;
  /** Kinds told by a key of theirs, e.g. `repeat`. */
  readonly marked: Readonly<Record<string, ObjectKind>>;
}

/** What a value may be, and how to read one. */
export interface ValueType<T> {
  readonly shape: ValueShape;
  /** Reads a node and reports what is wrong with it; undefined when it holds nothing usable. */
  readonly read: (node: SourceNode, context: ReadContext) => T | undefined;
}
