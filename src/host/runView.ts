import type {
  ComparedHue,
  ComparedRun,
  LagrangianSeries,
  LayerView,
  RunView,
  Series,
} from '../protocol/panel.js';
import type { ContinuumLog } from '../run/continuumLog.js';
import { decimate } from '../run/decimate.js';
import type { DynamicsLog } from '../run/dynamicsLog.js';
import type { FrameColumn, LayerColumn } from '../run/frame.js';
import { frameColumn } from '../run/history.js';
import type { FrameQuantity } from '../run/layerQuantities.js';
import {
  CONTINUUM_NUMBERS,
  DYNAMICS_NUMBERS,
  numbersOver,
  STATISTICS_NUMBERS,
  type ContinuumNumber,
  type StatisticsNumber,
} from '../run/recordSeries.js';
import type { RunStore } from '../run/runStore.js';
import type { StatisticsLog } from '../run/statisticsLog.js';
import type { StepExtent } from '../run/stepRange.js';
import type { ValidationCurve } from '../run/validationCurve.js';
import type { RunFacts } from './runFacts.js';
import type { TrainingRun } from './trainingRun.js';

/** Points that a line of the panel's charts has at most. */
const SERIES_LIMIT = 2000;

/** What the charts show of all frames so far. */
export interface RunCurves {
  readonly store: RunStore;
  readonly frameCount: number;
  /** The steps that the series are of; undefined: all. */
  readonly extent: StepExtent | undefined;
  readonly series: Readonly<Record<Exclude<LagrangianSeries, 'validationLoss'>, Series>>;
  readonly boundarySeries: RunView['boundarySeries'];
  readonly layerSeries: RunView['layerSeries'];
  readonly worstResidual: number | undefined;
}

/**
 * The curves of a run's frames; `previous` itself while it is still up to date.
 * @param sharers how many layers have the bias of layer 0: what it adds to the boundary counts with one part of so many
 * @param extent the steps to show; lines go on for one point on either side. All where undefined
 * @param layer the one whose terms are shown
 */
export function curvesOf(
  store: RunStore,
  sharers: number,
  previous: RunCurves | undefined,
  extent: StepExtent | undefined,
  layer: number,
): RunCurves {
  const { frameCount } = store;
  const sameFrames = previous?.store === store && previous.frameCount === frameCount;
  const sameSteps = previous?.extent?.first === extent?.first && previous?.extent?.last === extent?.last;
  if (sameFrames && sameSteps && previous.layerSeries.m === layer) return previous;
  const { from, to } = store.framesBetween(extent);
  const [start, end] = [Math.max(0, from - 1), Math.min(frameCount, to + 1)];
  const steps = store.column('step', start, end);
  const decimated = (values: Float64Array): Series => decimate(steps, values, SERIES_LIMIT);
  const curve = (column: FrameColumn): Series => decimated(store.column(column, start, end));
  const inputTerm = (column: LayerColumn): Float64Array =>
    store.layerColumn(0, column, start, end).map((value) => value / sharers);
  const [coupling, flux] = [inputTerm('coupling'), inputTerm('fluxSquared')];
  return {
    store,
    frameCount,
    extent,
    series: {
      loss: curve('loss'),
      bulk: curve('bulk'),
      boundary: curve('boundary'),
      lagrangian: curve('lagrangian'),
      trainingLoss: curve('trainingLoss'),
    },
    boundarySeries: {
      inputCoupling: decimated(coupling),
      inputFluxSquared: decimated(flux),
      boundaryKinetic: decimated(coupling.map((value, i) => value + flux[i]!)),
    },
    layerSeries: { m: layer, series: layerSeriesOf(store, layer, decimated, start, end) },
    worstResidual: sameFrames ? previous.worstResidual : store.largest('residual'),
  };
}

/** The terms of one layer in the frames from index `start` up to, without, `end`; none where the run has no such layer. */
function layerSeriesOf(
  store: RunStore,
  m: number,
  decimated: (values: Float64Array) => Series,
  start: number,
  end: number,
): RunView['layerSeries']['series'] {
  const exists = m < store.biases.length;
  const column = (name: FrameQuantity): Float64Array =>
    exists ? frameColumn(store, name, m, 1, start, end) : new Float64Array();
  const [neurons, couplings, fluxes] = [column('neuronKinetic'), column('coupling'), column('fluxSquared')];
  const biases = column('biasKinetic');
  const left = biases.map(
    (bias, i) => bias / (Math.abs(neurons[i]!) + Math.abs(couplings[i]!) + Math.abs(fluxes[i]!)),
  );
  return {
    weightKinetic: decimated(column('weightKinetic')),
    neuronKinetic: decimated(neurons),
    coupling: decimated(couplings),
    fluxSquared: decimated(fluxes),
    biasKinetic: decimated(biases),
    cancellation: decimated(left),
  };
}

/** Index of the frame to look at: the one nearest to the step, or the newest; undefined where there is none. */
export function shownFrame(store: RunStore, step: number | 'latest'): number | undefined {
  return store.indexNearest(step === 'latest' ? Infinity : step);
}

const validationSeries = ({ points }: ValidationCurve): Series => ({
  steps: Float64Array.from(points, ({ step }) => step),
  values: Float64Array.from(points, ({ loss }) => loss),
});

const dynamicsSeriesOf = ({ records }: DynamicsLog): RunView['dynamicsSeries'] => ({
  overdamping: numbersOver(records, DYNAMICS_NUMBERS.overdamping),
  balanceRatio: numbersOver(records, DYNAMICS_NUMBERS.balanceRatio),
});

function statisticsSeriesOf({ records }: StatisticsLog): RunView['statisticsSeries'] {
  const series = (name: StatisticsNumber): Series => numbersOver(records, STATISTICS_NUMBERS[name]);
  return {
    correlationLength: series('correlationLength'),
    correlationLengthError: series('correlationLengthError'),
    initialCorrelationLength: series('initialCorrelationLength'),
    neighbourOrder: series('neighbourOrder'),
    initialNeighbourOrder: series('initialNeighbourOrder'),
    shuffledOrder: series('shuffledOrder'),
    shuffledOrderDeviation: series('shuffledOrderDeviation'),
    temperature: series('temperature'),
    noiseScale: series('noiseScale'),
  };
}

function continuumSeriesOf({ records }: ContinuumLog): RunView['continuumSeries'] {
  const series = (name: ContinuumNumber): Series => numbersOver(records, CONTINUUM_NUMBERS[name]);
  return {
    linear: series('linear'),
    cubic: series('cubic'),
    weightRoughness: series('weightRoughness'),
    hiddenRoughness: series('hiddenRoughness'),
    staggering: series('staggering'),
  };
}

function couplingAt({ records }: DynamicsLog, step: number): RunView['coupling'] {
  const record = records.findLast((each) => each.step <= step && each.coupling.reason !== 'notAsked');
  return record && { step: record.step, measured: record.coupling };
}

const allSeries = (facts: RunFacts, { series }: RunCurves): RunView['series'] => ({
  ...series,
  validationLoss: validationSeries(facts.validation),
});

/**
 * A run that is laid over the shown one.
 * @param shownStep of the shown frame; undefined where there is none
 */
export function comparedRun(
  run: TrainingRun,
  curves: RunCurves,
  hue: ComparedHue,
  shownStep: number | undefined,
): ComparedRun {
  const { facts, store } = run;
  const index = shownStep === undefined ? undefined : store.indexNearest(shownStep);
  return {
    id: run.id,
    name: run.name,
    hue,
    status: facts.status,
    seed: facts.seed,
    step: facts.step,
    lastStep: store.stepAt(store.frameCount - 1),
    finalLoss: facts.finalLoss,
    layers: facts.layers,
    biasSharers: facts.biasSharers,
    frame: index === undefined ? undefined : store.frameAt(index),
    series: allSeries(facts, curves),
    boundarySeries: curves.boundarySeries,
    layerSeries: curves.layerSeries,
    dynamicsSeries: dynamicsSeriesOf(run.dynamics),
    statisticsSeries: statisticsSeriesOf(run.statistics),
    continuumSeries: continuumSeriesOf(run.continuum),
  };
}

/**
 * A run as the panel shows it.
 * @param extent all steps that it and the runs laid over it have frames of
 * @param selectedStep the step the user looks at; `latest` follows the run
 * @param layers its layers, where the text has them now
 * @param comparedWith the runs laid over it, at the step of the shown frame
 */
export function runView(
  run: TrainingRun,
  curves: RunCurves,
  extent: StepExtent | undefined,
  selectedStep: number | 'latest',
  layers: readonly LayerView[],
  comparedWith: (shownStep: number | undefined) => readonly ComparedRun[],
): RunView {
  const { facts } = run;
  const { store, worstResidual, frameCount } = curves;
  const shownStep = selectedStep === 'latest' ? Infinity : selectedStep;
  const index = shownFrame(store, selectedStep);
  const shown = index === undefined ? undefined : store.stepAt(index);
  const statistics = run.statistics.recordAt(shownStep);
  const dynamics = run.dynamics.recordAt(shownStep);
  const continuum = run.continuum.recordAt(shownStep);
  return {
    ...facts,
    id: run.id,
    name: run.name,
    compared: comparedWith(shown),
    layers,
    frameCount,
    droppedFrames: store.droppedFrames,
    extent,
    firstStep: store.stepAt(0),
    lastStep: store.stepAt(frameCount - 1),
    series: allSeries(facts, curves),
    frame: index === undefined ? undefined : store.frameAt(index),
    frameIndex: index,
    followLive: selectedStep === 'latest',
    statistics,
    ensemble: run.ensemble?.view({
      frame: shown,
      dynamics: dynamics?.step,
      continuum: continuum?.step,
      statistics: statistics?.step,
    }),
    dynamics,
    boundarySeries: curves.boundarySeries,
    layerSeries: curves.layerSeries,
    dynamicsSeries: dynamicsSeriesOf(run.dynamics),
    statisticsSeries: statisticsSeriesOf(run.statistics),
    continuumSeries: continuumSeriesOf(run.continuum),
    continuum,
    coupling: couplingAt(run.dynamics, shownStep),
    worstResidual,
  };
}
