/**
 * The hinge loss, of one output or of several classes, in float64.
 *
 * One output (the paper's Table I): ℓ = max(0, 1 − YZ) with Y = ±1. A target above 0 is Y = 1, any other Y = −1, so
 * that 0/1 and ±1 mean the same.
 *
 * Several outputs (Weston, Watkins 1999): ℓ = Σ_{j≠y} max(0, 1 + Z_j − Z_y). The class y is the one with the largest
 * target, the first of equal ones; of one-hot targets it is the one with the 1.
 */

/** Y of the one target: 1 above 0, else −1. */
export const hingeSign = (target: number): 1 | -1 => (target > 0 ? 1 : -1);

/** y: the place of the largest of the `width` targets from `start`, counted from there. */
export function hingeClass(targets: ArrayLike<number>, start: number, width: number): number {
  let best = 0;
  for (let j = 1; j < width; j++) if (targets[start + j]! > targets[start + best]!) best = j;
  return best;
}

/** ℓ of one sample. */
export function hingeValue(outputs: ArrayLike<number>, targets: ArrayLike<number>): number {
  if (outputs.length === 1) return Math.max(0, 1 - hingeSign(targets[0]!) * outputs[0]!);
  const own = hingeClass(targets, 0, outputs.length);
  let sum = 0;
  for (let j = 0; j < outputs.length; j++) if (j !== own) sum += Math.max(0, 1 + outputs[j]! - outputs[own]!);
  return sum;
}

/** ∂ℓ/∂Z of one sample; at a kink, where the margin is exactly kept, the 0 of the flat side. */
export function hingeGradient(outputs: ArrayLike<number>, targets: ArrayLike<number>): Float64Array {
  const gradient = new Float64Array(outputs.length);
  if (outputs.length === 1) {
    const sign = hingeSign(targets[0]!);
    if (sign * outputs[0]! < 1) gradient[0] = -sign;
    return gradient;
  }
  const own = hingeClass(targets, 0, outputs.length);
  for (let j = 0; j < outputs.length; j++) {
    if (j === own || 1 + outputs[j]! - outputs[own]! <= 0) continue;
    gradient[j] = 1;
    gradient[own]! -= 1;
  }
  return gradient;
}
