import {
  channelsOf,
  parameterSizes,
  weightShape,
  type LinkParameterSizes,
  type NormParameters,
} from '../network/parameterLayout.js';
import { sizeOf } from '../network/shape.js';
import type { InputOperation, TrainableNetwork } from '../network/types.js';
import type { Float32LinkParameters } from './initialParameters.js';
import type { LinkTensors, NormTensors } from './linkTensors.js';
import { MovingAverage } from './movingAverage.js';
import type { Tensor } from './tensorStore.js';
import type { ParameterState } from './updateRule.js';

interface NormState {
  readonly scale: ParameterState;
  readonly shift: ParameterState;
  /** Of a batchNorm. */
  readonly moving: MovingAverage | undefined;
}

/** The parameters of a link in training. */
export interface LinkState {
  /** Undefined for a link whose weights and biases are those of another. */
  readonly own: { readonly weights: ParameterState; readonly bias: ParameterState | undefined } | undefined;
  /** One entry for each place where a link may have a norm: behind its weights, then `operationsIn`, then `operationsOut`. */
  readonly norms: readonly (NormState | undefined)[];
}

/** Uploads a parameter; one that learns gets what its optimizer remembers. */
type Start = (values: Float32Array, shape: readonly number[], learns: boolean) => ParameterState;

/** The state of all links at the start of a run: scales 1, shifts 0, moving means 0 and variances 1. */
export function statesOf(
  network: TrainableNetwork,
  initial: readonly Float32LinkParameters[],
  start: Start,
): readonly LinkState[] {
  const { links, operationsOut } = network;
  return parameterSizes(network).map((sizes, m) => {
    const link = links[m]!;
    const { weights, bias } = initial[m]!;
    const outputs = channelsOf(weightShape(link));
    const learns = !link.frozen;
    const own =
      link.tiedTo === undefined
        ? {
            weights: start(weights, [sizeOf(weightShape(link)) / outputs, outputs], learns),
            bias: bias && start(bias, [bias.length], learns),
          }
        : undefined;
    const kinds = [link.norm?.kind, ...link.operationsIn.map(kindOf), ...operationsOut.map(kindOf)];
    const norms = normPlaces(sizes).map((channels, place): NormState | undefined =>
      channels === undefined
        ? undefined
        : {
            scale: start(new Float32Array(channels).fill(1), [channels], true),
            shift: start(new Float32Array(channels), [channels], true),
            moving: kinds[place] === 'batchNorm' ? new MovingAverage(channels) : undefined,
          },
    );
    return { own, norms };
  });
}

const kindOf = ({ kind }: InputOperation): string => kind;

/** Channels of the norm at each place. */
const normPlaces = ({
  norm,
  operations,
  operationsOut,
}: LinkParameterSizes): readonly (number | undefined)[] => [norm, ...operations, ...operationsOut];

/** Norms by what they belong to; lists without any are left out. */
function shareOut<N>(
  norms: readonly (N | undefined)[],
  operations: number,
): {
  readonly norm?: N;
  readonly operations?: readonly (N | undefined)[];
  readonly operationsOut?: readonly (N | undefined)[];
} {
  const [norm] = norms;
  const [within, out] = [norms.slice(1, 1 + operations), norms.slice(1 + operations)];
  const hasAny = (list: readonly (N | undefined)[]): boolean => list.some((entry) => entry !== undefined);
  return {
    ...(norm === undefined ? {} : { norm }),
    ...(hasAny(within) ? { operations: within } : {}),
    ...(hasAny(out) ? { operationsOut: out } : {}),
  };
}

/** The tensors of every link; tied links have those of the link that they are tied to. */
export const linkTensors = (
  { links }: TrainableNetwork,
  states: readonly LinkState[],
): readonly LinkTensors[] =>
  links.map(({ tiedTo, operationsIn }, m) => {
    const { weights, bias } = states[tiedTo ?? m]!.own!;
    const norms = states[m]!.norms.map(
      (norm): NormTensors | undefined =>
        norm && { scale: norm.scale.parameter, shift: norm.shift.parameter, moving: norm.moving },
    );
    return {
      weights: weights.parameter,
      bias: bias?.parameter,
      ...shareOut(norms, operationsIn.length),
    };
  });

/**
 * The parameters of every link, read back; tied links show the arrays of the link that they are tied to.
 * @param read the numbers of a tensor
 */
export function readParameters(
  read: (tensor: Tensor) => Float32Array,
  { links }: TrainableNetwork,
  states: readonly LinkState[],
): readonly Float32LinkParameters[] {
  const own = states.map(
    (state) =>
      state.own && {
        weights: read(state.own.weights.parameter),
        bias: state.own.bias && read(state.own.bias.parameter),
      },
  );
  return links.map(({ tiedTo, operationsIn }, m) => {
    const norms = states[m]!.norms.map(
      (norm): NormParameters<Float32Array> | undefined =>
        norm && {
          scale: read(norm.scale.parameter),
          shift: read(norm.shift.parameter),
          moving: norm.moving?.statistics,
        },
    );
    return { ...own[tiedTo ?? m]!, ...shareOut(norms, operationsIn.length) };
  });
}
