import { readTable, type TableOptions } from '../data/readTable.js';

type Table = ReturnType<typeof readTable>;

/** Specs that are open at the same time and read a file. */
const MAX_REMEMBERED = 4;

const remembered: { readonly text: string; readonly options: string; readonly table: Table }[] = [];

/**
 * `readTable`, remembering the last few: a spec is checked on every keystroke, its data file hardly ever changes, and
 * reading a large one takes a second.
 */
export function readTableOnce(text: string, options: TableOptions): Table {
  const key = JSON.stringify(options);
  const at = remembered.findIndex((entry) => entry.options === key && entry.text === text);
  const [entry = { text, options: key, table: readTable(text, options) }] =
    at < 0 ? [] : remembered.splice(at, 1);
  remembered.unshift(entry);
  remembered.length = Math.min(remembered.length, MAX_REMEMBERED);
  return entry.table;
}
