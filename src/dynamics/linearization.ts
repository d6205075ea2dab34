import { addToRows } from '../decomposition/forward/pairs.js';
import { prepareNetwork } from '../decomposition/forward/prepareNetwork.js';
import { runForward, type ForwardPass } from '../decomposition/forwardPass.js';
import type {
  FloatArray,
  LinkStructure,
  NetworkStructure,
  ParameterSnapshot,
} from '../decomposition/types.js';
import { channelsOf } from '../network/parameterLayout.js';
import { skipPath } from '../network/skipPath.js';
import { linearMap, type LinearMap } from './linearMap.js';
import { normStage } from './normStage.js';
import { linearizePath, type LinearizedPath } from './operationStages.js';
import type { NormStage } from './stage.js';

/** A value from further below that is added to z^(m+1), at a point. */
export interface LinearizedSkip {
  /** z^(from) is where it starts. */
  readonly from: number;
  /** Its norms are those of the input side of link `from`. */
  readonly path: LinearizedPath;
}

/** Link m at a point: h^(m) from z^(m), W h + b, the norm, and what skips add. */
export interface LinearizedLink {
  readonly link: LinkStructure;
  /** From z^(m) to h^(m) as the weights see it; `input.values` is h^(m), samples × N_m behind its operations. */
  readonly input: LinearizedPath;
  readonly map: LinearMap;
  /** W h, samples × N_(m+1). */
  readonly multiply: (hidden: FloatArray, weights: FloatArray) => Float64Array;
  readonly norm: NormStage | undefined;
  readonly skips: readonly LinearizedSkip[];
}

/** A network at one point of parameters and data: what backpropagation and tangents need, in float64. */
export interface Linearization {
  readonly structure: NetworkStructure;
  readonly parameters: ParameterSnapshot;
  readonly samples: number;
  readonly pass: ForwardPass;
  readonly links: readonly LinearizedLink[];
  /** From z^(M) to what the loss sees: σ_post and the operations of the output side. */
  readonly head: LinearizedPath;
}

/**
 * Linearises a network in θ and X around a point. A batchNorm has the moving statistics of the parameters, dropout is off,
 * at a kink the derivative is that from the left, and of equal values in a window the first is the largest.
 * @param inputs X, samples × N_0, row-major
 * @param known the forward pass of these parameters and inputs, if it is there
 * @throws RangeError when an array does not have the size that the structure says
 */
export function linearize(
  structure: NetworkStructure,
  parameters: ParameterSnapshot,
  inputs: FloatArray,
  samples: number,
  known?: ForwardPass,
): Linearization {
  const pass = known ?? runForward(structure, parameters, inputs, samples);
  const prepared = prepareNetwork(structure);
  const { links, inputShape } = structure;
  const neurons = [inputs, ...pass.links.map((each) => each.neurons)];
  const shapeOf = (m: number): NetworkStructure['inputShape'] => links[m - 1]?.outputShape ?? inputShape;
  const linearizedLinks = links.map((link, m): LinearizedLink => {
    const own = parameters[m]!;
    const input = linearizePath(
      {
        activation: m === 0 ? 'linear' : link.activationIn,
        operations: link.operationsIn,
        shape: shapeOf(m),
      },
      own.operations,
      neurons[m]!,
      samples,
    );
    const multiply: LinearizedLink['multiply'] = (hidden, weights) =>
      prepared.links[m]!.multiply(hidden, weights, samples);
    return {
      link,
      input,
      map: linearMap(link, m),
      multiply,
      norm: linearizeNorm(link, own, () => multiply(input.values, own.weights), samples),
      skips: link.skips.map((skip) => {
        const source = links[skip.from]!;
        const { activation, operations } = skipPath(link, skip, source);
        const path = linearizePath(
          {
            activation: skip.from === 0 ? 'linear' : activation,
            operations: source.operationsIn,
            which: operations,
            shape: shapeOf(skip.from),
          },
          parameters[skip.from]!.operations,
          neurons[skip.from]!,
          samples,
        );
        return { from: skip.from, path };
      }),
    };
  });
  const head = linearizePath(
    {
      activation: structure.outputActivation,
      operations: structure.operationsOut,
      shape: shapeOf(links.length),
    },
    parameters.at(-1)?.operationsOut,
    neurons[links.length]!,
    samples,
  );
  return { structure, parameters, samples, pass, links: linearizedLinks, head };
}

function linearizeNorm(
  link: LinkStructure,
  { norm, bias }: ParameterSnapshot[number],
  products: () => Float64Array,
  samples: number,
): NormStage | undefined {
  if (link.norm === undefined) return undefined;
  if (norm === undefined) throw new RangeError(`no parameters for a ${link.norm.kind}`);
  const sums = bias === undefined ? products() : addToRows(products(), bias).values;
  return normStage(link.norm.kind, sums, samples, norm, channelsOf(link.outputShape));
}
