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
} from '../spec/keysOperations.js';
import type { LayerAst } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';
import { foreignGeometry, geometryOf, reportChannelsFirst, type Geometry } from './draftConvolutions.js';
import type { Draft, PlainDraft } from './draft.js';
import { booleanOf, itemsOf, located, member, numberOf, rangeOf, type JsonNode } from './jsonNode.js';
import { placeOf, sizesOf, titleOf } from './kerasLayer.js';
import { makeAst } from './layerAst.js';
import { unsupported } from './opaque.js';
import { nameOf, typeOf, type Step } from './reading.js';
import { ignored } from './settings.js';

/** Layers without weights W, and norms. Undefined when the class is none of them. */
export function draftOperation(step: Step): readonly Draft[] | undefined {
  const { className } = step.node.layer;
  switch (className) {
    case 'BatchNormalization':
    case 'LayerNormalization':
      return [draftNorm(step, className === 'BatchNormalization' ? 'batchNorm' : 'layerNorm')];
    case 'Dropout':
    case 'SpatialDropout1D':
    case 'SpatialDropout2D':
    case 'GaussianDropout':
    case 'AlphaDropout':
      return draftDropout(step);
    case 'Flatten':
      return step.input?.length === 1 ? [] : [draftFlatten(step)];
    case 'Reshape':
      return draftReshape(step);
    case 'MaxPooling1D':
      return [draftPool(step, 'max', 1)];
    case 'MaxPooling2D':
      return [draftPool(step, 'max', 2)];
    case 'AveragePooling1D':
      return [draftPool(step, 'avg', 1)];
    case 'AveragePooling2D':
      return [draftPool(step, 'avg', 2)];
    case 'GlobalAveragePooling1D':
    case 'GlobalAveragePooling2D':
    case 'GlobalMaxPooling1D':
    case 'GlobalMaxPooling2D':
      return draftGlobalPool(step);
    case 'Identity':
      return [];
    default:
      return undefined;
  }
}

const plain = (step: Step, role: PlainDraft['role'], finish: () => LayerAst): PlainDraft => ({
  role,
  name: step.node.name,
  range: step.node.layer.range,
  finish,
});

const draftFlatten = (step: Step): PlainDraft =>
  plain(step, 'flatten', () =>
    makeAst(FLATTEN, step.node.layer.range, { type: typeOf(step, 'flatten'), name: nameOf(step) }),
  );

/** Axes as Keras counts them, with that of the samples first. */
function isLastAxis(node: JsonNode | undefined, step: Step): boolean {
  const axes = node?.type === 'array' ? itemsOf(node) : node === undefined ? [] : [node];
  const [axis] = axes.map(numberOf);
  return axes.length === 0 || (axes.length === 1 && (axis === -1 || axis === step.input?.length));
}

function draftNorm(step: Step, kind: 'batchNorm' | 'layerNorm'): Draft {
  const { layer, name, frozen } = step.node;
  const axis = member(layer.config, 'axis');
  if (!isLastAxis(axis, step))
    return unsupported(step, 'normalises over other axes than ours, which takes the last');
  for (const key of ['scale', 'center']) {
    const node = member(layer.config, key);
    if (node !== undefined && booleanOf(node) === false) {
      ignored(
        step,
        node,
        `its ${key === 'scale' ? 'scale g' : 'shift β'} is off in the file, and trains here`,
      );
    }
  }
  if (frozen !== undefined) {
    step.report({
      code: 'keras.ignored',
      severity: 'information',
      message: `${titleOf(layer)}: its scale and shift do not train in the file; here norms always do.`,
      range: frozen.range,
    });
  }
  if (step.tiedTo !== undefined) {
    ignored(
      step,
      layer.node,
      'it shares scale and shift with its other uses in the file; here each has its own',
    );
  }
  const given = { name: nameOf(step) };
  return {
    role: 'norm',
    name,
    range: layer.range,
    activation: undefined,
    skip: undefined,
    finish: ({ activation }) => {
      const values = { ...given, ...(activation === undefined ? {} : { activation }) };
      return kind === 'batchNorm'
        ? makeAst(BATCH_NORM, layer.range, { type: typeOf(step, kind), ...values })
        : makeAst(LAYER_NORM, layer.range, { type: typeOf(step, kind), ...values });
    },
  };
}

/** Largest rate of the format. */
const MAX_RATE = 0.99;

const OTHER_DROPOUTS: Readonly<Record<string, string>> = {
  SpatialDropout1D: 'drops whole channels',
  SpatialDropout2D: 'drops whole channels',
  GaussianDropout: 'multiplies with normal noise of the same variance',
  AlphaDropout: 'keeps mean and variance as selu needs it',
};

function draftDropout(step: Step): readonly Draft[] {
  const { layer } = step.node;
  const node = member(layer.config, 'rate');
  const rate = numberOf(node);
  if (node === undefined || rate === undefined || rate < 0 || rate > MAX_RATE) {
    step.report({
      code: 'keras.layer',
      severity: 'error',
      message: `${titleOf(layer)} needs "rate", a number from 0 to ${MAX_RATE}.`,
      range: node === undefined ? placeOf(layer) : rangeOf(node),
    });
    return [];
  }
  const other = OTHER_DROPOUTS[layer.className];
  if (other !== undefined) {
    step.report({
      code: 'keras.dropout',
      severity: 'information',
      message: `${titleOf(layer)} ${other}; it is read as dropout of the same rate.`,
      range: rangeOf(node),
    });
  }
  const values = { name: nameOf(step), rate: located(rate, node) };
  return [
    plain(step, 'dropout', () => makeAst(DROPOUT, layer.range, { type: typeOf(step, 'dropout'), ...values })),
  ];
}

/** A row of numbers is flattened; an axis of one channel more or less is none to us. */
function draftReshape(step: Step): readonly Draft[] {
  const from = step.input?.filter((size, i, all) => size !== 1 || i < all.length - 1);
  const to = step.facts.outputShape;
  if (to?.length === 1) return step.input?.length === 1 ? [] : [draftFlatten(step)];
  const kept = to?.filter((size, i, all) => size !== 1 || i < all.length - 1);
  const isKept =
    kept !== undefined && kept.length === from?.length && kept.every((size, i) => size === from[i]);
  return isKept ? [] : [unsupported(step, 'rearranges its values')];
}

interface PoolValues extends Partial<Geometry> {
  readonly name: Located<string>;
  readonly size: Located<readonly number[]> | undefined;
}

function poolDraft(step: Step, of: 'max' | 'avg', axes: 1 | 2, values: PoolValues): Draft {
  const { range } = step.node.layer;
  return plain(step, of === 'max' ? 'maxPool' : 'operation', () => {
    switch (`${of}${axes}` as const) {
      case 'max1':
        return makeAst(MAX_POOL_1D, range, { type: typeOf(step, 'maxPool1d'), ...values });
      case 'max2':
        return makeAst(MAX_POOL_2D, range, { type: typeOf(step, 'maxPool2d'), ...values });
      case 'avg1':
        return makeAst(AVG_POOL_1D, range, { type: typeOf(step, 'avgPool1d'), ...values });
      case 'avg2':
        return makeAst(AVG_POOL_2D, range, { type: typeOf(step, 'avgPool2d'), ...values });
    }
  });
}

function draftPool(step: Step, of: 'max' | 'avg', axes: 1 | 2): Draft {
  const { layer } = step.node;
  reportChannelsFirst(step);
  const foreign = foreignGeometry(step, axes);
  if (foreign !== undefined) return unsupported(step, foreign);
  const node = member(layer.config, 'pool_size');
  const size = sizesOf(node, axes);
  if (size === undefined) {
    step.report({
      code: 'keras.layer',
      severity: 'error',
      message: `${titleOf(layer)} needs "pool_size", ${axes === 1 ? 'a whole number' : 'two whole numbers'} from 1.`,
      range: node === undefined ? placeOf(layer) : rangeOf(node),
    });
  }
  return poolDraft(step, of, axes, { name: nameOf(step), size, ...geometryOf(step, axes) });
}

/** The mean is a layer of ours; the maximum is that of one window over all. */
function draftGlobalPool(step: Step): readonly Draft[] {
  const { layer } = step.node;
  reportChannelsFirst(step);
  const isMean = layer.className.startsWith('GlobalAverage');
  const keepsAxes = booleanOf(member(layer.config, 'keepdims')) === true;
  if (isMean && !keepsAxes) {
    const values = { type: typeOf(step, 'globalAveragePool'), name: nameOf(step) };
    return [plain(step, 'operation', () => makeAst(GLOBAL_AVERAGE_POOL, layer.range, values))];
  }
  const axes = layer.className.endsWith('1D') ? 1 : 2;
  if (step.input?.length !== axes + 1) return [unsupported(step, 'stands behind a value of unknown shape')];
  const size = { value: step.input.slice(0, -1), range: placeOf(layer), given: true };
  const pool = poolDraft(step, isMean ? 'avg' : 'max', axes, { name: nameOf(step), size });
  if (keepsAxes) return [pool];
  const flat = { type: typeOf(step, 'flatten'), name: nameOf(step, '/flatten') };
  return [pool, plain(step, 'flatten', () => makeAst(FLATTEN, layer.range, flat))];
}
