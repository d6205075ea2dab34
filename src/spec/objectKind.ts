import type { TextRange } from '../base/textRange.js';
import type { Located, ValueType } from './valueType.js';

/** What is told about a key, in hovers, completion and docs/spec.md. */
interface KeyDocumentation {
  /** One or two sentences. */
  readonly documentation: string;
  /** Of the number, e.g. `steps`. */
  readonly unit?: string;
  /** The equation it enters. */
  readonly equation?: string;
  /** A key that must stand beside it: without that one it says nothing. */
  readonly needs?: string;
  /** Names that people use for it elsewhere; an unknown key with one of them gets this key suggested. */
  readonly synonyms?: readonly string[];
}

export interface RequiredKey<T> extends KeyDocumentation {
  readonly presence: 'required';
  readonly type: ValueType<T>;
  /** What a quick fix inserts as its value, where one value is a sensible start. */
  readonly start?: string;
}

export interface DefaultKey<T> extends KeyDocumentation {
  readonly presence: 'default';
  readonly type: ValueType<T>;
  readonly default: T;
  /** The default as a person would write it. */
  readonly defaultText: string;
}

export interface OptionalKey<T> extends KeyDocumentation {
  readonly presence: 'optional';
  readonly type: ValueType<T>;
  /** What holds without it, in words. */
  readonly without: string;
}

export type Key<T> = RequiredKey<T> | DefaultKey<T> | OptionalKey<T>;
export type KeyTable = Readonly<Record<string, Key<unknown>>>;

export const required = <T>(
  type: ValueType<T>,
  about: KeyDocumentation & { readonly start?: string },
): RequiredKey<T> => ({ presence: 'required', type, ...about });

export const withDefault = <T>(
  type: ValueType<T>,
  value: T,
  about: KeyDocumentation & { readonly defaultText?: string },
): DefaultKey<T> => ({
  presence: 'default',
  type,
  default: value,
  defaultText: String(value),
  ...about,
});

export const optional = <T>(
  type: ValueType<T>,
  about: KeyDocumentation & { readonly without: string },
): OptionalKey<T> => ({ presence: 'optional', type, ...about });

/** A kind of object in a spec and the keys that it may have. */
export interface ObjectKind<Name extends string = string, Keys extends KeyTable = KeyTable> {
  readonly name: Name;
  /** In messages after "in": `a dense layer`. */
  readonly title: string;
  readonly documentation: string;
  readonly keys: Keys;
  /** Keys of which there must be one, and one only. */
  readonly exactlyOne?: readonly string[];
}

/** What is read from the keys of a table; undefined where nothing usable is written and there is no default. */
export type Values<Keys extends KeyTable> = {
  readonly [Name in keyof Keys]: Keys[Name] extends DefaultKey<infer T>
    ? Located<T>
    : Keys[Name] extends Key<infer T>
      ? Located<T> | undefined
      : never;
};

/** An object of a spec as far as it could be read. */
export interface ObjectAst<Name extends string, Keys extends KeyTable> {
  readonly kind: Name;
  readonly range: TextRange;
  readonly values: Values<Keys>;
}

export type AstOf<Kind> = Kind extends ObjectKind<infer Name, infer Keys> ? ObjectAst<Name, Keys> : never;
