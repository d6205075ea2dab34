import { fail, succeed, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import type { Link, Network, TrainableLink, TrainableNetwork, TrainablePlan, TrainingPlan } from './types.js';

/** What keeps a correct spec from being trained by this version. */
export interface TrainingGap {
  /** After "This version does not train": `conv2d layers`. */
  readonly feature: string;
  /** Where the spec asks for it. */
  readonly range: TextRange;
}

/** The feature of a link that training lacks; undefined when it can be trained. */
function missingFeature(link: Link): string | undefined {
  const operation = link.operationsIn[0];
  if (link.type === 'opaque') return `layers of the kind ${link.className}`;
  if (link.type !== 'dense') return `${link.type} layers`;
  if (operation !== undefined) return `${operation.kind} layers`;
  if (link.norm !== undefined) return `${link.norm.kind} layers`;
  if (link.skips.length > 0) return 'skips';
  if (link.tiedTo !== undefined) return 'tied layers';
  if (link.frozen) return 'frozen layers';
  if (link.learningRateMultiplier !== 1) return 'learning-rate multipliers';
  if (link.weightDecay !== 0) return 'weight decay';
  return undefined;
}

function trainableLink(link: Link): Result<TrainableLink, TrainingGap> {
  const feature = missingFeature(link);
  const { initializer, range } = link;
  if (link.type !== 'dense' || feature !== undefined) return fail({ feature: feature ?? link.type, range });
  switch (initializer.kind) {
    case 'orthogonal':
    case 'identity':
    case 'smooth':
      return fail({ feature: `the initializer ${initializer.kind}`, range });
    case 'glorot':
    case 'he':
    case 'lecun':
    case 'normal':
      return succeed({
        ...link,
        initializer: { kind: initializer.kind, gain: initializer.gain },
        operationsIn: [],
        norm: undefined,
        skips: [],
        learningRateMultiplier: 1,
        weightDecay: 0,
        frozen: false,
        tiedTo: undefined,
      });
  }
}

/** The network if this version can train all of it, else the first thing that it cannot. */
export function trainableNetwork(network: Network): Result<TrainableNetwork, TrainingGap> {
  const links: TrainableLink[] = [];
  for (const link of network.links) {
    const trainable = trainableLink(link);
    if (!trainable.ok) return trainable;
    links.push(trainable.value);
  }
  const [operation] = network.operationsOut;
  const last = network.links.at(-1);
  if (operation !== undefined && last !== undefined) {
    return fail({ feature: `${operation.kind} layers`, range: last.range });
  }
  return succeed({ ...network, links });
}

/** @param ranges where the spec writes optimizer and schedule */
export function trainablePlan(
  plan: TrainingPlan,
  ranges: { readonly optimizer: TextRange; readonly schedule: TextRange },
): Result<TrainablePlan, TrainingGap> {
  const { optimizer, schedule } = plan;
  if (optimizer.kind !== 'sgd') {
    return fail({ feature: `the optimizer ${optimizer.kind}`, range: ranges.optimizer });
  }
  if (schedule.kind !== 'constant') {
    return fail({ feature: `the schedule ${schedule.kind}`, range: ranges.schedule });
  }
  return succeed({ ...plan, optimizer, schedule });
}
