import type { LinkStructure } from '../../../src/decomposition/types.js';

/** A dense link with nothing between it and the one before. */
export const denseStructure = (
  link: Pick<LinkStructure, 'inputs' | 'outputs' | 'activationIn' | 'bias'> & { readonly frozen?: boolean },
): LinkStructure => ({
  type: 'dense',
  frozen: false,
  inputShape: [link.inputs],
  outputShape: [link.outputs],
  operationsIn: [],
  norm: undefined,
  skips: [],
  tiedTo: undefined,
  layer: 0,
  ...link,
});
