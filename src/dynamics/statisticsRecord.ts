import type { AnalysisMode } from '../network/types.js';
import type { BalanceGap } from './balancePairs.js';
import type { BoundaryStatistics } from './boundaryStatistics.js';
import type { LayerSplit, SplitGap } from './dataSplit.js';
import type { StretchSymmetry } from './dynamicalSymmetry.js';
import type { GradientNoise, NoiseGap } from './gradientNoise.js';
import type { LongRangeOrder, OrderGap } from './longRangeOrder.js';
import type { Quantity } from './quantity.js';
import type { LayerBalance } from './reluBalance.js';

/** What the baseline at initialisation lacks beside what every step may lack: step 0 was not seen. */
export type InitialOrderGap = OrderGap | 'notSeen';

/**
 * What is not in every frame because it costs more: statistics over samples, noise, symmetry of the motion, balances and
 * order along depth, of step k → k+1. Plain data; what is undefined has a `reason` in place of a `value`.
 */
export interface StatisticsRecord {
  /** k, counted from 0. */
  readonly step: number;
  readonly mode: AnalysisMode;
  readonly samples: number;
  /** 1/(η r) by link: kinetic terms times this are those of mass 1/η, in loss (`InertiaRecord`). */
  readonly lossPerKinetic: readonly number[];
  readonly boundary: BoundaryStatistics;
  /** By link m, of the neurons z^(m+1). */
  readonly dataSplit: Quantity<SplitGap, readonly LayerSplit[]>;
  readonly noise: Quantity<NoiseGap, GradientNoise>;
  readonly symmetry: {
    /** Frames that the time averages are over. */
    readonly frames: number;
    readonly stretches: readonly StretchSymmetry[];
  };
  /** By m, of the neurons z^(m+1) between links m and m+1. */
  readonly balance: readonly Quantity<BalanceGap, LayerBalance>[];
  readonly order: Quantity<OrderGap, LongRangeOrder>;
  /** The same of step 0: what is order of the architecture and its random weights, before anything was learned. */
  readonly initialOrder: Quantity<InitialOrderGap, LongRangeOrder>;
}
