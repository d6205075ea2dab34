import { LineIndex, type Diagnostic, type TextRange } from '../base/textRange.js';
import { quote } from '../spec/describe.js';
import type { LayerAst, LayerListAst } from '../spec/keysLayers.js';

type Report = (diagnostic: Diagnostic) => void;

/** Layers that are written in another file than the spec. */
export interface ForeignPlaces {
  /** The same layers, with all of their ranges at the place where the spec names the file. */
  readonly move: (layers: LayerListAst) => LayerListAst;
  readonly moveRange: (range: TextRange) => TextRange;
  /** Reports what is about the file at the place in the spec, with the file's name and line; what is about the spec as it is. */
  readonly report: Report;
}

/** Every key of a layer moved. */
function moveLayer<Ast extends LayerAst>(ast: Ast, moveRange: (range: TextRange) => TextRange): Ast {
  const values = Object.entries(ast.values).map(
    ([key, value]: [string, { range: TextRange } | undefined]) => [
      key,
      value === undefined ? undefined : { ...value, range: moveRange(value.range) },
    ],
  );
  // Only ranges have changed.
  return { ...ast, range: moveRange(ast.range), values: Object.fromEntries(values) as Ast['values'] };
}

/**
 * Places of a file, as a spec can show them: all at `place`, where it names the file.
 * @param file as the spec names it
 */
export function foreignPlaces(file: string, text: string, place: TextRange, report: Report): ForeignPlaces {
  const lineIndex = new LineIndex(text);
  // A moved range is an object of its own, so that it can be known again: its numbers are those of all others.
  const lines = new WeakMap<TextRange, number>();
  const moveRange = (range: TextRange): TextRange => {
    const moved = { ...place };
    lines.set(moved, lineIndex.positionAt(range.start).line + 1);
    return moved;
  };
  const move = (layers: LayerListAst): LayerListAst =>
    layers.map(({ value, range }) => {
      const moved = { range: moveRange(range), value: value && moveLayer(value, moveRange) };
      if (moved.value?.kind !== 'residual' && moved.value?.kind !== 'repeat') return moved;
      const inner = moved.value.values.layers;
      if (inner === undefined) return moved;
      const layersInside = { ...inner, value: move(inner.value) };
      return { ...moved, value: withLayers(moved.value, layersInside) };
    });
  const locate = (message: string, range: TextRange): string => {
    const line = lines.get(range);
    return line === undefined ? message : `${quote(file)}, line ${line}: ${message}`;
  };
  return {
    move,
    moveRange,
    report: ({ fix, related, ...diagnostic }) => {
      const foreign = lines.has(diagnostic.range);
      report({
        ...diagnostic,
        message: locate(diagnostic.message, diagnostic.range),
        ...(related === undefined
          ? {}
          : { related: related.map(({ message, range }) => ({ message: locate(message, range), range })) }),
        // No edit of the spec mends another file.
        ...(fix === undefined || foreign ? {} : { fix }),
      });
    },
  };
}

type Wrapper = Extract<LayerAst, { readonly kind: 'residual' | 'repeat' }>;

function withLayers(ast: Wrapper, layers: NonNullable<Wrapper['values']['layers']>): Wrapper {
  return ast.kind === 'residual'
    ? { ...ast, values: { ...ast.values, layers } }
    : { ...ast, values: { ...ast.values, layers } };
}
