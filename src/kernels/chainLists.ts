import type { ChainMemory } from './chainMemory.js';
import type { ChainPlan } from './chainPlan.js';

/** What a link's lists hold (chainLayout.ts), as offsets from the beginning of the chain's memory. */
export interface LinkLists {
  readonly addedValues: readonly number[];
  readonly hiddenErrors: readonly number[];
  readonly neuronErrors: readonly number[];
  readonly tiedWeights: readonly number[];
  readonly tiedBiases: readonly number[];
}

/** The lists of every link: where skips take and lead back, and whose gradients add to whose. */
export function chainLists({ links }: ChainPlan, memory: ChainMemory): readonly LinkLists[] {
  const own = memory.links;
  return links.map(({ skips }, m) => {
    /** Errors of the links that add this one's output, as z or as h. */
    const errorsOf = (value: 'preactivation' | 'activation'): number[] =>
      links.flatMap((link, target) =>
        link.skips
          .filter((skip) => skip.from === m + 1 && skip.value === value)
          .map(() => own[target]!.errors),
      );
    const tied = own.filter((_, follower) => links[follower]!.tiedTo === m);
    return {
      addedValues: skips.map(({ from, value }) => {
        if (from === 0) return memory.inputs;
        const { hidden, neurons } = own[from - 1]!;
        return value === 'activation' ? hidden : neurons;
      }),
      hiddenErrors: errorsOf('activation'),
      neuronErrors: errorsOf('preactivation'),
      tiedWeights: tied.flatMap(({ weights }) => weights.gradient ?? []),
      tiedBiases: tied.flatMap(({ bias }) => bias?.gradient ?? []),
    };
  });
}

/** Bytes of the lists of all links: every skip stands in two, every tie in two, and each of five lists of a link may end. */
export function listBytes({ links }: ChainPlan): number {
  const skips = links.reduce((count, link) => count + link.skips.length, 0);
  const ties = links.filter(({ tiedTo }) => tiedTo !== undefined).length;
  return 4 * (2 * skips + 2 * ties + 5 * links.length);
}
