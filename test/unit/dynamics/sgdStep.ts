import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { meanGradient } from '../../../src/dynamics/parameterGradient.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import type { ParameterTangent } from '../../../src/dynamics/parameterSpace.js';
import type { FloatArray } from '../../../src/decomposition/types.js';
import type { KnownNetwork } from '../decomposition/randomNetworks.js';

/** The gradient of the mean loss over some samples, in float64. */
export function gradientOf(
  network: KnownNetwork,
  parameters: ParameterSnapshot,
  inputs: FloatArray,
  targets: FloatArray,
  samples: number,
): ParameterTangent {
  const point = linearize(network, parameters, inputs, samples);
  return meanGradient(point, runBackward(point, targets));
}

/** θ − ηr(g + λW) in float64, for networks whose norms stand still and whose links share nothing. */
export function sgdStep(
  network: KnownNetwork,
  parameters: ParameterSnapshot,
  gradient: ParameterTangent,
  rate: number,
): ParameterSnapshot {
  return parameters.map((own, m) => {
    const { learningRateMultiplier, weightDecay, frozen } = network.links[m]!;
    const eta = frozen ? 0 : rate * learningRateMultiplier;
    const g = gradient[m]!;
    return {
      ...own,
      weights: Float64Array.from(own.weights, (w, i) => w - eta * (g.weights[i]! + weightDecay * w)),
      bias: own.bias && Float64Array.from(own.bias, (b, i) => b - eta * g.bias![i]!),
    };
  });
}
