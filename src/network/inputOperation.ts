import type { NormAst, OperationAst } from '../spec/keysOperations.js';
import { poolWindow } from './operationShape.js';
import type { InputOperation } from './types.js';

/** What a layer without weights does; undefined where a key that is needed could not be read. */
export function inputOperation(
  ast: Exclude<OperationAst, NormAst>,
  layer: number,
): InputOperation | undefined {
  switch (ast.kind) {
    case 'dropout': {
      const rate = ast.values.rate?.value;
      return rate === undefined ? undefined : { kind: 'dropout', rate, layer };
    }
    case 'flatten':
    case 'globalAveragePool':
      return { kind: ast.kind, layer };
    case 'maxPool1d':
    case 'maxPool2d':
    case 'avgPool1d':
    case 'avgPool2d': {
      const window = poolWindow(ast);
      const kind = ast.kind === 'maxPool1d' || ast.kind === 'maxPool2d' ? 'maxPool' : 'avgPool';
      return window === undefined ? undefined : { kind, window, layer };
    }
  }
}
