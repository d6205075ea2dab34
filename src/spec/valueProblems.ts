import type { Diagnostic } from '../base/textRange.js';
import { describeNode, describeShape } from './describe.js';
import type { CodedDiagnostic } from './diagnosticList.js';
import type { ScalarNode, SourceNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import type { ReadContext, ValueShape } from './valueType.js';

type Fix = NonNullable<Diagnostic['fix']>;

/** The fix that writes something else in a node's place. */
export const replaceWith = (node: SourceNode, newText: string): Fix => ({
  title: `Change to ${newText}`,
  edits: [{ range: node.range, newText }],
});

/** An error at a node. */
export const problem = (
  code: SpecCode,
  message: string,
  node: SourceNode,
  fix?: Fix,
): CodedDiagnostic<SpecCode> => ({
  code,
  severity: 'error',
  message,
  range: node.range,
  ...(fix === undefined ? {} : { fix }),
});

/** Reports that nothing is written where `shape` should be. */
function reportMissingValue(shape: ValueShape, { subject, place, report }: ReadContext): void {
  report({
    code: 'spec.missingValue',
    severity: 'error',
    message: `${subject} has no value: it must be ${describeShape(shape)}.`,
    range: place,
  });
}

/** Reports that a node is of another kind than `shape`. */
export function reportWrongType(node: SourceNode, shape: ValueShape, context: ReadContext, fix?: Fix): void {
  context.report(
    problem(
      'spec.wrongType',
      `${context.subject} must be ${describeShape(shape)}, not ${describeNode(node)}.`,
      node,
      fix,
    ),
  );
}

const isBlank = (node: SourceNode): boolean => node.kind === 'scalar' && node.value === null;

/** Reports that a node is not of a shape, or nothing at all. */
export function reportNot(shape: ValueShape, node: SourceNode, context: ReadContext): void {
  if (isBlank(node)) reportMissingValue(shape, context);
  else reportWrongType(node, shape, context);
}

/** The scalar if there is one; a missing value and a map or list are reported. */
export function scalarOf(node: SourceNode, shape: ValueShape, context: ReadContext): ScalarNode | undefined {
  if (node.kind === 'scalar' && !isBlank(node)) return node;
  reportNot(shape, node, context);
  return undefined;
}
