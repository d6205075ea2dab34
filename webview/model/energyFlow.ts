import type { DynamicsRecord } from './records.js';

/** Where the energy of a step comes in and where it stays (THEORY §2.6), in shares of what comes in. */
export interface EnergyFlow {
  /** −P_M: what enters at the output, loss per step; negative while the loss rises. */
  readonly entering: number;
  /** What each layer takes out, by layer, of its parameters and moving statistics; undefined where nothing enters. */
  readonly shares: readonly number[] | undefined;
  /** The layer that takes most; undefined where nothing enters. */
  readonly most: number | undefined;
  /** What still flows into layer 0; undefined where nothing enters. */
  readonly reachingFirst: number | undefined;
}

/** How the energy of a step flows from the output towards the input. */
export function energyFlow({
  energy: { powerCurrent, absorbedPower, absorbedByStatistics },
}: DynamicsRecord): EnergyFlow {
  const entering = -(powerCurrent.at(-1) ?? 0);
  if (!(entering > 0)) return { entering, shares: undefined, most: undefined, reachingFirst: undefined };
  const shares = absorbedPower.map((power, m) => (power + (absorbedByStatistics[m] ?? 0)) / entering);
  return {
    entering,
    shares,
    most: shares.indexOf(Math.max(...shares)),
    reachingFirst: -(powerCurrent[1] ?? 0) / entering,
  };
}

/** A share in per cent, in two digits: `31 %`, `0.42 %`, `-3.1 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size === 0) return '0 %';
  if (size < 0.01) return percent < 0 ? '> -0.01 %' : '< 0.01 %';
  return `${percent.toFixed(size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2)} %`;
}
