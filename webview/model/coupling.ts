/** Decades below the strongest coupling that have a shade. */
const DECADES = 6;

/** How dark the block of a coupling is, 0 to 1: logarithmic below the strongest, nothing for exactly 0. */
export function couplingStrength(norms: readonly (readonly number[])[]): (norm: number) => number {
  const largest = Math.max(...norms.flat());
  return (norm) => (norm <= 0 ? 0 : Math.max(0, 1 + Math.log10(norm / largest) / DECADES));
}
