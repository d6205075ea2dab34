import { readFileSync } from 'node:fs';
import type {
  NetworkStructure,
  LinkParameters,
  ParameterSnapshot,
} from '../../../src/decomposition/types.js';
import { denseStructure } from './structures.js';
import type { ActivationName } from '../../../src/base/activation.js';

/** Reference values computed in float64 by an independent program; W is [out][in] there. Callers state the type. */
export function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8'));
}

export interface GoldenParameters {
  readonly W: readonly (readonly (readonly number[])[])[];
  readonly b: readonly (readonly number[])[];
}

export interface GoldenTerms {
  readonly KW: readonly number[];
  readonly Kz: readonly number[];
  readonly C: readonly number[];
  readonly F: readonly number[];
  readonly Kb: readonly number[];
  readonly loss: number;
  readonly L_bulk: number;
  readonly boundary_in: number;
  readonly L_boundary: number;
  readonly L_total: number;
}

export interface GoldenNetwork {
  readonly dims: readonly number[];
  readonly acts: readonly string[];
  readonly loss: string;
  readonly bias?: readonly boolean[];
}

const LOSS_NAMES = { mse: 'mse', softmax_ce: 'crossEntropy' } as const;

export function chainOf(network: GoldenNetwork): NetworkStructure {
  const { dims } = network;
  return {
    inputShape: dims.slice(0, 1),
    links: dims.slice(1).map((outputs, m) =>
      denseStructure({
        inputs: dims[m]!,
        outputs,
        activationIn: m === 0 ? 'linear' : (network.acts[m] as ActivationName),
        bias: network.bias?.[m] ?? true,
      }),
    ),
    operationsOut: [],
    outputActivation: 'linear',
    loss: LOSS_NAMES[network.loss as keyof typeof LOSS_NAMES],
  };
}

/** [out][in] → inputs × outputs, row-major. */
export function flattenTransposed(rows: readonly (readonly number[])[]): Float64Array {
  const [outputs, inputs] = [rows.length, rows[0]!.length];
  return Float64Array.from(
    { length: inputs * outputs },
    (_, at) => rows[at % outputs]![Math.floor(at / outputs)]!,
  );
}

export function snapshotOf(parameters: GoldenParameters, chain: NetworkStructure): ParameterSnapshot {
  return parameters.W.map((rows, m): LinkParameters => ({
    weights: flattenTransposed(rows),
    bias: chain.links[m]!.bias ? Float64Array.from(parameters.b[m]!) : undefined,
  }));
}
