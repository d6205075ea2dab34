import { fail, succeed, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import type { Located } from '../spec/valueType.js';
import type { PlacedLayer } from './placedLayer.js';
import type {
  FlattenOperation,
  InputOperation,
  Link,
  Network,
  TrainableLink,
  TrainableNetwork,
  TrainablePlan,
  TrainingPlan,
} from './types.js';

/** What keeps a correct spec from being trained by this version. */
export interface TrainingGap {
  /** After "This version does not train": `conv2d layers`. */
  readonly feature: string;
  /** Where the spec asks for it: the key, or the layer. */
  readonly range: TextRange;
}

/** Where a spec asks for what training may lack, beside its layers. */
export interface TrainingRanges {
  readonly backend: TextRange;
}

type Layers = readonly PlacedLayer[];

/** The type of a layer, or all of it. */
function typeRange({ ast, range }: PlacedLayer): TextRange {
  return ast === undefined || ast.kind === 'opaque' ? range : (ast.values.type?.range ?? range);
}

/** The gap of a whole layer. */
function layerGap(layers: Layers, index: number, range: TextRange): TrainingGap {
  const layer = layers[index];
  return {
    feature: `${layer?.ast?.kind ?? 'such'} layers`,
    range: layer === undefined ? range : typeRange(layer),
  };
}

/** The first feature of a link that training lacks, at its key; undefined when it can be trained. */
function missingFeature(link: Link, layers: Layers): TrainingGap | undefined {
  const { range } = link;
  const layer = layers[link.layer];
  const operation = link.operationsIn.find((candidate) => !isFlatten(candidate));
  if (operation !== undefined) return layerGap(layers, operation.layer, range);
  if (link.type === 'opaque') return { feature: `layers of the kind ${link.className}`, range };
  if (link.type !== 'dense') return layerGap(layers, link.layer, range);
  const values = layer?.ast?.kind === 'dense' ? layer.ast.values : undefined;
  const at = (key: Located<unknown> | undefined): TextRange => (key?.given === true ? key.range : range);
  if (link.norm !== undefined) return layerGap(layers, link.norm.layer, range);
  const [skip] = link.skips;
  if (skip !== undefined) {
    return skip.layer === link.layer
      ? { feature: 'skips', range: at(values?.skipFrom) }
      : layerGap(layers, skip.layer, range);
  }
  return undefined;
}

const isFlatten = (operation: InputOperation): operation is FlattenOperation => operation.kind === 'flatten';

/** @param owner the link whose parameters it uses: itself, unless it is tied */
function trainableLink(link: Link, owner: Link, layers: Layers): Result<TrainableLink, TrainingGap> {
  const gap = missingFeature(link, layers);
  if (gap !== undefined) return fail(gap);
  if (link.type !== 'dense') return fail(layerGap(layers, link.layer, link.range));
  const { learningRateMultiplier, weightDecay, frozen } = owner;
  return succeed({
    ...link,
    operationsIn: link.operationsIn.filter(isFlatten),
    norm: undefined,
    skips: [],
    learningRateMultiplier,
    weightDecay,
    frozen,
  });
}

/**
 * The network if this version can train all of it, else the first thing that it cannot.
 * @param layers those that the indices in links and operations mean
 */
export function trainableNetwork(network: Network, layers: Layers): Result<TrainableNetwork, TrainingGap> {
  const links: TrainableLink[] = [];
  for (const link of network.links) {
    const owner = link.tiedTo === undefined ? link : network.links[link.tiedTo]!;
    const trainable = trainableLink(link, owner, layers);
    if (!trainable.ok) return trainable;
    links.push(trainable.value);
  }
  const operation = network.operationsOut.find((candidate) => !isFlatten(candidate));
  const last = links.at(-1);
  if (operation !== undefined && last !== undefined) {
    return fail(layerGap(layers, operation.layer, last.range));
  }
  return succeed({ ...network, links });
}

/** The plan if this version can follow it. */
export function trainablePlan(
  plan: TrainingPlan,
  ranges: TrainingRanges,
): Result<TrainablePlan, TrainingGap> {
  const { backend } = plan;
  if (backend === 'webgl') return fail({ feature: `on the backend ${backend}`, range: ranges.backend });
  return succeed({ ...plan, backend });
}
