import type { ContinuumGap } from '../continuum/types.js';
import type { ActionGap } from '../dynamics/action.js';
import type { BalanceGap } from '../dynamics/balancePairs.js';
import type { CorrelationGap } from '../dynamics/boundaryStatistics.js';
import type { CouplingGap } from '../dynamics/couplingMatrix.js';
import type { SplitGap } from '../dynamics/dataSplit.js';
import type { DensityGap } from '../dynamics/depthDensities.js';
import type { DropoutGap } from '../dynamics/dropoutFlux.js';
import type { VerdictGap } from '../dynamics/dynamicalSymmetry.js';
import type { BalanceTimeGap, RatioGap } from '../dynamics/energyBalance.js';
import type { ForceGap } from '../dynamics/forces.js';
import type { NoiseGap, TemperatureGap } from '../dynamics/gradientNoise.js';
import type { LawGap } from '../dynamics/lawResidual.js';
import type { LinearGap } from '../dynamics/linearBalance.js';
import type { LengthGap, OrderGap } from '../dynamics/longRangeOrder.js';
import type { OverdampingGap } from '../dynamics/overdamping.js';
import type { DriftGap } from '../dynamics/reluBalance.js';
import type { InitialOrderGap } from '../dynamics/statisticsRecord.js';

/** Why a quantity has no value, as the records say it. */
export type Reason =
  | ActionGap
  | BalanceGap
  | BalanceTimeGap
  | ContinuumGap
  | CorrelationGap
  | CouplingGap
  | DensityGap
  | DriftGap
  | DropoutGap
  | ForceGap
  | InitialOrderGap
  | LawGap
  | LengthGap
  | LinearGap
  | NoiseGap
  | OrderGap
  | OverdampingGap
  | RatioGap
  | SplitGap
  | TemperatureGap
  | VerdictGap
  | 'notAsked'
  | 'stepsMissing'
  | 'noGradient'
  | 'noNoise'
  | 'noSkip';

/** The reasons in words, to stand behind "undefined:". */
export const REASONS: Readonly<Record<Reason, string>> = {
  activation: 'the activation between the layers is not homogeneous (relu, leaky relu or linear)',
  adaptive: 'Adam and RMSProp have no one mass and no one damping',
  architecture: 'what mean field theory expects is known for dense layers alone',
  atRest: 'nothing moved',
  batchNorm: 'behind a batchNorm, samples have no gradients of their own',
  density: 'mean field theory says nothing of this density',
  fewFrames: 'too few analysed steps so far',
  fewLayers: 'fewer than two hidden layers',
  fewLinks: 'too few layers',
  fewSamples: 'too few samples; raise analysis.probe',
  frozen: 'the layer is frozen',
  lastStepAlone: 'the damping is so strong that the action is the Lagrangian of the last step alone',
  noBias: 'the layer has no bias',
  noDecay: 'the correlation does not fall with the distance',
  noDropout: 'there is no dropout in front of the layer',
  noGradient: 'the mean gradient is 0',
  noNoise: 'all samples have the same gradient',
  noPreviousStep: 'the step before it is not known',
  noSkip: 'no skip ends at the layer',
  noVariance: 'the samples are all alike',
  nonlinear: 'the layer is not linear',
  norm: 'a norm stands behind the weights',
  notAsked: 'it was not asked for',
  notExact: 'Nesterov’s momentum obeys the equation to leading order alone',
  notGradientDescent: 'only plain gradient descent has one',
  notMeasured: 'it was not measured',
  notNext: 'something stands between dropout and weights',
  notSeen: 'step 0 was not analysed',
  notStreaming: 'the samples are the same before and after',
  nothingTrains: 'nothing trains',
  optimizer: 'the law is one of plain gradient descent or momentum',
  otherMode: 'the analysis sees the network otherwise than training does (dropout, batchNorm)',
  otherSamples: 'the step was made by other samples',
  period: 'neighbours in the block are not alike',
  rate: 'the layers have different learning rates',
  rates: 'layers have different learning rates',
  shape: 'the layers do not fit channel by channel',
  shapes: 'layers see and bring different shapes',
  sharedBias: 'its bias is shared by positions or by tied layers',
  sign: 'the density changes its sign along depth',
  skip: 'a skip begins or ends between the layers',
  skips: 'the skips are not those of plain residual layers',
  stepsMissing: 'not every step was seen',
  tied: 'the layer shares its weights with another',
  tooFewLinks: 'too few equal layers in a row',
  tooLarge: 'the network is too large for it',
  tooWide: 'the layer is too wide for it',
  uncorrelated: 'not even neighbours move alike',
};
