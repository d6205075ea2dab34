import type { Key, ObjectKind } from '../spec/objectKind.js';
import type { ValueShape } from '../spec/valueType.js';
import { alternatives } from './openShapes.js';

/** A piece of a spec to be inserted whole. */
export interface Snippet {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  readonly insert: string;
}

/** Keys that are worth a place in a new object even where they could be left out. */
const WORTH_WRITING: ReadonlySet<string> = new Set([
  'activation',
  'samples',
  'noise',
  'momentum',
  'gain',
  'every',
  'factor',
  'end',
]);

/** An activation that a hidden layer usually has, rather than the default. */
const USUAL_ACTIVATION = 'tanh';

/** Each kind of object that a shape admits, ready to be filled in: `{source: teacher, inputs: 8, …}`. */
export function objectSnippets(shape: ValueShape): readonly Snippet[] {
  return alternatives(shape).flatMap((one) => {
    if (one.kind === 'variants') {
      return Object.entries(one.variants)
        .filter(([, kind]) => !holdsLists(kind))
        .map(([name, kind]) => makeSnippet(name, kind, one.discriminator));
    }
    return one.kind === 'object' ? [makeSnippet(one.object.name, one.object, undefined)] : [];
  });
}

/** Such objects are not written on one line; see layerSnippets. */
const holdsLists = (kind: ObjectKind): boolean =>
  Object.values(kind.keys).some(
    ({ presence, type }) => presence === 'required' && type.shape.kind === 'list',
  );

function makeSnippet(name: string, kind: ObjectKind, discriminator: string | undefined): Snippet {
  let tabStop = 0;
  const parts = Object.entries(kind.keys)
    .filter(
      ([key, { presence }]) =>
        key !== discriminator &&
        (presence === 'required' || (presence === 'default' && WORTH_WRITING.has(key))),
    )
    .map(([key, about]) => `${key}: ${placeholder(key, about, ++tabStop)}`);
  const told = discriminator === undefined ? [] : [`${discriminator}: ${name}`];
  return {
    label: `{${[...told, parts.length > 0 ? '…' : ''].filter((part) => part !== '').join(', ')}}`,
    detail: ` ${kind.name}`,
    documentation: kind.documentation,
    insert: `{${[...told, ...(parts.length > 0 || told.length > 0 ? parts : ['$1'])].join(', ')}}`,
  };
}

function placeholder(name: string, key: Key<unknown>, tabStop: number): string {
  const shape = alternatives(key.type.shape)[0];
  const start =
    name === 'activation'
      ? USUAL_ACTIVATION
      : key.presence === 'required'
        ? key.start
        : key.presence === 'default'
          ? key.defaultText
          : undefined;
  if (shape?.kind === 'choice') {
    const names = shape.choices.map((choice) => choice.name);
    const ordered = start === undefined ? names : [start, ...names.filter((other) => other !== start)];
    return `\${${tabStop}|${ordered.join(',')}|}`;
  }
  return start === undefined ? `$${tabStop}` : `\${${tabStop}:${start}}`;
}
