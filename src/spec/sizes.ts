import { integer } from './scalarTypes.js';
import { reportNot } from './valueProblems.js';
import type { ValueShape, ValueType } from './valueType.js';

/**
 * Whole numbers from 1 to `maximum`, one for each axis that a window slides along; a number alone stands for all axes.
 * @param axes 1 along a line, 2 over an image (height, width)
 */
export function sizes(axes: 1 | 2, maximum: number): ValueType<readonly number[]> {
  const one = integer(1, maximum);
  const shape: ValueShape = {
    kind: 'oneOf',
    shapes: [
      one.shape,
      {
        kind: 'list',
        item: () => one.shape,
        itemTitle: axes === 1 ? 'whole number' : 'whole numbers',
        length: axes,
      },
    ],
  };
  return {
    shape,
    read(node, context) {
      if (node.kind !== 'list') {
        if (node.kind === 'map') {
          reportNot(shape, node, context);
          return undefined;
        }
        const size = one.read(node, context);
        return size === undefined ? undefined : new Array<number>(axes).fill(size);
      }
      if (node.items.length !== axes) {
        context.report({
          code: 'spec.wrongType',
          severity: 'error',
          message: `${context.subject} has ${node.items.length} numbers: it needs ${axes === 1 ? 'one' : `${axes}, for height and width`}, or a number alone.`,
          range: node.range,
        });
        return undefined;
      }
      const read = node.items.flatMap((item, i) => {
        const subject = `number ${i + 1} of ${context.subject}`;
        return one.read(item, { ...context, subject, place: item.range }) ?? [];
      });
      return read.length === axes ? read : undefined;
    },
  };
}
