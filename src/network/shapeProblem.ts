import { fail } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import type { Located } from '../spec/valueType.js';
import type { NetworkCode } from './networkCodes.js';
import { sizeOf, writeShape } from './shape.js';
import type { Shape, Window } from './types.js';

/** Why a layer cannot take the value that reaches it. */
export interface ShapeProblem {
  readonly code: NetworkCode;
  readonly message: string;
  /** The key that is wrong. */
  readonly range: TextRange;
  /** The layer that would mend it if it stood before this one. */
  readonly insertBefore?: 'flatten';
}

interface Problem {
  readonly ok: false;
  readonly error: ShapeProblem;
}

const AXES = ['', 'length and channels', 'height, width and channels'];

/** A layer that takes rows of numbers, and gets a line or an image. */
export const notARow = (kind: string, input: Shape, range: TextRange): Problem =>
  fail({
    code: 'network.rank',
    message: `A ${kind} layer takes a row of numbers, but gets values of shape ${writeShape(input)}. Put a flatten layer before it: ${writeShape(input)} → ${sizeOf(input)}.`,
    range,
    insertBefore: 'flatten',
  });

/** A window over lines or images that gets something else. */
export const wrongAxes = (kind: string, axes: 1 | 2, input: Shape, range: TextRange): Problem => {
  const got = `values of shape ${writeShape(input)}`;
  const other = kind.endsWith('1d') ? kind.replace('1d', '2d') : kind.replace('2d', '1d');
  const hint =
    input.length === 1
      ? 'A row of numbers has no height and width.'
      : `${writeShape(input)} has ${AXES[input.length - 1] ?? `${input.length} axes`}: use ${other}.`;
  return fail({
    code: 'network.rank',
    message: `A ${kind} layer takes values with ${AXES[axes] ?? ''}, but gets ${got}. ${hint}`,
    range,
  });
};

/** A window that is larger than what it slides over. */
export const tooLargeWindow = (
  what: 'kernel' | 'window',
  input: Shape,
  { size, padding }: Window,
  range: TextRange,
): Problem =>
  fail({
    code: 'network.windowTooLarge',
    message:
      padding === 'circular'
        ? `A ${what} of ${writeShape(size)} winds around its input of shape ${writeShape(input)} more than once: with circular padding it may be as large as the input.`
        : `A ${what} of ${writeShape(size)} does not fit into its input of shape ${writeShape(input)}: make it smaller, or say "padding: same".`,
    range,
  });

/** Groups that do not divide a number of channels. */
export const uneven = (groups: Located<number>, channels: number, which: string): Problem =>
  fail({
    code: 'network.groups',
    message: `${groups.value} groups do not divide the ${channels} ${which}: both numbers of channels must be multiples of it.`,
    range: groups.range,
  });
