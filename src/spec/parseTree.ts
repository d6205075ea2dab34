import { checkText } from './checkText.js';
import { composeTree } from './composeTree.js';
import type { DiagnosticList } from './diagnosticList.js';
import type { SourceNode } from './sourceTree.js';

/** Reads any text into a tree of ranges; undefined when there is nothing that can be read. Never throws. */
export function parseTree(text: string, diagnostics: DiagnosticList): SourceNode | undefined {
  const obstacle = checkText(text);
  if (obstacle === undefined) return composeTree(text, diagnostics);
  diagnostics.reportSyntax(obstacle);
  return undefined;
}
