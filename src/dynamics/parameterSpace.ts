import type { FloatArray, LinkParameters, ParameterSnapshot } from '../decomposition/types.js';
import type { NormParameters } from '../network/parameterLayout.js';

/**
 * Vectors of the space of parameters, in the layout of the parameters: gradients and velocities. Their `moving` parts are
 * those of the statistics of batchNorms, which are state and not trained.
 */
export type ParameterTangent = ParameterSnapshot<Float64Array>;

/** Combines arrays that stand at the same place of several snapshots. */
type Combine = (...arrays: FloatArray[]) => Float64Array;

function combineNorms(
  combine: Combine,
  norms: readonly (NormParameters | undefined)[],
): NormParameters<Float64Array> | undefined {
  const known = norms.filter((norm) => norm !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  const moving = known.map((norm) => norm.moving).filter((each) => each !== undefined);
  return {
    scale: combine(...known.map(({ scale }) => scale)),
    shift: combine(...known.map(({ shift }) => shift)),
    moving:
      first.moving === undefined
        ? undefined
        : {
            mean: combine(...moving.map(({ mean }) => mean)),
            variance: combine(...moving.map(({ variance }) => variance)),
          },
  };
}

function combineLinks(combine: Combine, links: readonly LinkParameters[]): LinkParameters<Float64Array> {
  const [first] = links;
  const { bias, norm, operations, operationsOut } = first!;
  const biases = links.map((link) => link.bias).filter((each) => each !== undefined);
  return {
    weights: combine(...links.map(({ weights }) => weights)),
    bias: bias === undefined ? undefined : combine(...biases),
    ...(norm === undefined
      ? {}
      : {
          norm: combineNorms(
            combine,
            links.map((link) => link.norm),
          ),
        }),
    ...(operations === undefined
      ? {}
      : {
          operations: operations.map((_, i) =>
            combineNorms(
              combine,
              links.map((link) => link.operations?.[i]),
            ),
          ),
        }),
    ...(operationsOut === undefined
      ? {}
      : {
          operationsOut: operationsOut.map((_, i) =>
            combineNorms(
              combine,
              links.map((link) => link.operationsOut?.[i]),
            ),
          ),
        }),
  };
}

const combineSnapshots = (combine: Combine, ...snapshots: readonly ParameterSnapshot[]): ParameterTangent =>
  snapshots[0]!.map((_, m) =>
    combineLinks(
      combine,
      snapshots.map((snapshot) => snapshot[m]!),
    ),
  );

/** Zero everywhere. */
export const zeroTangent = (like: ParameterSnapshot): ParameterTangent =>
  combineSnapshots((values) => new Float64Array(values.length), like);

/** θ̇ = θ′ − θ in float64, with the change of moving statistics; both of one network. */
export const parameterVelocity = (before: ParameterSnapshot, after: ParameterSnapshot): ParameterTangent =>
  combineSnapshots((from, to) => Float64Array.from(from, (value, i) => to[i]! - value), before, after);

/** θ + s θ̇ in float64. */
export const displaced = (
  parameters: ParameterSnapshot,
  tangent: ParameterTangent,
  scale: number,
): ParameterTangent =>
  combineSnapshots(
    (from, along) => Float64Array.from(from, (value, i) => value + scale * along[i]!),
    parameters,
    tangent,
  );

/** s θ̇. */
export const scaled = (tangent: ParameterTangent, scale: number): ParameterTangent =>
  combineSnapshots((values) => Float64Array.from(values, (value) => scale * value), tangent);
