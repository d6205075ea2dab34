import { succeed, type Result } from '../base/result.js';
import type { OpaqueAst } from '../spec/keysLayers.js';
import type { Conv1dAst, Conv2dAst, LinkAst } from '../spec/keysLinks.js';
import { equalShapes, sizeOf } from './shape.js';
import { notARow, tooLargeWindow, uneven, wrongAxes, type ShapeProblem } from './shapeProblem.js';
import { slideWindow } from './slideWindow.js';
import type { Shape, Window } from './types.js';

/** Neighbours that a neuron of a local link sees. */
const NEIGHBOURS = 2;

export interface LinkSizes {
  /** h as the weights see it. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Of W: dense [inputs, outputs], local [N, 2], convolutions [kernel…, channels of a group, filters]. */
  readonly weights: Shape;
  /** Biases that there are if it has any: one a unit, or one a filter. */
  readonly biases: number;
}

/** What slides over the value, once its keys are read. */
export function windowOf({ values }: Conv1dAst | Conv2dAst): Window | undefined {
  const { kernel, stride, padding } = values;
  return kernel === undefined
    ? undefined
    : { size: kernel.value, stride: stride.value, padding: padding.value };
}

function convolutionSizes(
  ast: Conv1dAst | Conv2dAst,
  before: Shape,
): Result<LinkSizes, ShapeProblem> | undefined {
  const { filters, kernel, groups, type } = ast.values;
  const window = windowOf(ast);
  if (filters === undefined || kernel === undefined || window === undefined) return undefined;
  const axes = ast.kind === 'conv1d' ? 1 : 2;
  // A row of numbers is a line with one channel.
  const input = axes === 1 && before.length === 1 ? [...before, 1] : before;
  const channels = input.at(-1);
  if (input.length !== axes + 1 || channels === undefined) {
    return wrongAxes(ast.kind, axes, input, type?.range ?? ast.range);
  }
  if (channels % groups.value !== 0) return uneven(groups, channels, 'channels that come in');
  if (filters.value % groups.value !== 0) return uneven(groups, filters.value, 'filters');
  const places = slideWindow(input.slice(0, axes), window);
  if (places === undefined) return tooLargeWindow('kernel', input, window, kernel.range);
  return succeed({
    inputShape: input,
    outputShape: [...places, filters.value],
    weights: [...kernel.value, channels / groups.value, filters.value],
    biases: filters.value,
  });
}

/**
 * Shapes of a link whose input is known.
 * @returns undefined where a key that is needed could not be read
 */
export function linkSizes(ast: LinkAst, input: Shape): Result<LinkSizes, ShapeProblem> | undefined {
  if (ast.kind === 'conv1d' || ast.kind === 'conv2d') return convolutionSizes(ast, input);
  const [width] = input;
  const place = ast.values.type?.range ?? ast.range;
  if (width === undefined || input.length > 1) return notARow(ast.kind, input, place);
  if (ast.kind === 'local') {
    if (width < NEIGHBOURS) {
      return tooLargeWindow('window', input, { size: [NEIGHBOURS], stride: [1], padding: 'circular' }, place);
    }
    return succeed({ inputShape: input, outputShape: input, weights: [width, NEIGHBOURS], biases: width });
  }
  const units = ast.values.units?.value;
  if (units === undefined) return undefined;
  return succeed({ inputShape: input, outputShape: [units], weights: [width, units], biases: units });
}

/** What is known of z where the input is not: the width of a dense layer is its own. */
export function outputWithoutInput(ast: LinkAst | OpaqueAst): Shape | undefined {
  if (ast.kind === 'opaque') return ast.values.outputShape?.value;
  const units = ast.kind === 'dense' ? ast.values.units?.value : undefined;
  return units === undefined ? undefined : [units];
}

export const weightCount = ({ weights, biases }: LinkSizes, bias: boolean): number =>
  sizeOf(weights) + (bias ? biases : 0);

/** Whether two links could have the same W and b. */
export const equalWeights = (a: LinkSizes, b: LinkSizes): boolean =>
  equalShapes(a.weights, b.weights) && a.biases === b.biases;
