import { describeShape, writeNumber } from './describe.js';
import type { SpecCode } from './specCodes.js';
import { problem, replaceWith, reportWrongType, scalarOf } from './valueProblems.js';
import type { ValueShape, ValueType } from './valueType.js';

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

/** As a class of a regular expression: a text is one line without them. */
export const CONTROL_CHARACTERS = String.raw`\u0000-\u001f\u007f-\u009f\u2028\u2029`;
const CONTROL_CHARACTER = new RegExp(`[${CONTROL_CHARACTERS}]`);

/** Whether a text could not stand in a spec as one line. */
export const hasControlCharacter = (value: string): boolean => CONTROL_CHARACTER.test(value);

/**
 * One line of text, not blank.
 * @param refersTo what it is the name of
 */
export function text(maxLength: number, refersTo?: 'layer'): ValueType<string> {
  const shape: ValueShape = { kind: 'text', maxLength, refersTo };
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
            : hasControlCharacter(value)
              ? 'must be one line without control characters'
              : undefined;
      if (wrong === undefined) return value;
      context.report(problem('spec.outOfRange', `${context.subject} ${wrong}.`, node));
      return undefined;
    },
  };
}
