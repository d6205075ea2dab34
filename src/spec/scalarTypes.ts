import type { Diagnostic } from '../base/textRange.js';
import { describeNode, describeShape, listWords, quote, writeNumber } from './describe.js';
import type { ScalarNode, SourceNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import { suggest } from './suggest.js';
import type { Choice, ReadContext, ValueShape, ValueType } from './valueType.js';

type Fix = NonNullable<Diagnostic['fix']>;

const replaceWith = (node: SourceNode, newText: string): Fix => ({
  title: `Change to ${newText}`,
  edits: [{ range: node.range, newText }],
});

const problem = (
  code: SpecCode,
  message: string,
  node: SourceNode,
  fix?: Fix,
): { readonly code: SpecCode; readonly severity: 'error' } & Omit<Diagnostic, 'code' | 'severity'> => ({
  code,
  severity: 'error',
  message,
  range: node.range,
  ...(fix === undefined ? {} : { fix }),
});

/** Reports that nothing is written where `shape` should be. */
export function reportMissingValue(shape: ValueShape, { subject, place, report }: ReadContext): void {
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

export const isBlank = (node: SourceNode): boolean => node.kind === 'scalar' && node.value === null;

/** The scalar if there is one; a missing value and a map or list are reported. */
function scalarOf(node: SourceNode, shape: ValueShape, context: ReadContext): ScalarNode | undefined {
  if (isBlank(node)) reportMissingValue(shape, context);
  else if (node.kind !== 'scalar') reportWrongType(node, shape, context);
  else return node;
  return undefined;
}

type NumberShape = Extract<ValueShape, { readonly kind: 'integer' | 'number' }>;

function numberProblem(value: number, shape: NumberShape): SpecCode | undefined {
  if (!(value >= shape.minimum && value <= shape.maximum)) return 'spec.outOfRange';
  return shape.kind === 'integer' && !Number.isInteger(value) ? 'spec.wrongType' : undefined;
}

function numberType(shape: NumberShape): ValueType<number> {
  return {
    shape,
    read(node, context) {
      const scalar = scalarOf(node, shape, context);
      if (scalar === undefined) return undefined;
      const { value, source } = scalar;
      if (typeof value !== 'number') {
        // "32" in quotes is text to YAML.
        const meant = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
        const fix =
          numberProblem(meant, shape) === undefined ? replaceWith(node, writeNumber(meant)) : undefined;
        reportWrongType(node, shape, context, fix);
        return undefined;
      }
      const code = numberProblem(value, shape);
      if (code === undefined) return value;
      context.report(
        problem(code, `${context.subject} must be ${describeShape(shape)}, not ${source}.`, node),
      );
      return undefined;
    },
  };
}

/** A whole number in [minimum, maximum]; `1e3` is one. */
export const integer = (minimum: number, maximum: number): ValueType<number> =>
  numberType({ kind: 'integer', minimum, maximum });

/** A finite number in [minimum, maximum]. */
export const number = (minimum: number, maximum: number): ValueType<number> =>
  numberType({ kind: 'number', minimum, maximum });

const WORDS_FOR_TRUE = ['yes', 'on', 'y', 'true'];
const WORDS_FOR_FALSE = ['no', 'off', 'n', 'false'];

export const boolean: ValueType<boolean> = {
  shape: { kind: 'boolean' },
  read(node, context) {
    const scalar = scalarOf(node, this.shape, context);
    if (scalar === undefined) return undefined;
    if (typeof scalar.value === 'boolean') return scalar.value;
    const word = String(scalar.value).toLowerCase();
    const meant = WORDS_FOR_TRUE.includes(word)
      ? 'true'
      : WORDS_FOR_FALSE.includes(word)
        ? 'false'
        : undefined;
    reportWrongType(node, this.shape, context, meant === undefined ? undefined : replaceWith(node, meant));
    return undefined;
  },
};

// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** One line of text, not blank. */
export function text(maxLength: number): ValueType<string> {
  const shape: ValueShape = { kind: 'text', maxLength };
  return {
    shape,
    read(node, context) {
      const scalar = scalarOf(node, shape, context);
      if (scalar === undefined) return undefined;
      const { value, source } = scalar;
      if (typeof value !== 'string') {
        reportWrongType(node, shape, context, replaceWith(node, JSON.stringify(source)));
        return undefined;
      }
      const wrong =
        value.trim() === ''
          ? 'is blank: write a text or leave the key out'
          : value.length > maxLength
            ? `has ${value.length} characters: at most ${maxLength} are allowed`
            : CONTROL_CHARACTERS.test(value)
              ? 'must be one line without control characters'
              : undefined;
      if (wrong === undefined) return value;
      context.report(problem('spec.outOfRange', `${context.subject} ${wrong}.`, node));
      return undefined;
    },
  };
}

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
): ReturnType<typeof problem> {
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
