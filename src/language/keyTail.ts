import type { Key } from '../spec/objectKind.js';
import type { ValueShape } from '../spec/valueType.js';
import { alternatives } from './openShapes.js';

/** How something is written at a place. */
export interface Writing {
  readonly flow: boolean;
  /** Of the keys around, in block style. */
  readonly column: number;
  /** The colon stands there already. */
  readonly bare: boolean;
}

interface Tail {
  /** Snippet text behind the key. */
  readonly insert: string;
  /** The value is to be chosen at once. */
  readonly continues: boolean;
}

/** What follows a key when it is inserted: its colon, and a sensible start of its value. */
export function keyTail(key: Key<unknown>, { flow, column, bare }: Writing): Tail {
  if (bare) return { insert: '', continues: false };
  const shapes = alternatives(key.type.shape);
  const start = startOf(key);
  if (start !== undefined && shapes.some(isNumber)) return { insert: `: \${1:${start}}`, continues: false };
  const [shape] = shapes;
  switch (shape?.kind) {
    case 'list':
      return flow || shape.item().kind !== 'variants'
        ? { insert: ': [$1]', continues: true }
        : { insert: `:\n${' '.repeat(column + 2)}- $0`, continues: true };
    case 'object':
      return { insert: ': {$1}', continues: true };
    case 'variants':
      return { insert: ': ', continues: true };
    case 'choice':
    case 'boolean':
      return { insert: ': ', continues: true };
    case 'text':
      return { insert: ': ', continues: shape.refersTo !== undefined || key.presence === 'required' };
    default:
      return { insert: ': ', continues: false };
  }
}

const isNumber = ({ kind }: ValueShape): boolean => kind === 'integer' || kind === 'number';

const startOf = (key: Key<unknown>): string | undefined =>
  key.presence === 'required' ? key.start : key.presence === 'default' ? key.defaultText : undefined;
