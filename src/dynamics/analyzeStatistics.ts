import type { Decomposition } from '../decomposition/types.js';
import type { AnalysisMode, Optimizer, TrainableNetwork } from '../network/types.js';
import { signaturesOf } from '../symmetry/signature.js';
import { depthStructure } from '../symmetry/structure.js';
import type { SymmetricBlock } from '../symmetry/types.js';
import { boundaryStatistics } from './boundaryStatistics.js';
import { dataSplit } from './dataSplit.js';
import { activitySquares, depthDensities } from './depthDensities.js';
import { dynamicalSymmetry } from './dynamicalSymmetry.js';
import { lossPerKinetic } from './energyDensity.js';
import { gradientNoise } from './gradientNoise.js';
import { longRangeOrder } from './longRangeOrder.js';
import { known, unknown } from './quantity.js';
import { reluBalance } from './reluBalance.js';
import type { StatisticsRecord } from './statisticsRecord.js';
import type { StepPasses } from './stepPasses.js';

/** One step of a run, with what is known of the run beside it. */
export interface StatisticsInput {
  readonly network: TrainableNetwork;
  readonly optimizer: Optimizer;
  /** η of this step, before the links' multipliers. */
  readonly learningRate: number;
  /** B of the training, and the samples that it draws from. */
  readonly batchSize: number;
  readonly dataSamples: number;
  readonly seed: number;
  readonly mode: AnalysisMode;
  /** k */
  readonly step: number;
  readonly passes: StepPasses;
  /** The last frames, oldest first, that of this step included: what is averaged over time. */
  readonly window: readonly Pick<Decomposition, 'layers'>[];
  readonly initialOrder: StatisticsRecord['initialOrder'];
}

/**
 * All statistics of one step from its pair of states: two forward passes, one backward pass, and in streaming mode a forward
 * pass between.
 * @throws RangeError when the pair does not fit the network, or the window is empty
 */
export function analyzeStatistics(input: StatisticsInput): StatisticsRecord {
  const { network, optimizer, learningRate, mode, step, passes, window } = input;
  const { pair, before, after, point } = passes;
  const { samples } = pair;
  if (window.length === 0) throw new RangeError('the window of frames is empty');
  const activities = activitySquares(network, before, pair.inputsBefore);
  const frames = window.map((frame, i) =>
    depthDensities(network, frame, i === window.length - 1 ? activities : undefined),
  );
  return {
    step,
    mode,
    samples,
    lossPerKinetic: lossPerKinetic(network.links, learningRate),
    boundary: boundaryStatistics(network, pair, before, after),
    dataSplit: mode === 'streaming' ? known(dataSplit(before, passes.moved, after)) : unknown('notStreaming'),
    noise: gradientNoise(network, point, passes.backward, input),
    symmetry: {
      frames: frames.length,
      stretches: dynamicalSymmetry(network, optimizer, frames, blocksOf(network)),
    },
    balance: reluBalance(network, optimizer, learningRate, pair.before, pair.after),
    order: longRangeOrder(before, after, input.seed),
    initialOrder: input.initialOrder,
  };
}

const blocksOf = ({ links }: TrainableNetwork): readonly SymmetricBlock[] =>
  depthStructure(signaturesOf(links)).blocks;
