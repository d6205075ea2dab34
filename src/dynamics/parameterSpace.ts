import type { FloatArray, LinkParameters, ParameterSnapshot } from '../decomposition/types.js';
import type { NormParameters } from '../network/parameterLayout.js';

/**
 * Vectors of the space of parameters, in the layout of the parameters: gradients and velocities. Their `moving` parts are
 * those of the statistics of batchNorms, which are state and not trained.
 */
export type ParameterTangent = ParameterSnapshot<Float64Array>;

/** Combines arrays that stand at the same place of two snapshots of one network. */
type Combine = (a: FloatArray, b: FloatArray) => Float64Array;

type Norm = NormParameters | undefined;

function combineNorms(combine: Combine, a: Norm, b: Norm): NormParameters<Float64Array> | undefined {
  if (a === undefined || b === undefined) return undefined;
  const { moving } = a;
  return {
    scale: combine(a.scale, b.scale),
    shift: combine(a.shift, b.shift),
    moving:
      moving === undefined || b.moving === undefined
        ? undefined
        : {
            mean: combine(moving.mean, b.moving.mean),
            variance: combine(moving.variance, b.moving.variance),
          },
  };
}

function combineLinks(combine: Combine, a: LinkParameters, b: LinkParameters): LinkParameters<Float64Array> {
  return {
    weights: combine(a.weights, b.weights),
    bias: a.bias === undefined || b.bias === undefined ? undefined : combine(a.bias, b.bias),
    norm: combineNorms(combine, a.norm, b.norm),
    operations: a.operations?.map((norm, i) => combineNorms(combine, norm, b.operations?.[i])),
    operationsOut: a.operationsOut?.map((norm, i) => combineNorms(combine, norm, b.operationsOut?.[i])),
  };
}

const combineSnapshots = (
  combine: Combine,
  a: ParameterSnapshot,
  b: ParameterSnapshot = a,
): ParameterTangent => a.map((own, m) => combineLinks(combine, own, b[m]!));

/** fa · a + fb · b; a loop, for the arrays may hold all parameters of a network. */
function combineNumbers(a: FloatArray, b: FloatArray, fa: number, fb: number): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = fa * a[i]! + fb * b[i]!;
  return result;
}

/** Zero everywhere. */
export const zeroTangent = (like: ParameterSnapshot): ParameterTangent =>
  combineSnapshots(({ length }) => new Float64Array(length), like);

/** θ̇ = θ′ − θ in float64, with the change of moving statistics; both of one network. */
export const parameterVelocity = (before: ParameterSnapshot, after: ParameterSnapshot): ParameterTangent =>
  combineSnapshots((from, to) => combineNumbers(from, to, -1, 1), before, after);

/** θ + s θ̇ in float64. */
export const displaced = (
  parameters: ParameterSnapshot,
  tangent: ParameterTangent,
  scale: number,
): ParameterTangent =>
  combineSnapshots((from, along) => combineNumbers(from, along, 1, scale), parameters, tangent);

/** s θ̇. */
export const scaled = (tangent: ParameterTangent, scale: number): ParameterTangent =>
  combineSnapshots((values) => combineNumbers(values, values, scale, 0), tangent);
