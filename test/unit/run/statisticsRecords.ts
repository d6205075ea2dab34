import { unknown } from '../../../src/dynamics/quantity.js';
import type { SampleMoments } from '../../../src/dynamics/sampleMoments.js';
import type { StatisticsRecord } from '../../../src/dynamics/statisticsRecord.js';

const moments = (mean: number): SampleMoments => ({
  mean,
  variance: undefined,
  standardError: undefined,
  skewness: undefined,
});

/** Statistics of one sample of a network of one link: nearly everything is undefined. */
export const statisticsRecord = (step: number): StatisticsRecord => ({
  step,
  mode: 'probe',
  samples: 1,
  lossPerKinetic: [10],
  boundary: {
    samples: 1,
    inputCoupling: moments(-2),
    inputFluxSquared: moments(1),
    boundaryKinetic: moments(-1),
    loss: moments(3),
    boundary: moments(-4),
    bulk: moments(2),
    lagrangian: moments(-2),
    correlation: unknown('fewSamples'),
  },
  dataSplit: unknown('notStreaming'),
  noise: unknown('fewSamples'),
  symmetry: { frames: 1, stretches: [] },
  balance: [],
  order: unknown('fewLayers'),
  initialOrder: unknown('notSeen'),
});
