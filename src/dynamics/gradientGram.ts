import type { FloatArray, LinkStructure } from '../decomposition/types.js';
import type { BackwardPass } from './backwardPass.js';
import { innerProduct } from './innerProduct.js';
import type { Linearization } from './linearization.js';
import { sampleGradients } from './parameterGradient.js';
import { flattenGradient, type VectorLayout, vectorLayout } from './parameterVector.js';

/** Which gradients have products that factorise, and what is left. */
export interface GramPlan {
  /** By owner of weights and bias: all links that use these. */
  readonly factorised: readonly (readonly number[])[];
  /** The other parameters that train. */
  readonly explicit: VectorLayout;
  /** Multiply-adds for the product of two samples. */
  readonly work: number;
}

/**
 * The gradient of a dense layer's W for one sample is h δᵀ, so that of two samples g_s · g_t = (h_s·h_t)(δ_s·δ_t), and that of
 * b is δ: their products need no gradient of the length of W. Everything else is multiplied out.
 */
export function gramPlan(point: Pick<Linearization, 'structure' | 'parameters'>): GramPlan {
  const { links } = point.structure;
  const trains = (link: LinkStructure): boolean => !link.frozen;
  const factorised = links.flatMap((link, m) =>
    link.type === 'dense' && link.tiedTo === undefined && trains(link)
      ? [[m, ...links.flatMap((other, n) => (other.tiedTo === m ? [n] : []))]]
      : [],
  );
  const explicit = vectorLayout(links, point.parameters, (m) => factorised.some(([owner]) => owner === m));
  const widths = factorised.flat().map((m) => links[m]!.inputs + links[m]!.outputs);
  return { factorised, explicit, work: widths.reduce((sum, width) => sum + width, explicit.length) };
}

/**
 * g_s · g_t of the gradients of ℓ_s for the first `count` samples, over all parameters that train; count × count, row-major.
 * What was rounded is relative to the gradients: differences between them below that are not seen.
 */
export function gradientGram(
  point: Linearization,
  backward: BackwardPass,
  { factorised, explicit }: GramPlan,
  count: number,
): Float64Array {
  const gram = new Float64Array(count * count);
  const rowOf = (values: FloatArray, s: number): FloatArray => {
    const width = values.length / point.samples;
    return values.subarray(s * width, (s + 1) * width);
  };
  const add = (product: (s: number, t: number) => number): void => {
    for (let s = 0; s < count; s++) {
      for (let t = 0; t <= s; t++) {
        const value = product(s, t);
        gram[s * count + t]! += value;
        if (t < s) gram[t * count + s]! += value;
      }
    }
  };
  for (const uses of factorised) {
    const bias = point.parameters[uses[0]!]!.bias === undefined ? 0 : 1;
    for (const a of uses) {
      for (const b of uses) {
        const [hiddenA, hiddenB] = [point.links[a]!.input.values, point.links[b]!.input.values];
        const [deltaA, deltaB] = [backward.sums[a]!, backward.sums[b]!];
        add(
          (s, t) =>
            innerProduct(rowOf(deltaA, s), rowOf(deltaB, t)) *
            (innerProduct(rowOf(hiddenA, s), rowOf(hiddenB, t)) + bias),
        );
      }
    }
  }
  if (explicit.length === 0) return gram;
  const wanted = (m: number): boolean =>
    explicit.targets[m]!.slice(0, 2).some((piece) => piece !== undefined);
  const gradients: Float64Array[] = [];
  for (const gradient of sampleGradients(point, backward, wanted)) {
    if (gradients.length === count) break;
    gradients.push(flattenGradient(explicit, gradient));
  }
  add((s, t) => innerProduct(gradients[s]!, gradients[t]!));
  return gram;
}
