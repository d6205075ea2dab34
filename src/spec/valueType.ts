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
  /** Names that other programs have for it; the text with one of them gets this one suggested. */
  readonly synonyms?: readonly string[];
}

/**
 * What a value may be, as data: drives messages and hovers, and whatever else must know the format. Functions stand
 * where the format refers to itself (a repeat holds layers).
 */
export type ValueShape =
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'boolean' }
  | {
      readonly kind: 'text';
      readonly maxLength: number;
      /** What the text is a name of, when it refers to something in the spec. */
      readonly refersTo: 'layer' | undefined;
    }
  | {
      readonly kind: 'choice';
      readonly choices: readonly Choice[];
      /** What to do instead of a value that people expect here. */
      readonly hints: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'object'; readonly object: ObjectKind }
  | VariantsShape
  | {
      readonly kind: 'list';
      readonly item: () => ValueShape;
      readonly itemTitle: string;
      /** Undefined where any length will do. */
      readonly length: number | undefined;
    }
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
