import type { TextRange } from '../base/textRange.js';
import { CONV1D, CONV2D, DENSE, LOCAL, type LinkAst } from './keysLinks.js';
import {
  AVG_POOL_1D,
  AVG_POOL_2D,
  BATCH_NORM,
  DROPOUT,
  FLATTEN,
  GLOBAL_AVERAGE_POOL,
  LAYER_NORM,
  MAX_POOL_1D,
  MAX_POOL_2D,
  type OperationAst,
} from './keysOperations.js';
import { name, skipValue, type } from './layerKeys.js';
import { required, type ObjectKind, type Values } from './objectKind.js';
import { integer } from './scalarTypes.js';
import { list, object, variants, type ListItem } from './structuredTypes.js';
import type { Located, ValueType } from './valueType.js';

/** Also the largest number of layers altogether. */
export const MAX_LAYERS = 4000;

export interface RepeatAst {
  readonly kind: 'repeat';
  readonly range: TextRange;
  readonly values: {
    readonly repeat: Located<number> | undefined;
    readonly layers: Located<LayerListAst> | undefined;
  };
}

export interface ResidualAst {
  readonly kind: 'residual';
  readonly range: TextRange;
  readonly values: Values<typeof RESIDUAL_KEYS> & { readonly layers: Located<LayerListAst> | undefined };
}

/** A layer of a foreign file that has no counterpart in the format. No spec can hold one. */
export interface OpaqueAst {
  readonly kind: 'opaque';
  readonly range: TextRange;
  readonly values: {
    readonly name: Located<string> | undefined;
    /** What the file calls its kind. */
    readonly className: Located<string>;
    /** Without the axis of samples; undefined where the file does not tell. */
    readonly outputShape: Located<readonly number[]> | undefined;
    readonly parameterCount: Located<number> | undefined;
  };
}

export type LayerAst = LinkAst | OperationAst | ResidualAst | RepeatAst | OpaqueAst;
export type LayerListAst = readonly ListItem<LayerAst>[];

/** Layers from the input to the output, or within a repeat or residual block. */
export const LAYER_LIST: ValueType<LayerListAst> = list(() => LAYER, 'layers');

export const REPEAT = {
  name: 'repeat',
  title: 'a repeat',
  documentation:
    'The same layers several times over, each copy with parameters of its own: what makes a block that is symmetric under translation in depth.',
  keys: {
    repeat: required(integer(1, MAX_LAYERS), {
      documentation: 'How many copies stand in a row.',
      unit: 'copies',
      equation: 's_(m+p) = s_m inside, p the number of links of a copy',
      synonyms: ['times', 'count', 'n', 'depth'],
    }),
    layers: required(LAYER_LIST, {
      documentation: 'The layers that are repeated, in order. Repeats may be nested.',
      synonyms: ['layer', 'block'],
    }),
  },
} as const satisfies ObjectKind;

const RESIDUAL_KEYS = { type, name, skipValue };

export const RESIDUAL = {
  name: 'residual',
  title: 'a residual block',
  documentation:
    'Layers with a skip around them, from z before the block to z of its last layer with weights; the activation of the last layer applies after the sum. Both must have the same shape. With one dense layer inside it is z⁽ᵐ⁺¹⁾ = z⁽ᵐ⁾ + W⁽ᵐ⁾σ(z⁽ᵐ⁾) + b⁽ᵐ⁾.',
  keys: {
    ...RESIDUAL_KEYS,
    layers: required(LAYER_LIST, {
      documentation: 'The layers that the skip leads around, in order; at least one of them has weights.',
      equation: 'z_out = z_in + z_inner; K_z = ½‖ż_out − ż_in‖²',
      synonyms: ['layer', 'block', 'body', 'inner'],
    }),
  },
} as const satisfies ObjectKind;

const LAYER: ValueType<LayerAst> = variants<LayerAst>(
  'a layer',
  'type',
  {
    dense: object(DENSE),
    local: object(LOCAL),
    conv1d: object(CONV1D),
    conv2d: object(CONV2D),
    residual: object(RESIDUAL),
    layerNorm: object(LAYER_NORM),
    batchNorm: object(BATCH_NORM),
    dropout: object(DROPOUT),
    flatten: object(FLATTEN),
    maxPool1d: object(MAX_POOL_1D),
    maxPool2d: object(MAX_POOL_2D),
    avgPool1d: object(AVG_POOL_1D),
    avgPool2d: object(AVG_POOL_2D),
    globalAveragePool: object(GLOBAL_AVERAGE_POOL),
  },
  { repeat: object(REPEAT) },
);
