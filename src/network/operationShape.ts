import { fail, succeed, type Result } from '../base/result.js';
import type { OperationAst, Pool1dAst, Pool2dAst } from '../spec/keysOperations.js';
import { sizeOf, writeShape } from './shape.js';
import { tooLargeWindow, wrongAxes, type ShapeProblem } from './shapeProblem.js';
import { slideWindow } from './slideWindow.js';
import type { Shape, Window } from './types.js';

type PoolAst = Pool1dAst | Pool2dAst;

/** The window of a pool; without a stride it moves on by its own size. */
export function poolWindow({ values }: PoolAst): Window | undefined {
  const { size, stride, padding } = values;
  return size === undefined
    ? undefined
    : { size: size.value, stride: stride?.value ?? size.value, padding: padding.value };
}

function poolShape(ast: PoolAst, before: Shape): Result<Shape, ShapeProblem> | undefined {
  const { size, type } = ast.values;
  const window = poolWindow(ast);
  if (size === undefined || window === undefined) return undefined;
  const axes = ast.kind === 'maxPool1d' || ast.kind === 'avgPool1d' ? 1 : 2;
  const input = axes === 1 && before.length === 1 ? [...before, 1] : before;
  if (input.length !== axes + 1) return wrongAxes(ast.kind, axes, input, type?.range ?? ast.range);
  const places = slideWindow(input.slice(0, axes), window);
  return places === undefined
    ? tooLargeWindow('window', input, window, size.range)
    : succeed([...places, ...input.slice(axes)]);
}

/**
 * The shape behind a layer without weights.
 * @returns undefined where a key that is needed could not be read
 */
export function operationShape(ast: OperationAst, input: Shape): Result<Shape, ShapeProblem> | undefined {
  switch (ast.kind) {
    case 'dropout':
    case 'layerNorm':
    case 'batchNorm':
      return succeed(input);
    case 'flatten':
      return succeed([sizeOf(input)]);
    case 'globalAveragePool':
      return input.length === 1
        ? fail({
            code: 'network.rank',
            message: `A globalAveragePool layer takes lines or images, but gets a row of ${writeShape(input)} numbers: leave it out.`,
            range: ast.values.type?.range ?? ast.range,
          })
        : succeed(input.slice(-1));
    case 'maxPool1d':
    case 'avgPool1d':
    case 'maxPool2d':
    case 'avgPool2d':
      return poolShape(ast, input);
  }
}
