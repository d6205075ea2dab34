import { listWords, quote } from './describe.js';
import type { CodedDiagnostic } from './diagnosticList.js';
import type { SourceNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import { sameWord, suggest } from './suggest.js';
import { problem, replaceWith, reportWrongType, scalarOf } from './valueProblems.js';
import type { Choice, ValueShape, ValueType } from './valueType.js';

export interface ChoiceOptions {
  readonly hints?: Readonly<Record<string, string>>;
}

/** The choice that `word` names, by its own name or by one that it has elsewhere. */
function meantChoice(word: string, choices: readonly Choice[]): string | undefined {
  const synonym = choices.find(({ synonyms = [] }) => synonyms.some((other) => sameWord(other, word)));
  return (
    synonym?.name ??
    suggest(
      word,
      choices.map(({ name }) => name),
    )
  );
}

/** One of some names. */
export function choice<const Name extends string>(
  choices: readonly Choice<Name>[],
  { hints = {} }: ChoiceOptions = {},
): ValueType<Name> {
  const shape: ValueShape = { kind: 'choice', choices, hints };
  const names = choices.map(({ name }) => name);
  return {
    shape,
    read(node, context) {
      const scalar = scalarOf(node, shape, context);
      if (scalar === undefined) return undefined;
      const { value } = scalar;
      const chosen = names.find((name) => name === value);
      if (chosen !== undefined) return chosen;
      if (typeof value === 'string') {
        context.report(unknownChoice(node, value, choices, hints, context.subject));
      } else {
        reportWrongType(node, shape, context);
      }
      return undefined;
    },
  };
}

function unknownChoice(
  node: SourceNode,
  value: string,
  choices: readonly Choice[],
  hints: Readonly<Record<string, string>>,
  subject: string,
): CodedDiagnostic<SpecCode> {
  const said = `${subject} cannot be ${quote(value)}.`;
  const hint = Object.entries(hints).find(([word]) => sameWord(word, value))?.[1];
  if (hint !== undefined) return problem('spec.unknownValue', `${said} ${hint}`, node);
  const names = choices.map(({ name }) => name);
  const allowed = `It must be ${listWords(names, 'or')}.`;
  const meant = meantChoice(value, choices);
  return meant === undefined
    ? problem('spec.unknownValue', `${said} ${allowed}`, node)
    : problem(
        'spec.unknownValue',
        `${said} Did you mean ${quote(meant)}? ${allowed}`,
        node,
        replaceWith(node, meant),
      );
}
