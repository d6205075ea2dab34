import type { ChainLink, ChainPlan, ChainSkip } from '../kernels/chainPlan.js';
import { skipPath } from '../network/skipPath.js';
import type { InputOperation, TrainableLink, TrainableNetwork, TrainablePlan } from '../network/types.js';

/** What is flat lies in memory as before. */
const areFlat = (operations: readonly InputOperation[]): boolean =>
  operations.every(({ kind }) => kind === 'flatten');

/** The skips of a link. With flat operations alone, what a skip adds is z^(from) or σ(z^(from)). */
const skipsOf = (link: TrainableLink, { links }: TrainableNetwork): readonly ChainSkip[] =>
  link.skips.map((skip) => {
    const { activation } = skipPath(link, skip, links[skip.from]!);
    return { from: skip.from, value: activation === 'linear' ? 'preactivation' : 'activation' };
  });

function fusedLink(link: TrainableLink, network: TrainableNetwork): ChainLink | undefined {
  const { type, m, norm, operationsIn } = link;
  if (type !== 'dense' && type !== 'local') return undefined;
  if (norm !== undefined || !areFlat(operationsIn)) return undefined;
  return {
    type,
    inputs: link.inputs,
    outputs: link.outputs,
    activation: network.links[m + 1]?.activationIn ?? network.outputActivation,
    bias: link.bias,
    skips: skipsOf(link, network),
    tiedTo: link.tiedTo,
    frozen: link.frozen,
    rateFactor: link.learningRateMultiplier,
    weightDecay: link.weightDecay,
  };
}

/**
 * A run as the fused step takes it; undefined when a link is neither dense nor local, or when there is a norm, a dropout, a
 * pool or a further activation.
 */
export function fusedPlan(network: TrainableNetwork, training: TrainablePlan): ChainPlan | undefined {
  if (!areFlat(network.operationsOut)) return undefined;
  const links: ChainLink[] = [];
  for (const link of network.links) {
    const fused = fusedLink(link, network);
    if (fused === undefined) return undefined;
    links.push(fused);
  }
  return {
    links,
    loss: network.loss,
    samples: training.batchSize,
    optimizer: training.optimizer,
  };
}
