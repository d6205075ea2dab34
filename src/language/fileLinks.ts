import type { TextRange } from '../base/textRange.js';
import type { SourceNode } from '../spec/sourceTree.js';
import { specEntries } from './specEntries.js';

/** Keys whose value is a path relative to the spec, and the ends of the names of such files. */
export const FILE_KEYS: Readonly<Record<string, readonly string[]>> = {
  path: ['.csv', '.tsv', '.txt'],
  keras: ['.json'],
};

/** A file that a spec names. */
export interface FileLink {
  readonly path: string;
  readonly range: TextRange;
}

export function fileLinks(tree: SourceNode | undefined): readonly FileLink[] {
  if (tree === undefined) return [];
  return [...specEntries(tree)].flatMap(({ entry: { key, value } }) =>
    Object.hasOwn(FILE_KEYS, key) && value.kind === 'scalar' && typeof value.value === 'string'
      ? [{ path: value.value, range: value.range }]
      : [],
  );
}
