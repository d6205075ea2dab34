import type { DenseLink, InputOperation, Network, TrainableNetwork } from '../network/types.js';

/** A dense link with nothing but σ, W and b: what is flat lies in memory as before. */
export interface ChainLink extends DenseLink {
  readonly operationsIn: readonly (InputOperation & { readonly kind: 'flatten' })[];
  readonly norm: undefined;
  readonly skips: readonly [];
}

/** A chain of dense links: the networks with a fast way of their own. */
export type DenseChain = Network<ChainLink>;

const areFlat = (operations: readonly InputOperation[]): boolean =>
  operations.every(({ kind }) => kind === 'flatten');

export function isDenseChain(network: TrainableNetwork): network is DenseChain {
  const { links, operationsOut } = network;
  return (
    areFlat(operationsOut) &&
    links.every(
      ({ type, operationsIn, norm, skips }) =>
        type === 'dense' && areFlat(operationsIn) && norm === undefined && skips.length === 0,
    )
  );
}
