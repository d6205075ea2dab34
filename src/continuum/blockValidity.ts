import type { LinkStructure } from '../decomposition/types.js';
import { blockFlux, type BlockStates } from './blockStates.js';
import { median } from './combine.js';
import { ringShift } from './localLayers.js';
import { applyRingOperator, ringOperator } from './ringDerivative.js';
import type { BlockValidity, ContinuumGap } from './types.js';
import { leaveOneOut, roughness, type Carry, type Prediction } from './validity.js';
import { verdictOf } from './verdict.js';

/**
 * V, κ and the verdict of a block of equal links (THEORY §5b). Neighbours of links in a block of longer period are those of the same place in
 * the next period; those of local links are carried to the same places of the ring first.
 * @param links of the block
 */
export function blockValidity(
  links: readonly LinkStructure[],
  states: BlockStates,
  period: number,
): BlockValidity {
  const nonlinear = links.some((link) => link.norm !== undefined);
  const carry = links[0]?.type === 'local' ? carryOnRing(states, links[0].outputs) : undefined;
  const values = (prediction: Prediction): (number | undefined)[] =>
    links.map((_, link) =>
      nonlinear ? undefined : leaveOneOut(states, link, prediction, { period, carry }),
    );
  const [linear, cubic] = [values('linear'), values('cubic')];
  const medianOf = (all: readonly (number | undefined)[]): number | undefined =>
    median(all.filter((value) => value !== undefined));
  const [medianLinear, medianCubic] = [medianOf(linear), medianOf(cubic)];
  const between = (kind: 'weights' | 'hidden'): (number | undefined)[] =>
    states.before[kind].slice(0, states.count - period).map((values, link) => {
      const next = states.before[kind][link + period]!;
      return roughness(values, carry === undefined ? next : carry(next, kind, link + period, link));
    });
  return {
    linear,
    cubic,
    medianLinear,
    medianCubic,
    weightRoughness: between('weights'),
    hiddenRoughness: between('hidden'),
    verdict: verdictOf(medianLinear, medianCubic),
    gap: medianLinear === undefined ? validityGap(nonlinear, states, period) : undefined,
  };
}

function validityGap(nonlinear: boolean, states: BlockStates, period: number): ContinuumGap {
  if (nonlinear) return 'norm';
  if (states.count < 2 * period + 1) return 'tooFewLinks';
  const moving = states.before.weights.some((_, link) => blockFlux(states, link).some((f) => f !== 0));
  return moving ? 'tooFewLinks' : 'atRest';
}

/** Layers of a checkerboard are half a place apart: values are interpolated on the ring. */
function carryOnRing({ start }: BlockStates, neurons: number): Carry {
  // A layer has one of two places on the ring, so what is carried at all is carried to the other one.
  const carried = new Map<ArrayLike<number>, Float64Array>();
  return (values, kind, from, to) => {
    // Weights belong to the neurons that the link brings, h to those that it sees.
    const layer = kind === 'weights' ? start + 1 : start;
    const shift = ringShift(layer + to) - ringShift(layer + from);
    if (shift === 0) return values;
    let there = carried.get(values);
    if (there === undefined) {
      there = applyRingOperator(ringOperator('finiteDifference', neurons, 0, shift), values, neurons);
      carried.set(values, there);
    }
    return there;
  };
}
