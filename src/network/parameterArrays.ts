import type { FloatArray, LinkParameters, NormParameters } from './parameterLayout.js';
import type { Network } from './types.js';

/** One array of a link's parameters. */
export interface ParameterArray<A extends FloatArray> {
  readonly name: 'W' | 'b' | 'scale' | 'shift' | 'movingMean' | 'movingVariance';
  /**
   * Which norm it belongs to: `/norm` behind the weights, `/in{i}` operation i of the input side, `/out{i}` of the output
   * side; nothing for W and b.
   */
  readonly place: string;
  readonly values: A;
}

/** All arrays of a link's parameters: W, b, then those of its norms in the order in which a value meets them. */
export function parameterArrays<A extends FloatArray>(
  parameters: LinkParameters<A>,
): readonly ParameterArray<A>[] {
  const { weights, bias, norm, operations = [], operationsOut = [] } = parameters;
  return [
    { name: 'W', place: '', values: weights },
    ...(bias === undefined ? [] : [{ name: 'b', place: '', values: bias } as const]),
    ...operations.flatMap((each, i) => normArrays(each, `/in${i}`)),
    ...normArrays(norm, '/norm'),
    ...operationsOut.flatMap((each, i) => normArrays(each, `/out${i}`)),
  ];
}

function normArrays<A extends FloatArray>(
  norm: NormParameters<A> | undefined,
  place: string,
): readonly ParameterArray<A>[] {
  if (norm === undefined) return [];
  const { scale, shift, moving } = norm;
  return [
    { name: 'scale', place, values: scale },
    { name: 'shift', place, values: shift },
    ...(moving === undefined
      ? []
      : [
          { name: 'movingMean', place, values: moving.mean } as const,
          { name: 'movingVariance', place, values: moving.variance } as const,
        ]),
  ];
}

/** How many arrays `parameterArrays` gives for all links of a network. */
export function countParameterArrays({ links, operationsOut }: Network): number {
  const kinds = [
    ...links.flatMap(({ norm, operationsIn }) => [norm?.kind, ...operationsIn.map(({ kind }) => kind)]),
    ...operationsOut.map(({ kind }) => kind),
  ];
  const ofNorms = kinds.reduce(
    (sum, kind) => sum + (kind === 'batchNorm' ? 4 : kind === 'layerNorm' ? 2 : 0),
    0,
  );
  return links.reduce((sum, { bias }) => sum + (bias ? 2 : 1), ofNorms);
}
