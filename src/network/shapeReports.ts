import type { TextEdit, TextRange } from '../base/textRange.js';
import type { Report } from '../spec/diagnosticList.js';
import { insertItem } from '../spec/editList.js';
import type { ListNode, SourceNode } from '../spec/sourceTree.js';
import type { NetworkCode } from './networkCodes.js';
import type { ReportShape } from './walk.js';

interface Item {
  readonly list: ListNode;
  readonly index: number;
}

/** More fixes of this kind than anyone would use; each takes a look at its whole list. */
const MAX_FIXES = 50;

const keyOf = ({ start, end }: TextRange): string => `${start} ${end}`;

/** The items of all lists of a tree by their place. */
function findItems(tree: SourceNode): ReadonlyMap<string, Item> {
  const items = new Map<string, Item>();
  const visit = (node: SourceNode): void => {
    if (node.kind === 'map') {
      for (const { value } of node.entries) visit(value);
    } else if (node.kind === 'list') {
      node.items.forEach((item, index) => {
        items.set(keyOf(item.range), { list: node, index });
        visit(item);
      });
    }
  };
  visit(tree);
  return items;
}

/** Reports shapes that do not fit, with the edits that insert a layer before one. */
export function shapeReporter(text: string, tree: SourceNode, report: Report<NetworkCode>): ReportShape {
  let items: ReadonlyMap<string, Item> | undefined;
  let fixes = 0;
  const insertBefore = (range: TextRange, type: string): TextEdit | undefined => {
    if (fixes++ >= MAX_FIXES) return undefined;
    items ??= findItems(tree);
    const item = items.get(keyOf(range));
    return item === undefined ? undefined : insertItem(text, item.list, item.index, `{type: ${type}}`);
  };
  return ({ code, message, range, insertBefore: type }, layer) => {
    const edit = type === undefined ? undefined : insertBefore(layer.range, type);
    report({
      code,
      severity: 'error',
      message,
      range,
      ...(edit === undefined ? {} : { fix: { title: `Insert ${type ?? ''} before`, edits: [edit] } }),
    });
  };
}
