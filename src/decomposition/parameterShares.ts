import type { NormParameters } from '../network/parameterLayout.js';
import { biasRole, type BiasRole } from './biasRole.js';
import type { FloatArray, LinkParameters, LinkStructure } from './types.js';

/** Which kinetic energies stand in a link's K_W, each parameter of the network in one place alone. */
export interface CountedParameters {
  /** W, and so no energy of tied weights anywhere but at their owner. */
  readonly weights: boolean;
  /** A bias behind which a norm stands, so that it is no link's bias in the sense of (1.1). */
  readonly innerBias: boolean;
}

/** What a link has of the parameters of a network in which some are tied. */
export interface ParameterShare {
  readonly counted: CountedParameters;
  readonly role: BiasRole;
  /**
   * How many links have the same bias in the role of b. In L stands the mean of their sectors, as over the positions of a
   * convolution (THEORY §1.4): each counts with one part of so many.
   */
  readonly sharers: number;
}

const known = new WeakMap<readonly LinkStructure[], readonly ParameterShare[]>();

/** The shares of all links, in order of m; found once for each list, which must not change. */
export function shareParameters(links: readonly LinkStructure[]): readonly ParameterShare[] {
  const shares = known.get(links) ?? findShares(links);
  known.set(links, shares);
  return shares;
}

function findShares(links: readonly LinkStructure[]): readonly ParameterShare[] {
  const owners = links.map(({ tiedTo }, m) => tiedTo ?? m);
  /** Links that have the bias of an owner in the role of b. */
  const sharers = new Map<number, number>();
  links.forEach(({ norm }, m) => {
    if (norm === undefined) sharers.set(owners[m]!, (sharers.get(owners[m]!) ?? 0) + 1);
  });
  return links.map((link, m) => {
    const owner = owners[m]!;
    const own = sharers.get(owner) ?? 0;
    return {
      counted: { weights: owner === m, innerBias: owner === m && own === 0 },
      role: biasRole({ bias: link.bias, norm: link.norm, frozen: links[owner]!.frozen }),
      sharers: link.norm === undefined ? own : 1,
    };
  });
}

const normArrays = (norm: NormParameters | undefined): readonly FloatArray[] =>
  norm === undefined ? [] : [norm.scale, norm.shift];

/** The arrays whose kinetic energies make up K_W: all parameters of a link but the one in the role of b. */
export function weightArrays(
  { weights, bias, norm, operations = [], operationsOut = [] }: LinkParameters,
  counted: CountedParameters,
): readonly FloatArray[] {
  return [
    ...(counted.weights ? [weights] : []),
    ...(counted.innerBias && bias !== undefined ? [bias] : []),
    ...(norm === undefined ? [] : [norm.scale]),
    ...operations.flatMap(normArrays),
    ...operationsOut.flatMap(normArrays),
  ];
}
