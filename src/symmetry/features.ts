import { equalShapes, writeShape } from '../network/shape.js';
import type { Link, Window } from '../network/types.js';
import { hasInnerWeights, type HiddenLayer } from './hiddenLayers.js';
import {
  describeActivation,
  describeInitializer,
  describeInputNorms,
  describePools,
  describeSkips,
} from './signature.js';

/** What can differ from layer to layer in a way that breaks depth translation. */
export type FeatureName =
  | 'kind'
  | 'width'
  | 'activation'
  | 'initializer'
  | 'learningRate'
  | 'weightDecay'
  | 'norm'
  | 'inputNorm'
  | 'skip'
  | 'kernel'
  | 'groups'
  | 'padding'
  | 'pool';

export interface Feature {
  readonly name: FeatureName;
  /** Whether only layers of the same type can be compared. */
  readonly ofType: boolean;
  /** Equal values are symmetric; undefined where there is nothing to compare: in the boundary, or in another kind. */
  readonly read: (layer: HiddenLayer) => string | number | undefined;
}

/** For layers without one. */
export const NONE = 'none';

const windowOf = (link: Link): Window | undefined =>
  link.type === 'conv1d' || link.type === 'conv2d' ? link.window : undefined;

/** A pool or a reshaping where the kind of link changes is part of that change. */
export const changesKind = ({ link, next }: HiddenLayer): boolean => link.type !== next.type;

/** Whether the pools behind a layer leave fewer places: that is a break by itself, whatever the layers around do. */
export const poolShrinks = ({ link, next }: HiddenLayer): boolean =>
  describePools(next.operationsIn) !== '' &&
  !equalShapes(next.inputShape.slice(0, -1), link.outputShape.slice(0, -1));

/** Link 0 is boundary, but the kind of field that its neurons are (a row, a line, an image) is what link 1 sees. */
const kindOf = ({ k, link, next }: HiddenLayer): string | undefined => {
  if (k === 0 && link.outputShape.length === next.outputShape.length) return undefined;
  return link.type === 'opaque' ? link.className : link.type;
};

const ofWeights =
  (read: (link: Link) => string | number | undefined) =>
  (layer: HiddenLayer): string | number | undefined =>
    hasInnerWeights(layer) ? read(layer.link) : undefined;

/** Kind comes first: it tells which layers can be compared in the rest. */
export const FEATURES: readonly Feature[] = [
  { name: 'kind', ofType: false, read: kindOf },
  {
    name: 'width',
    ofType: true,
    // A local layer has the width of the layer before; an opaque one cannot be told.
    read: ({ link }) =>
      link.type === 'local' || link.type === 'opaque' ? undefined : link.outputShape.at(-1),
  },
  { name: 'activation', ofType: false, read: ({ next }) => describeActivation(next) },
  { name: 'initializer', ofType: false, read: ofWeights(describeInitializer) },
  {
    name: 'learningRate',
    ofType: false,
    read: ofWeights(({ learningRateMultiplier }) => learningRateMultiplier),
  },
  { name: 'weightDecay', ofType: false, read: ofWeights(({ weightDecay }) => weightDecay) },
  { name: 'norm', ofType: false, read: ofWeights(({ norm }) => norm?.kind ?? NONE) },
  {
    name: 'inputNorm',
    ofType: false,
    read: ({ next, last }) => (last ? undefined : describeInputNorms(next.operationsIn) || NONE),
  },
  { name: 'skip', ofType: false, read: ofWeights(({ skips }) => describeSkips(skips) ?? NONE) },
  {
    name: 'kernel',
    ofType: true,
    read: ofWeights((link) => {
      const size = windowOf(link)?.size;
      return size === undefined ? undefined : writeShape(size);
    }),
  },
  {
    name: 'groups',
    ofType: true,
    read: ofWeights((link) => (link.type === 'conv1d' || link.type === 'conv2d' ? link.groups : undefined)),
  },
  {
    name: 'padding',
    ofType: true,
    // Without padding the shape shrinks: that is a break by itself.
    read: ofWeights((link) => {
      const padding = windowOf(link)?.padding;
      return padding === 'valid' ? undefined : padding;
    }),
  },
  {
    name: 'pool',
    ofType: false,
    read: (layer) =>
      layer.last || changesKind(layer) || poolShrinks(layer)
        ? undefined
        : describePools(layer.next.operationsIn) || NONE,
  },
];
