import { parse } from 'yaml';

import { assertNever } from '../base/result.js';
import { describeShape } from './describe.js';
import { FORMAT_VERSION, ROOT } from './keysRoot.js';
import type { Key, ObjectKind } from './objectKind.js';
import { CONTROL_CHARACTERS } from './scalarTypes.js';
import type { ValueShape, VariantsShape } from './valueType.js';

/** A schema of draft 7, the one that editors know. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One line of text that is not blank. */
const TEXT_PATTERN = `^(?=[^]*\\S)[^${CONTROL_CHARACTERS}]*$`;

const withoutArticle = (title: string): string => title.replace(/^(?:an?|the) /, '');

/** `a layerNorm layer` → `layerNormLayer` */
function definitionName(title: string): string {
  const [first = '', ...rest] = withoutArticle(title).split(/[^\w]+/);
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Builds a schema with one definition for each kind of object that is met on the way. */
class SchemaBuilder {
  readonly definitions: Record<string, JsonSchema> = {};

  /** A reference to the definition of that name, made by `make` when it is the first. */
  private define(title: string, make: () => JsonSchema): JsonSchema {
    const name = definitionName(title);
    if (!Object.hasOwn(this.definitions, name)) {
      // The format refers to itself: layers hold layers.
      this.definitions[name] = {};
      this.definitions[name] = make();
    }
    return { $ref: `#/definitions/${name}` };
  }

  shape(shape: ValueShape): JsonSchema {
    switch (shape.kind) {
      case 'integer':
      case 'number':
        return { type: shape.kind, minimum: shape.minimum, maximum: shape.maximum };
      case 'boolean':
        return { type: 'boolean' };
      case 'text':
        return { type: 'string', maxLength: shape.maxLength, pattern: TEXT_PATTERN };
      case 'choice':
        return {
          enum: shape.choices.map(({ name }) => name),
          markdownEnumDescriptions: shape.choices.map(({ documentation }) => documentation),
        };
      case 'object':
        return this.define(shape.object.title, () => this.object(shape.object));
      case 'variants':
        return this.define(`any ${withoutArticle(shape.title)}`, () => this.variants(shape));
      case 'list':
        return {
          type: 'array',
          items: this.shape(shape.item()),
          ...(shape.length === undefined ? {} : { minItems: shape.length, maxItems: shape.length }),
        };
      case 'oneOf':
        return { anyOf: shape.shapes.map((alternative) => this.shape(alternative)) };
      default:
        return assertNever(shape);
    }
  }

  /** @param fixed keys that have one value only */
  object(kind: ObjectKind, fixed: Readonly<Record<string, unknown>> = {}): JsonSchema {
    const properties = Object.entries(kind.keys).map(([name, key]): [string, JsonSchema] => [
      name,
      this.key(key, Object.hasOwn(fixed, name) ? { const: fixed[name] } : this.shape(key.type.shape)),
    ]);
    const required = Object.entries(kind.keys).flatMap(([name, { presence }]) =>
      presence === 'required' ? [name] : [],
    );
    const needs = Object.entries(kind.keys).flatMap(([name, key]) =>
      key.needs === undefined ? [] : [[name, [key.needs]]],
    );
    return {
      type: 'object',
      markdownDescription: kind.documentation,
      properties: Object.fromEntries(properties),
      ...(required.length > 0 ? { required } : {}),
      ...(needs.length > 0 ? { dependencies: Object.fromEntries(needs) } : {}),
      ...(kind.exactlyOne === undefined
        ? {}
        : { oneOf: kind.exactlyOne.map((name) => ({ required: [name] })) }),
      additionalProperties: false,
    };
  }

  /** An object whose discriminator says which schema holds: editors then complain about that one only. */
  private variants({ discriminator, variants, marked }: VariantsShape): JsonSchema {
    const kinds = Object.entries(variants);
    const markers = Object.entries(marked);
    const chooser = kinds[0]?.[1].keys[discriminator];
    const unmarked = markers.map(([marker]) => ({ not: { required: [marker] } }));
    return {
      type: 'object',
      properties:
        chooser === undefined ? {} : { [discriminator]: this.key(chooser, this.shape(chooser.type.shape)) },
      anyOf: [discriminator, ...markers.map(([marker]) => marker)].map((name) => ({ required: [name] })),
      allOf: [
        ...markers.map(([marker, kind]) => ({
          if: { required: [marker] },
          then: this.define(kind.title, () => this.object(kind)),
        })),
        ...kinds.map(([said, kind]) => {
          const shared = kinds.filter(([, other]) => other === kind).length > 1;
          const is = { required: [discriminator], properties: { [discriminator]: { const: said } } };
          return {
            if: unmarked.length === 0 ? is : { ...is, allOf: unmarked },
            then: this.define(kind.title, () => this.object(kind, shared ? {} : { [discriminator]: said })),
          };
        }),
      ],
    };
  }

  /** @param schema of its value */
  private key(key: Key<unknown>, schema: JsonSchema): JsonSchema {
    const value: unknown = key.presence === 'default' ? parse(key.defaultText) : undefined;
    const about = {
      markdownDescription: describeForEditor(key),
      ...(value === undefined ? {} : { default: value }),
    };
    // What stands beside a reference does not count.
    return '$ref' in schema ? { allOf: [schema], ...about } : { ...schema, ...about };
  }
}

/** A key's documentation as Markdown, as `describeKey` has it for our own hovers. */
function describeForEditor(key: Key<unknown>): string {
  const facts = [
    describeShape(key.type.shape),
    key.unit,
    key.presence === 'required' ? 'required' : undefined,
    key.presence === 'optional' ? `default: ${key.without}` : undefined,
  ].filter((fact) => fact !== undefined);
  return [
    key.documentation,
    ...(key.equation === undefined ? [] : [key.equation]),
    `_${facts.join(' · ')}_`,
  ].join('\n\n');
}

/** The JSON Schema of a whole spec, for editors that read one: made of the table of keys, as everything else. */
export function jsonSchema(): JsonSchema {
  const builder = new SchemaBuilder();
  const root = builder.object(ROOT, { bbd: FORMAT_VERSION });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'BBD network spec',
    ...root,
    definitions: builder.definitions,
  };
}
