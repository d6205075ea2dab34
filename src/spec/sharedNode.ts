import type { SourceNode } from './sourceTree.js';

/** Blanks between an anchor and what it names, comments among them, are seldom longer. */
const ANCHOR_REACH = 100;

/** Whether a node is named by an anchor or is an alias: what is changed in it would change elsewhere, too. */
export function isShared(text: string, { range: { start } }: Pick<SourceNode, 'range'>): boolean {
  return text.charAt(start) === '*' || /&\S+\s+$/.test(text.slice(Math.max(0, start - ANCHOR_REACH), start));
}
