import type { LinkAst } from '../spec/keysLinks.js';
import type { LinkDraft } from './layerDrafts.js';
import { windowOf } from './linkSizes.js';
import { sizeOf } from './shape.js';
import type { Link, LinkCommon } from './types.js';

/** What a foreign layer is taken to be, as far as nothing else is known of it. */
const OPAQUE_DEFAULTS = {
  bias: true,
  initializer: { kind: 'glorot', gain: 1 },
  learningRateMultiplier: 1,
  weightDecay: 0,
  frozen: false,
} as const;

type OwnKeys = Pick<LinkCommon, 'bias' | 'initializer' | 'learningRateMultiplier' | 'weightDecay' | 'frozen'>;

function keysOf({ values }: LinkAst, weightDecay: number): OwnKeys {
  return {
    bias: values.bias.value,
    initializer: values.init.value,
    learningRateMultiplier: values.learningRateMultiplier.value,
    weightDecay: values.weightDecay?.value ?? weightDecay,
    frozen: values.frozen.value,
  };
}

function makeLink(draft: LinkDraft, name: string, weightDecay: number): Link | undefined {
  const { m, ast, layer, sizes } = draft;
  if (ast === undefined) return undefined;
  const inputShape = sizes?.inputShape ?? layer.inputShape;
  const outputShape = ast.kind === 'opaque' ? ast.values.outputShape?.value : sizes?.outputShape;
  if (inputShape === undefined || outputShape === undefined) return undefined;
  const keys = ast.kind === 'opaque' ? OPAQUE_DEFAULTS : keysOf(ast, weightDecay);
  const common: LinkCommon = {
    m,
    name,
    inputShape,
    outputShape,
    inputs: sizeOf(inputShape),
    outputs: sizeOf(outputShape),
    activationIn: draft.activationIn,
    operationsIn: draft.operationsIn,
    bias: keys.bias,
    initializer: keys.initializer,
    learningRateMultiplier: keys.learningRateMultiplier,
    weightDecay: keys.weightDecay,
    frozen: keys.frozen,
    norm: draft.norm,
    skips: draft.skips,
    tiedTo: draft.tiedTo?.m,
    parameterCount: layer.parameterCount + draft.normParametersIn + draft.normParameters,
    layer: layer.index,
    range: layer.range,
    copies: layer.copies,
  };
  // What is spread comes last: V8 takes ten times as long to add a key behind so many.
  switch (ast.kind) {
    case 'dense':
    case 'local':
      return { type: ast.kind, ...common };
    case 'opaque':
      return { type: 'opaque', className: ast.values.className.value, ...common };
    case 'conv1d':
    case 'conv2d': {
      const window = windowOf(ast);
      if (window === undefined) return undefined;
      return { type: ast.kind, window, groups: ast.values.groups.value, ...common };
    }
  }
}

/**
 * The links whose shapes are known.
 * @param names of all layers
 * @param weightDecay of links that do not say
 */
export const makeLinks = (
  drafts: readonly LinkDraft[],
  names: readonly string[],
  weightDecay: number,
): readonly Link[] =>
  drafts.flatMap((draft) => makeLink(draft, names[draft.layer.index] ?? '', weightDecay) ?? []);
