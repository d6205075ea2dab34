import type { BlockStates } from './blockStates.js';
import { blockFlux } from './blockStates.js';
import { combine, difference, distance, norm } from './combine.js';
import { fluxProducts } from './fluxProducts.js';

/**
 * How a link's weights and inputs are predicted from those of other links, with offsets in links and factors (THEORY §5b): what is smooth
 * in depth is predicted well, and better by the cubic.
 */
export const LEAVE_ONE_OUT = {
  linear: { offsets: [-1, 1], factors: [0.5, 0.5] },
  cubic: { offsets: [-2, -1, 1, 2], factors: [-1 / 6, 4 / 6, 4 / 6, -1 / 6] },
} as const satisfies Readonly<
  Record<string, { readonly offsets: readonly number[]; readonly factors: readonly number[] }>
>;
export type Prediction = keyof typeof LEAVE_ONE_OUT;

/** Takes values of link `from` to the places of the neurons of link `to`; of what kind they are, weights or h. */
export type Carry = (
  values: ArrayLike<number>,
  kind: 'weights' | 'hidden',
  from: number,
  to: number,
) => ArrayLike<number>;

/**
 * V_m = ‖Δ(Ŵĥ) − f^(m)‖ ÷ ‖f^(m)‖, over all samples, with Ŵ and ĥ predicted from other links: how well the flux of link m follows from
 * fields smooth in depth. ~κ² (linear) and ~κ⁴ (cubic) for smooth fields, 1.15 and 1.31 for independent layers (THEORY §5b). Unlike the
 * truncation error of the expansions it cannot be small by algebra alone.
 * @param link in the block
 * @param period of the block: links are predicted from those of the same place in other periods
 * @param carry for links whose neurons are not at the same places; as they are, if it is left out
 * @returns undefined where neighbours are missing (V^lin needs 3, V^cub 5 links in a row) or the flux vanishes
 */
export function leaveOneOut(
  states: BlockStates,
  link: number,
  prediction: Prediction,
  { period = 1, carry }: { readonly period?: number; readonly carry?: Carry | undefined } = {},
): number | undefined {
  const { offsets, factors } = LEAVE_ONE_OUT[prediction];
  const sources = offsets.map((offset) => link + offset * period);
  if (sources.some((source) => source < 0 || source >= states.count)) return undefined;
  const flux = blockFlux(states, link);
  const size = norm(flux);
  if (size === 0) return undefined;
  const predicted =
    carry === undefined
      ? predictInPlace(states, sources, factors, period)
      : predictCarried(states, link, sources, factors, carry);
  return predicted && distance(predicted, flux) / size;
}

/** Δ(Ŵĥ) as a sum of products of links and layers, which other readings of the flux have use for, too. */
function predictInPlace(
  states: BlockStates,
  sources: readonly number[],
  factors: readonly number[],
  period: number,
): Float64Array | undefined {
  const products = fluxProducts(states, period);
  const terms: Float64Array[] = [];
  const shares: number[] = [];
  for (const [i, from] of sources.entries()) {
    for (const [j, layer] of sources.entries()) {
      const product = products.of(from, layer);
      if (product === undefined) return undefined;
      terms.push(product);
      shares.push(factors[i]! * factors[j]!);
    }
  }
  return combine(shares, terms);
}

function predictCarried(
  states: BlockStates,
  link: number,
  sources: readonly number[],
  factors: readonly number[],
  carry: Carry,
): Float64Array {
  const predict = (kind: 'weights' | 'hidden', state: 'before' | 'after'): Float64Array =>
    combine(
      factors,
      sources.map((source) => carry(states[state][kind][source]!, kind, source, link)),
    );
  const [from, to] = (['before', 'after'] as const).map((state) =>
    states.multiply(link, predict('hidden', state), predict('weights', state), states.samples),
  );
  return difference(to!, from!);
}

/**
 * κ between neighbours: ‖A^(m+1) − A^(m)‖ ÷ mean of ‖A^(m)‖ and ‖A^(m+1)‖. √2 for independent layers, √(2(1 − ρ)) for a correlation ρ of
 * neighbours (THEORY §5b). Undefined where both vanish.
 */
export function roughness(here: ArrayLike<number>, next: ArrayLike<number>): number | undefined {
  const mean = 0.5 * (norm(here) + norm(next));
  return mean === 0 ? undefined : distance(here, next) / mean;
}
