import type {
  ComparedRun,
  LayerView,
  PanelView,
  ProblemView,
  RunView,
  Series,
  EnsembleView,
} from '../../../src/protocol/panel.js';
import type { RunEntry, RunsView } from '../../../src/protocol/runs.js';
import type { Frame } from '../../../src/run/frame.js';
import { NO_VALIDATION } from '../../../src/run/validationCurve.js';
import type { LayerTerms } from '../../../webview/model/terms.js';

/** Terms of a layer with K_z + C + F = K_b. */
export const layerTerms = (changes: Partial<LayerTerms> = {}): LayerTerms => ({
  weightKinetic: 1,
  neuronKinetic: 8,
  coupling: -12,
  fluxSquared: 5,
  biasKinetic: 1,
  residual: 1e-14,
  residualGap: undefined,
  residualOfLargestTerm: 1e-16,
  sectorSpread: 2e-14,
  ...changes,
});

export const withoutBias = (): LayerTerms =>
  layerTerms({
    coupling: -16,
    fluxSquared: 8,
    biasKinetic: 0,
    residual: undefined,
    residualGap: 'noBias',
    sectorSpread: undefined,
  });

export const atRest = (): LayerTerms =>
  layerTerms({ biasKinetic: 0, residual: undefined, residualGap: 'atRest', sectorSpread: undefined });

/** A frame whose sums follow from its layers. */
export function frameOf(layers: readonly LayerTerms[], changes: Partial<Frame> = {}): Frame {
  const input = (layers[0]?.coupling ?? 0) + (layers[0]?.fluxSquared ?? 0);
  const kinetic = layers.reduce(
    (sum, { weightKinetic, neuronKinetic, coupling, fluxSquared }) =>
      sum + weightKinetic + neuronKinetic + coupling + fluxSquared,
    0,
  );
  const loss = changes.loss ?? 100;
  return {
    step: 40,
    trainingLoss: 101,
    loss,
    layers,
    bulk: kinetic - input,
    boundary: input - loss,
    lagrangian: kinetic - loss,
    residual: 1e-14,
    ...changes,
  };
}

export const layerView = (m: number, changes: Partial<LayerView> = {}): LayerView => ({
  m,
  name: `dense ${m + 1}`,
  type: 'dense',
  shape: '32 → 16',
  activationIn: m === 0 ? 'linear' : 'tanh',
  bias: true,
  parameterCount: 528,
  freedom: { weights: 512, neurons: 16, biases: 16, inputs: 32 },
  skipsFrom: [],
  line: 6 + m,
  ...changes,
});

export const series = (steps: readonly number[], values: readonly number[] = steps): Series => ({
  steps: Float64Array.from(steps),
  values: Float64Array.from(values),
});

/** A run that was recorded at steps 0, 10, … 50 and is looked at in step 40. */
export function runView(changes: Partial<RunView> = {}): RunView {
  const recorded = series([0, 10, 20, 30, 40, 50]);
  return {
    id: 'r3',
    name: 'run 3',
    compared: [],
    number: 3,
    seed: 7,
    status: 'running',
    step: 1240,
    steps: 2000,
    stepsPerSecond: 12400,
    backend: 'wasm',
    path: 'fused',
    notice: undefined,
    message: undefined,
    finalLoss: undefined,
    validation: NO_VALIDATION,
    loss: 'mse',
    optimizer: 'sgd',
    learningRate: 0.05,
    schedule: undefined,
    batchSize: 1,
    mode: 'probe',
    every: 10,
    probe: 8,
    layers: [layerView(0), layerView(1)],
    biasSharers: [1, 1],
    frameCount: 6,
    droppedFrames: 0,
    firstStep: 0,
    lastStep: 50,
    series: {
      loss: recorded,
      bulk: recorded,
      boundary: recorded,
      lagrangian: recorded,
      trainingLoss: recorded,
      validationLoss: series([]),
    },
    frame: frameOf([layerTerms(), layerTerms()]),
    followLive: false,
    frameIndex: 4,
    extent: { first: 0, last: 50 },
    statistics: undefined,
    ensemble: undefined,
    dynamics: undefined,
    continuum: undefined,
    coupling: undefined,
    boundarySeries: { inputCoupling: recorded, inputFluxSquared: recorded, boundaryKinetic: recorded },
    layerSeries: {
      m: 1,
      series: {
        weightKinetic: recorded,
        neuronKinetic: recorded,
        coupling: recorded,
        fluxSquared: recorded,
        biasKinetic: recorded,
        cancellation: recorded,
      },
    },
    dynamicsSeries: { overdamping: series([]), balanceRatio: series([]) },
    statisticsSeries: {
      correlationLength: series([]),
      correlationLengthError: series([]),
      initialCorrelationLength: series([]),
      neighbourOrder: series([]),
      initialNeighbourOrder: series([]),
      shuffledOrder: series([]),
      shuffledOrderDeviation: series([]),
      temperature: series([]),
      noiseScale: series([]),
    },
    continuumSeries: {
      linear: series([]),
      cubic: series([]),
      weightRoughness: series([]),
      hiddenRoughness: series([]),
      staggering: series([]),
    },
    worstResidual: 3e-14,
    ...changes,
  };
}

/** A run of the same network that is laid over the shown one, recorded at the same steps. */
export function comparedRun(changes: Partial<ComparedRun> = {}): ComparedRun {
  const {
    series: lines,
    boundarySeries,
    layerSeries,
    dynamicsSeries,
    statisticsSeries,
    continuumSeries,
    layers,
    biasSharers,
  } = runView();
  return {
    id: 'r2',
    name: 'run 2',
    hue: 0,
    status: 'completed',
    seed: 7,
    step: 2000,
    lastStep: 50,
    finalLoss: 90,
    layers,
    biasSharers,
    frame: frameOf([layerTerms(), layerTerms()], { loss: 90 }),
    series: lines,
    boundarySeries,
    layerSeries,
    dynamicsSeries,
    statisticsSeries,
    continuumSeries,
    ...changes,
  };
}

/** Run 3 is the latest and shown, and there are others before it. */
export const runsView = (changes: Partial<RunsView> = {}): RunsView => ({
  entries: [runEntry(), runEntry({ id: 'r2', number: 2 })],
  latest: 'r3',
  shown: 'r3',
  compared: [],
  storage: { bytes: 3 * 2 ** 20, limitBytes: 512 * 2 ** 20, unkept: 2, unkeptBytes: 2 ** 20, keep: 10 },
  problems: [],
  ...changes,
});

export const runEntry = (changes: Partial<RunEntry> = {}): RunEntry => ({
  id: 'r3',
  number: 3,
  name: undefined,
  kept: false,
  startedAt: 1_700_000_000_000,
  endedAt: 1_700_000_005_000,
  version: '1.2.3',
  changes: { from: 2, text: 'learningRate 0.05 → 0.1' },
  forkOf: undefined,
  seed: 7,
  status: 'completed',
  message: undefined,
  backend: 'wasm',
  path: 'fused',
  step: 2000,
  steps: 2000,
  frameCount: 200,
  finalLoss: 0.125,
  lastLoss: 0.126,
  worstResidual: 3e-14,
  hasText: true,
  bytes: 2 ** 20,
  ...changes,
});

export const problem = (changes: Partial<ProblemView> = {}): ProblemView => ({
  severity: 'error',
  code: 'spec.unknownKey',
  message: 'Unknown key',
  line: 7,
  column: 3,
  ...changes,
});

export const panelView = (changes: Partial<PanelView> = {}): PanelView => ({
  title: 'Deep tanh regression',
  file: 'deep-tanh.bbd.yaml',
  problems: [],
  symmetry: undefined,
  gap: undefined,
  assumptions: [],
  run: runView(),
  behind: undefined,
  runs: runsView(),
  stale: false,
  selection: undefined,
  refinement: undefined,
  whatIf: { knobs: [], outcome: undefined },
  ...changes,
});

/** An ensemble of these runs that have ended, without values. */
export function ensembleView(
  members: EnsembleView['members'],
  changes: Partial<EnsembleView> = {},
): EnsembleView {
  const band = { steps: new Float64Array(), means: new Float64Array(), standardErrors: new Float64Array() };
  return {
    seeds: members.length,
    members,
    current: undefined,
    bands: { loss: band, bulk: band, boundary: band, lagrangian: band, trainingLoss: band },
    recordBands: {
      overdamping: band,
      balanceRatio: band,
      correlationLength: band,
      neighbourOrder: band,
      temperature: band,
      noiseScale: band,
    },
    frame: undefined,
    dynamics: undefined,
    statistics: undefined,
    continuum: undefined,
    ...changes,
  };
}
