import type { NetworkStructure } from '../../../src/decomposition/types.js';
import { chainOf, flattenTransposed, type GoldenNetwork } from '../decomposition/golden.js';

/** A chain some of whose links add their z^(m) to z^(m+1). */
export function residualChainOf(
  network: GoldenNetwork & { readonly skip?: readonly boolean[] },
): NetworkStructure {
  const chain = chainOf(network);
  return {
    ...chain,
    links: chain.links.map((link, m) =>
      network.skip?.[m] === true
        ? { ...link, skips: [{ from: m, value: 'preactivation' as const, span: 1, layer: link.layer }] }
        : link,
    ),
  };
}

/** Velocities or gradients in the layout of the parameters, from a golden file's [out][in] matrices. */
export const tangentOf = (
  weights: readonly (readonly (readonly number[])[])[],
  biases: readonly (readonly number[])[],
  network: NetworkStructure,
) =>
  weights.map((rows, m) => ({
    weights: flattenTransposed(rows),
    bias: network.links[m]!.bias ? Float64Array.from(biases[m]!) : undefined,
  }));
