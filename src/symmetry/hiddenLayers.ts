import type { Link } from '../network/types.js';

/**
 * What belongs together in the text and in the bulk: link k with its weights, its neurons z^(k+1), their activation and
 * what stands between them and the weights of link k+1. There are M−1 of them, k = 0 … M−2: the head has no neurons in
 * the bulk. Of layer 0 only the neurons and what follows them count, since link 0 is boundary (THEORY §6.1).
 */
export interface HiddenLayer {
  readonly k: number;
  readonly link: Link;
  /** The link that its neurons feed. */
  readonly next: Link;
  /** Whether the next link is the head: what stands in front of it is then boundary, but for the activation. */
  readonly last: boolean;
}

export function hiddenLayers(links: readonly Link[]): readonly HiddenLayer[] {
  return links
    .slice(0, -1)
    .map((link, k) => ({ k, link, next: links[k + 1]!, last: k === links.length - 2 }));
}

/** Number of links between the data and the head whose term can be compared: links 1 … M−2. */
export const innerLinkCount = (links: readonly Link[]): number => Math.max(0, links.length - 2);

/** Whether a layer's own weights belong to the bulk and are not the head's. */
export const hasInnerWeights = ({ k }: HiddenLayer): boolean => k > 0;
