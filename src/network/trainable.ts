import { LOSS_NAMES } from '../base/loss.js';
import { fail, succeed, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import type { Located } from '../spec/valueType.js';
import type { PlacedLayer } from './placedLayer.js';
import type {
  BackendName,
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

/** Where a spec says what is not said at a layer. */
export interface TrainingRanges {
  readonly loss: TextRange;
  readonly optimizer: TextRange;
  readonly schedule: TextRange;
  readonly weightDecay: TextRange;
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
function missingFeature(link: Link, layers: Layers, ranges: TrainingRanges): TrainingGap | undefined {
  const { range } = link;
  const layer = layers[link.layer];
  const [operation] = link.operationsIn;
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
  if (link.tiedTo !== undefined) return { feature: 'tied layers', range: at(values?.tieWith) };
  if (link.frozen) return { feature: 'frozen layers', range: at(values?.frozen) };
  if (link.learningRateMultiplier !== 1) {
    return { feature: 'learning-rate multipliers', range: at(values?.learningRateMultiplier) };
  }
  if (link.weightDecay !== 0) {
    return {
      feature: 'weight decay',
      range: values?.weightDecay === undefined ? ranges.weightDecay : values.weightDecay.range,
    };
  }
  return undefined;
}

function trainableLink(
  link: Link,
  layers: Layers,
  ranges: TrainingRanges,
): Result<TrainableLink, TrainingGap> {
  const gap = missingFeature(link, layers, ranges);
  if (gap !== undefined) return fail(gap);
  const { initializer, range } = link;
  const { ast } = layers[link.layer] ?? {};
  switch (initializer.kind) {
    case 'orthogonal':
    case 'identity':
    case 'smooth':
      return fail({
        feature: `with the initializer ${initializer.kind}`,
        range: ast?.kind === 'dense' ? ast.values.init.range : range,
      });
    case 'glorot':
    case 'he':
    case 'lecun':
    case 'normal':
      return link.type === 'dense'
        ? succeed({
            ...link,
            initializer: { kind: initializer.kind, gain: initializer.gain },
            operationsIn: [],
            norm: undefined,
            skips: [],
            learningRateMultiplier: 1,
            weightDecay: 0,
            frozen: false,
            tiedTo: undefined,
          })
        : fail({ feature: `${link.type} layers`, range });
  }
}

/**
 * The network if this version can train all of it, else the first thing that it cannot.
 * @param layers those that the indices in links and operations mean
 */
export function trainableNetwork(
  network: Network,
  layers: Layers,
  ranges: TrainingRanges,
): Result<TrainableNetwork, TrainingGap> {
  const links: TrainableLink[] = [];
  for (const link of network.links) {
    const trainable = trainableLink(link, layers, ranges);
    if (!trainable.ok) return trainable;
    links.push(trainable.value);
  }
  const [operation] = network.operationsOut;
  if (operation !== undefined) return fail(layerGap(layers, operation.layer, ranges.loss));
  const loss = LOSS_NAMES.find((name) => name === network.loss);
  if (loss === undefined) return fail({ feature: `with the loss ${network.loss}`, range: ranges.loss });
  return succeed({ ...network, links, loss });
}

/** What computes the steps; `auto` means the fastest that this version has. */
function trainableBackend(backend: TrainingPlan['backend']): BackendName | undefined {
  switch (backend) {
    case 'auto':
      return 'wasm';
    case 'wasm':
    case 'cpu':
      return backend;
    case 'webgl':
      return undefined;
  }
}

export function trainablePlan(
  plan: TrainingPlan,
  ranges: TrainingRanges,
): Result<TrainablePlan, TrainingGap> {
  const { optimizer, schedule } = plan;
  if (optimizer.kind !== 'sgd') {
    return fail({ feature: `with the optimizer ${optimizer.kind}`, range: ranges.optimizer });
  }
  if (schedule.kind !== 'constant') {
    return fail({ feature: `with the schedule ${schedule.kind}`, range: ranges.schedule });
  }
  const backend = trainableBackend(plan.backend);
  if (backend === undefined) {
    return fail({ feature: `on the backend ${plan.backend}`, range: ranges.backend });
  }
  return succeed({ ...plan, optimizer, schedule, backend });
}
