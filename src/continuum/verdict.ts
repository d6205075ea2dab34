/** Whether a block may be read as a continuum in depth, from the best case to none. */
export const VERDICTS = ['controlled', 'marginal', 'leadingOrderOnly', 'notControlled', 'undefined'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** V^lin from which nothing is controlled, and below which it is; V^cub must be less than this share of V^lin. Our choice. */
export const THRESHOLDS = { notControlled: 0.4, controlled: 0.1, cubicGain: 0.5 } as const;

/**
 * The verdict of THEORY §5(b): V^lin ≥ 0.4 not controlled; else with V^cub < ½V^lin controlled (V^lin < 0.1) or marginal; else leading order
 * only: layers are close, but rough, so gradient corrections mean nothing; also without V^cub. Undefined without V^lin.
 */
export function verdictOf(linear: number | undefined, cubic: number | undefined): Verdict {
  if (linear === undefined) return 'undefined';
  if (linear >= THRESHOLDS.notControlled) return 'notControlled';
  if (cubic === undefined || cubic >= THRESHOLDS.cubicGain * linear) return 'leadingOrderOnly';
  return linear < THRESHOLDS.controlled ? 'controlled' : 'marginal';
}
