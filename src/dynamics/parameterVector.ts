import type { FloatArray, LinkStructure, ParameterSnapshot } from '../decomposition/types.js';
import { parameterArrays, type ParameterArray } from '../network/parameterArrays.js';

/** One array of parameters that train, as a piece of the vector of all of them. */
export interface VectorPiece extends Pick<ParameterArray<FloatArray>, 'name' | 'place'> {
  /** The link that owns it. */
  readonly m: number;
  /** Which array of the link it is, as `parameterArrays` counts them. */
  readonly array: number;
  readonly offset: number;
  readonly length: number;
}

/** How all parameters that train are laid out as one vector: each once, without those that are frozen. */
export interface VectorLayout {
  /** P, how many there are. */
  readonly length: number;
  readonly pieces: readonly VectorPiece[];
  /** Which pieces the arrays of link m add to: those of its owner for the weights of a tied link. */
  readonly targets: readonly (readonly (VectorPiece | undefined)[])[];
}

/**
 * The layout of the vector of all parameters that train: link by link, W, b, then scales and shifts of norms. Weights and
 * biases of tied links stand at their owner, those of frozen links nowhere, moving statistics nowhere.
 * @param leavesOut whether W and b of a link, and of those tied to it, are left out, too
 */
export function vectorLayout(
  links: readonly Pick<LinkStructure, 'tiedTo' | 'frozen'>[],
  parameters: ParameterSnapshot,
  leavesOut: (m: number) => boolean = () => false,
): VectorLayout {
  const pieces: VectorPiece[] = [];
  const targets: (readonly (VectorPiece | undefined)[])[] = [];
  let offset = 0;
  for (const [m, own] of parameters.entries()) {
    const { tiedTo } = links[m]!;
    const owner = tiedTo ?? m;
    const isOut = links[owner]!.frozen || leavesOut(owner);
    targets.push(
      parameterArrays(own).map(({ name, place, values }, array) => {
        if (name === 'movingMean' || name === 'movingVariance') return undefined;
        const isOfLink = name === 'W' || name === 'b';
        if (isOfLink && isOut) return undefined;
        if (isOfLink && tiedTo !== undefined) return targets[tiedTo]![array];
        const piece = { m, name, place, array, offset, length: values.length };
        pieces.push(piece);
        offset += values.length;
        return piece;
      }),
    );
  }
  return { length: offset, pieces, targets };
}

/** The vector of parameters, or of their velocities: each where its owner has it. */
export function flattenParameters(layout: VectorLayout, snapshot: ParameterSnapshot): Float64Array {
  const vector = new Float64Array(layout.length);
  const arrays = arraysOf(snapshot);
  for (const { m, array, offset } of layout.pieces) vector.set(arrays[m]![array]!, offset);
  return vector;
}

/**
 * The vector of a gradient of which every link has the part of its own use: the parts of tied links are added up.
 * @param into set to the result; a new one if left out
 */
export function flattenGradient(
  layout: VectorLayout,
  gradient: ParameterSnapshot,
  into = new Float64Array(layout.length),
): Float64Array {
  into.fill(0);
  for (const [m, arrays] of arraysOf(gradient).entries()) {
    for (const [i, values] of arrays.entries()) {
      const target = layout.targets[m]![i];
      if (target === undefined) continue;
      for (let at = 0; at < values.length; at++) into[target.offset + at]! += values[at]!;
    }
  }
  return into;
}

const arraysOf = (snapshot: ParameterSnapshot): readonly (readonly FloatArray[])[] =>
  snapshot.map((link) => parameterArrays(link).map(({ values }) => values));
