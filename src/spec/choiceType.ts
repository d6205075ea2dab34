import { describeShape, listWords, quote } from './describe.js';
import type { CodedDiagnostic } from './diagnosticList.js';
import type { SourceNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import { suggest } from './suggest.js';
import { problem, replaceWith, reportWrongType, scalarOf } from './valueProblems.js';
import type { Choice, ValueShape, ValueType } from './valueType.js';

export interface ChoiceOptions {
  readonly planned?: readonly string[];
  readonly hints?: Readonly<Record<string, string>>;
}

/** One of some names. */
export function choice<const Name extends string>(
  choices: readonly Choice<Name>[],
  { planned = [], hints = {} }: ChoiceOptions = {},
): ValueType<Name> {
  const shape: ValueShape = { kind: 'choice', choices, planned, hints };
  const names = choices.map(({ name }) => name);
  return {
    shape,
    read(node, context) {
      const scalar = scalarOf(node, shape, context);
      if (scalar === undefined) return undefined;
      const { value } = scalar;
      const chosen = names.find((name) => name === value);
      if (chosen !== undefined) return chosen;
      if (typeof value !== 'string') {
        reportWrongType(node, shape, context);
      } else if (planned.includes(value)) {
        context.report(
          problem(
            'spec.unsupported',
            `${context.subject}: ${quote(value)} is not supported yet by this version. Use ${describeShape(shape)}.`,
            node,
          ),
        );
      } else {
        context.report(unknownChoice(node, value, names, planned, hints, context.subject));
      }
      return undefined;
    },
  };
}

function unknownChoice(
  node: SourceNode,
  value: string,
  names: readonly string[],
  planned: readonly string[],
  hints: Readonly<Record<string, string>>,
  subject: string,
): CodedDiagnostic<SpecCode> {
  const said = `${subject} cannot be ${quote(value)}.`;
  const hint = Object.hasOwn(hints, value) ? hints[value] : undefined;
  if (hint !== undefined) return problem('spec.unknownValue', `${said} ${hint}`, node);
  const allowed = `It must be ${listWords(names, 'or')}.`;
  const meant = suggest(value, [...names, ...planned]);
  if (meant === undefined) return problem('spec.unknownValue', `${said} ${allowed}`, node);
  if (planned.includes(meant)) {
    return problem(
      'spec.unknownValue',
      `${said} ${quote(meant)} is not supported yet; use ${listWords(names, 'or')}.`,
      node,
    );
  }
  return problem(
    'spec.unknownValue',
    `${said} Did you mean ${quote(meant)}? ${allowed}`,
    node,
    replaceWith(node, meant),
  );
}
