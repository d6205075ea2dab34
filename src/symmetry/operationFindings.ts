import { sizeOf, writeShape } from '../network/shape.js';
import type { InputOperation, Link } from '../network/types.js';
import { changesKind, poolShrinks } from './features.js';
import { makeFinding, makeFix } from './finding.js';
import { joinEdits } from './layerEditor.js';
import type { LintContext } from './lintContext.js';
import { editEach, furtherPlaces, groupAlike, type Occurrence } from './occurrences.js';
import { hasInnerWeights } from './hiddenLayers.js';
import type { Finding, Fix } from './types.js';
import { writeFactor, writeLayers, writeLinks, writePercent } from './wording.js';

/** An operation in front of a link of the bulk that is not the head. */
interface Operation<O extends InputOperation> extends Occurrence {
  readonly operation: O;
}

function innerOperations<Kind extends InputOperation['kind']>(
  { layers }: LintContext,
  kind: Kind,
  key: string,
): readonly Operation<Extract<InputOperation, { readonly kind: Kind }>>[] {
  const isKind = (operation: InputOperation): operation is Extract<InputOperation, { readonly kind: Kind }> =>
    operation.kind === kind;
  return layers
    .filter(({ last }) => !last)
    .flatMap(({ next }) =>
      next.operationsIn.filter(isKind).map((operation) => ({
        link: next,
        operation,
        place: { layer: operation.layer, key },
        detail: 'rate' in operation ? operation.rate : '',
      })),
    );
}

/** Moves dropout to where it is part of the boundary: in front of the head. */
function moveToHead(rate: number, layer: number, { editor, layers, links }: LintContext): Fix | undefined {
  const head = links.at(-1);
  const lastHidden = layers.at(-1);
  if (head === undefined || lastHidden === undefined || !editor.isOutermost(head.layer)) return undefined;
  if (head.operationsIn.some(({ kind }) => kind === 'dropout')) return undefined;
  const edits = joinEdits([
    editor.removeLayer(layer),
    editor.insertBeside(head.layer, 'before', `{type: dropout, rate: ${rate}}`),
  ]);
  return makeFix('Move the dropout in front of the head, into the boundary', edits);
}

/** Dropout in the bulk makes it stochastic, also where all layers have it. */
export function findDropoutFindings(context: LintContext): readonly Finding[] {
  const { editor, places } = context;
  const dropouts = innerOperations(context, 'dropout', 'rate').filter(({ operation }) => operation.rate > 0);
  const rates = new Map(dropouts.map(({ place, operation }) => [place.layer, operation.rate]));
  return groupAlike(context, dropouts).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place }] = group;
    const rate = rates.get(place.layer) ?? 0;
    return makeFinding({
      code: 'symmetry.dropout',
      message: `Dropout with p = ${rate} in front of ${writeLinks(links)} makes the bulk stochastic: the masks add p/(1 − p) Σ W²h² = ${writeFactor(rate / (1 - rate))} Σ W²h² to the variance of z, ${writePercent(rate)} of its mean square, and f is not 0 where nothing moves. The terms are taken with dropout off.`,
      range: places.rangeOf(place),
      size: rate,
      links,
      related: furtherPlaces(context, group),
      fixes: () => [
        makeFix(
          'Remove the dropout',
          editEach(context, group, (each) => editor.removeLayer(each.place.layer)),
        ),
        links.length === 1 ? moveToHead(rate, place.layer, context) : undefined,
      ],
    });
  });
}

/** Batch norm couples the samples, also where all layers have it (THEORY §5d). */
export function findBatchNormFindings(context: LintContext): readonly Finding[] {
  const { editor, layers, places } = context;
  const own = layers
    .filter(hasInnerWeights)
    .flatMap(({ link }): readonly Occurrence[] =>
      link.norm?.kind === 'batchNorm' ? [{ link, place: { layer: link.norm.layer, key: 'type' } }] : [],
    );
  const before = innerOperations(context, 'batchNorm', 'type');
  return groupAlike(
    context,
    [...own, ...before].sort((a, b) => a.link.m - b.link.m),
  ).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place }] = group;
    return makeFinding({
      code: 'symmetry.batchNorm',
      message: `batchNorm couples the samples of a batch: f of ${writeLinks(links)} depends on all of them, so the bulk is no sum over samples, and a bias before it moves nothing. This holds also where all layers have one; layerNorm keeps the samples apart.`,
      range: places.rangeOf(place),
      size: undefined,
      links,
      related: furtherPlaces(context, group),
      fixes: () => [
        makeFix(
          'Change to layerNorm',
          editEach(context, group, (each) => editor.set(each.place, 'layerNorm')),
        ),
      ],
    });
  });
}

/** Pools that leave fewer places: all links behind them are of another size. */
export function findShrinkingPools(context: LintContext): readonly Finding[] {
  const { layers, places } = context;
  const pools = layers.flatMap((layer): readonly Occurrence[] => {
    if (layer.last || changesKind(layer) || !poolShrinks(layer)) return [];
    const pool = layer.next.operationsIn.find(
      ({ kind }) => kind === 'maxPool' || kind === 'avgPool' || kind === 'globalAveragePool',
    );
    return pool === undefined ? [] : [{ link: layer.next, place: { layer: pool.layer, key: 'type' } }];
  });
  return groupAlike(context, pools).map((group) => {
    const [{ place, link }] = group;
    const links = group.map((occurrence) => occurrence.link.m);
    const from = placesOf(context.links[link.m - 1]?.outputShape);
    const to = placesOf(link.inputShape);
    return makeFinding({
      code: 'symmetry.kind',
      message: `The ${places.typeOf(place.layer) ?? 'pool'} in front of ${writeLinks(links)} leaves ${to.text} of ${from.text} places: K_z, C and F of the links behind it change by a factor ${writeFactor(to.count / from.count)} with the number of neurons.`,
      symmetry: 'Depth translation',
      range: places.rangeOf(place),
      size: 1 - to.count / from.count,
      links,
    });
  });
}

/** The places of a feature map, without its channels. */
export function placesOf(shape: Link['outputShape'] | undefined): {
  readonly text: string;
  readonly count: number;
} {
  const axes = shape?.slice(0, -1) ?? [];
  return {
    text: axes.length === 0 ? '1' : writeShape(axes),
    count: sizeOf(axes),
  };
}

/** Kinds of layers that are not looked into: what their term is cannot be told. */
export function findOpaqueFindings(context: LintContext): readonly Finding[] {
  const { layers, places } = context;
  const opaque = layers
    .filter(hasInnerWeights)
    .flatMap(({ link }): readonly Occurrence[] =>
      link.type === 'opaque'
        ? [{ link, place: { layer: link.layer, key: 'className' }, detail: link.m }]
        : [],
    );
  return groupAlike(context, opaque).map((group) => {
    const links = group.map(({ link }) => link.m);
    const [{ place, link }] = group;
    const name = link.type === 'opaque' ? link.className : link.type;
    return makeFinding({
      code: 'symmetry.opaque',
      message: `${name} is not looked into and counts as one link (${writeLayers(links)}): the form of its term is unknown. Attention and recurrences have a kernel that depends on the data, so they are no part of a block even where they repeat.`,
      range: places.rangeOf(place),
      size: undefined,
      links,
      related: furtherPlaces(context, group),
    });
  });
}
