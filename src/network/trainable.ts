import { fail, succeed, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import type { Link, Network, TrainableLink, TrainableNetwork } from './types.js';

/** What keeps a correct spec from being trained by this version. */
export interface TrainingGap {
  /** After "This version does not train": `layers of the kind LSTM`. */
  readonly feature: string;
  /** Where the spec asks for it: the layer. */
  readonly range: TextRange;
}

/** @param owner the link whose parameters it uses: itself, unless it is tied */
function trainableLink(link: Link, owner: Link): Result<TrainableLink, TrainingGap> {
  if (link.type === 'opaque') {
    return fail({ feature: `layers of the kind ${link.className}`, range: link.range });
  }
  const { learningRateMultiplier, weightDecay, frozen } = owner;
  return succeed({ ...link, learningRateMultiplier, weightDecay, frozen });
}

/** The network if this version can train all of it, else the first thing that it cannot. */
export function trainableNetwork(network: Network): Result<TrainableNetwork, TrainingGap> {
  const links: TrainableLink[] = [];
  for (const link of network.links) {
    const owner = link.tiedTo === undefined ? link : network.links[link.tiedTo]!;
    const trainable = trainableLink(link, owner);
    if (!trainable.ok) return trainable;
    links.push(trainable.value);
  }
  return succeed({ ...network, links });
}
