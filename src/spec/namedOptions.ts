import { listWords, quote } from './describe.js';
import type { ObjectKind } from './objectKind.js';
import type { MapNode, ScalarNode } from './sourceTree.js';
import { variants, type ObjectType } from './structuredTypes.js';
import { problem, replaceWith, reportNot } from './valueProblems.js';
import type { ReadContext, ValueShape, ValueType } from './valueType.js';

/** Keys that a kind cannot do without, beside its name. */
const requiredOptions = (kind: ObjectKind): readonly string[] =>
  Object.entries(kind.keys).flatMap(([name, { presence }]) =>
    name !== 'kind' && presence === 'required' ? [name] : [],
  );

/** `{kind: step, every: 1000}`: a kind with what it cannot do without. */
function writeGroup(kindName: string, kind: ObjectKind): string {
  const options = requiredOptions(kind).map((name) => {
    const key = kind.keys[name];
    return `, ${name}: ${(key?.presence === 'required' ? key.start : undefined) ?? '…'}`;
  });
  return `{kind: ${kindName}${options.join('')}}`;
}

/** The names that need not say more. */
function namesAlone(shape: ValueShape, types: Readonly<Record<string, ObjectType<unknown>>>): ValueShape {
  if (shape.kind !== 'choice') return shape;
  const needsMore = (name: string): boolean => {
    const type = types[name];
    return type !== undefined && requiredOptions(type.kind).length > 0;
  };
  return { ...shape, choices: shape.choices.filter(({ name }) => !needsMore(name)) };
}

/**
 * A name alone, or a group `{kind: name, …}` with its options.
 * @param title for messages: `an optimizer`
 * @param names the names, the same as the keys of `types`
 * @param types by name, each with the name in its key `kind`
 */
export function namedOptions<T>(
  title: string,
  names: ValueType<string>,
  types: Readonly<Record<string, ObjectType<T>>>,
): ValueType<T> {
  const group = variants<T>(title, 'kind', types);
  const shape: ValueShape = { kind: 'oneOf', shapes: [namesAlone(names.shape, types), group.shape] };

  /** Reads a name as a group that says nothing more. */
  function readName(node: ScalarNode, context: ReadContext): T | undefined {
    const name = names.read(node, context);
    const type = name === undefined ? undefined : types[name];
    if (type === undefined) return undefined;
    const missing = requiredOptions(type.kind);
    if (missing.length > 0) {
      const written = writeGroup(node.source, type.kind);
      context.report(
        problem(
          'spec.missingKey',
          `${context.subject}: ${quote(node.source)} needs ${listWords(missing, 'and')}. Write for example ${written}.`,
          node,
          replaceWith(node, written),
        ),
      );
      return undefined;
    }
    const { range } = node;
    const entries = [{ key: 'kind', keyRange: range, value: node }];
    const map: MapNode = { kind: 'map', range, entries, flow: true, column: 0 };
    return type.read(map, context);
  }

  return {
    shape,
    read(node, context) {
      if (node.kind === 'map') return group.read(node, context);
      if (node.kind === 'scalar' && typeof node.value === 'string') return readName(node, context);
      reportNot(shape, node, context);
      return undefined;
    },
  };
}
