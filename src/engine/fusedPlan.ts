import type { ChainPlan } from '../kernels/chainPlan.js';
import type { Optimizer, TrainableNetwork, TrainablePlan } from '../network/types.js';

/** What the fused step is told of an optimizer; undefined for those that it does not know. */
function momentumOf(optimizer: Optimizer): Pick<ChainPlan, 'momentum' | 'looksAhead'> | undefined {
  switch (optimizer.kind) {
    case 'sgd':
      return { momentum: 0, looksAhead: false };
    case 'momentum':
      return { momentum: optimizer.momentum, looksAhead: false };
    case 'nesterov':
      return { momentum: optimizer.momentum, looksAhead: true };
    case 'adam':
    case 'rmsprop':
      return undefined;
  }
}

/** A run as the fused step takes it; undefined when it has what that step cannot do: shared parameters, Adam, RMSProp. */
export function fusedPlan(network: TrainableNetwork, training: TrainablePlan): ChainPlan | undefined {
  const momentum = momentumOf(training.optimizer);
  if (momentum === undefined || network.links.some((link) => link.tiedTo !== undefined)) return undefined;
  return {
    links: network.links.map((link, m) => ({
      inputs: link.inputs,
      outputs: link.outputs,
      activation: network.links[m + 1]?.activationIn ?? network.outputActivation,
      bias: link.bias,
      frozen: link.frozen,
      rateFactor: link.learningRateMultiplier,
      weightDecay: link.weightDecay,
    })),
    loss: network.loss,
    samples: training.batchSize,
    ...momentum,
  };
}
