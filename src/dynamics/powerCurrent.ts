import { parameterArrays, type ParameterArray } from '../network/parameterArrays.js';
import type { FloatArray } from '../network/parameterLayout.js';
import type { BackwardPass } from './backwardPass.js';
import { innerProduct } from './innerProduct.js';
import type { Linearization } from './linearization.js';
import type { ParameterTangent } from './parameterSpace.js';
import type { TangentPass } from './tangentPass.js';

/**
 * How energy flows through the depth of a network (THEORY §2.6), means over the samples, in loss per step. It enters at the
 * output and flows towards the input; every layer takes its part out. Powers stand at the interfaces m = 0 … M between
 * layers: in front of layer m, with m = M between the last layer and the loss.
 */
export interface PowerCurrent {
  /**
   * P_m by interface: δ·ż summed over all values that cross it, which are z^(m) and what skips carry past it. P_0 is the work
   * of moving data, 0 on fixed samples.
   */
  readonly powers: readonly number[];
  /** δ^(m)·ż^(m), by interface. */
  readonly neuronPowers: readonly number[];
  /** Of what skips carry past z^(m), by interface; 0 where none does, and for skips over a single layer. */
  readonly skipPowers: readonly number[];
  /** −g_m·θ̇_m = P_m − P_(m+1) by layer: what its moving parameters take out of the current; g of its own use of them. */
  readonly absorbed: readonly number[];
  /** The same of the moving mean and variance of batchNorms, which are coefficients that move (THEORY §5d). */
  readonly absorbedByStatistics: readonly number[];
  /** What norms behind the last layer take, between P_M and the loss. */
  readonly absorbedByHead: number;
  /** dℓ/dt = P_M − what the head takes. */
  readonly lossRate: number;
  /**
   * The largest |P_m − P_(m+1) − absorbed| relative to the largest current: rounding, a self-test; undefined where no power
   * flows.
   */
  readonly continuityResidual: number | undefined;
}

/** Parts of −g·θ̇ of one link. */
interface Absorbed {
  readonly parameters: number;
  readonly statistics: number;
  readonly head: number;
}

function absorbedBy(
  gradient: readonly ParameterArray<FloatArray>[],
  velocity: readonly ParameterArray<FloatArray>[],
): Absorbed {
  let [parameters, statistics, head] = [0, 0, 0];
  for (const [i, { name, place, values }] of gradient.entries()) {
    const work = -innerProduct(values, velocity[i]!.values);
    if (place.startsWith('/out')) head += work;
    else if (name === 'movingMean' || name === 'movingVariance') statistics += work;
    else parameters += work;
  }
  return { parameters, statistics, head };
}

/**
 * The power current of a motion at a point (THEORY 2.5), for any velocity of the parameters, whatever optimiser gave it.
 *
 * A value that a skip adds to z^(b+1) crosses the interfaces between its source z^(a) and there, a < m ≤ b: it carries
 * δ^(b+1)·ṡ, ṡ its tangent velocity. So the parameters of layer m alone stand between the interfaces m and m+1, and
 * P_m − P_(m+1) = −g_m·θ̇_m holds with skips of any length.
 * @param gradient of the mean loss, each link with the part of its own use (`meanGradient`)
 * @param velocity θ̇, with the change of moving statistics
 * @param tangent of the same velocity (`runTangent`)
 */
export function powerCurrent(
  { links, samples }: Linearization,
  { deltas }: BackwardPass,
  gradient: ParameterTangent,
  velocity: ParameterTangent,
  tangent: TangentPass,
): PowerCurrent {
  const last = links.length;
  const neuronPowers = deltas.map((delta, m) => innerProduct(delta, tangent.neurons[m]!) / samples);
  const skipPowers = new Array<number>(last + 1).fill(0);
  for (const [b, { skips }] of links.entries()) {
    for (const [i, { from }] of skips.entries()) {
      if (from === b) continue;
      const carried = innerProduct(deltas[b + 1]!, tangent.skips[b]![i]!) / samples;
      for (let m = from + 1; m <= b; m++) skipPowers[m]! += carried;
    }
  }
  const powers = neuronPowers.map((power, m) => power + skipPowers[m]!);
  const parts = gradient.map((own, m) => absorbedBy(parameterArrays(own), parameterArrays(velocity[m]!)));
  const absorbedByHead = parts.at(-1)?.head ?? 0;
  return {
    powers,
    neuronPowers,
    skipPowers,
    absorbed: parts.map(({ parameters }) => parameters),
    absorbedByStatistics: parts.map(({ statistics }) => statistics),
    absorbedByHead,
    lossRate: powers[last]! - absorbedByHead,
    continuityResidual: continuityResidual(powers, parts),
  };
}

function continuityResidual(powers: readonly number[], parts: readonly Absorbed[]): number | undefined {
  const largest = Math.max(...powers.map(Math.abs), ...parts.map(({ parameters }) => Math.abs(parameters)));
  if (largest === 0) return undefined;
  const errors = parts.map(({ parameters, statistics }, m) =>
    Math.abs(powers[m]! - powers[m + 1]! - parameters - statistics),
  );
  return Math.max(...errors) / largest;
}
