import { residualGap } from '../decomposition/biasRole.js';
import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { Quantity } from '../dynamics/quantity.js';
import type { ContinuumStep } from './continuumLog.js';
import {
  isFrameQuantity,
  isLayerQuantity,
  LAYER_QUANTITIES,
  layerBulk,
  valuesOfDynamics,
  type DynamicsQuantity,
  type FrameQuantity,
} from './layerQuantities.js';
import type { Reason } from './reasons.js';
import type { RunStore } from './runStore.js';
import type { StepExtent } from './stepRange.js';

/** What layers have a history of: every value of a layer that is recorded, and V of the continuum. */
export const HISTORY_QUANTITIES = [...LAYER_QUANTITIES, 'medianLinear'] as const;
export type HistoryQuantity = (typeof HISTORY_QUANTITIES)[number];

export const isHistoryQuantity = (name: unknown): name is HistoryQuantity =>
  HISTORY_QUANTITIES.some((quantity) => quantity === name);

/** Columns that a history has at most, however many are asked for. */
const COLUMN_LIMIT = 600;

/** Why a layer has no value. */
export interface LayerGap {
  readonly m: number;
  readonly reason: Reason;
}

/** One quantity of all layers over the steps. */
export interface DepthHistory {
  readonly quantity: HistoryQuantity;
  readonly layers: number;
  /** Recorded steps in all columns together. */
  readonly records: number;
  /** The first and the last recorded step of every column. */
  readonly firstSteps: Float64Array;
  readonly lastSteps: Float64Array;
  /**
   * Column after column, layer 0 first; NaN where undefined. Of several steps in one column the value of the largest size, with its
   * sign: no peak is lost, and each value was recorded.
   */
  readonly values: Float64Array;
  /** Layers that lack a value at some step, with the reason at the last of these. */
  readonly gaps: readonly LayerGap[];
}

/** What histories are made from: a run is one. */
export interface HistorySource {
  readonly store: RunStore;
  readonly dynamics: { readonly records: readonly DynamicsRecord[] };
  readonly continuum: { readonly records: readonly ContinuumStep[] };
  /** How many layers have the same bias, by layer. */
  readonly biasSharers: readonly number[];
}

/**
 * The history of a quantity.
 * @param extent the steps to show; all where undefined
 * @param wanted columns, at least 1; there are never more than 600
 */
export function depthHistory(
  source: HistorySource,
  quantity: HistoryQuantity,
  extent: StepExtent | undefined,
  wanted: number,
): DepthHistory {
  const limit = Math.max(1, Math.min(COLUMN_LIMIT, wanted));
  const { store, dynamics, continuum, biasSharers } = source;
  const layers = store.biases.length;
  if (!isLayerQuantity(quantity)) {
    return ofRecords(quantity, layers, within(continuum.records, extent), limit, (record) =>
      validityOf(record, layers),
    );
  }
  return isFrameQuantity(quantity)
    ? ofFrames(store, quantity, biasSharers, extent, limit)
    : ofDynamics(quantity, layers, within(dynamics.records, extent), limit);
}

function ofFrames(
  store: RunStore,
  quantity: FrameQuantity,
  biasSharers: readonly number[],
  extent: StepExtent | undefined,
  limit: number,
): DepthHistory {
  const { from, to } = store.framesBetween(extent);
  const history = emptyHistory(quantity, store.biases.length, store.column('step', from, to), limit);
  store.biases.forEach((bias, m) => {
    const values = frameColumn(store, quantity, m, biasSharers[m] ?? 1, from, to);
    const missing = fillLayer(history, m, values);
    if (missing === undefined) return;
    const kinetic = store.layerColumn(m, 'biasKinetic', from + missing, from + missing + 1)[0] ?? 0;
    history.gaps.push({ m, reason: residualGap(bias, kinetic) ?? 'notMeasured' });
  });
  return history;
}

/** One quantity of one layer in the frames from index `from` up to, without, `to`; NaN where undefined. */
export function frameColumn(
  store: RunStore,
  quantity: FrameQuantity,
  m: number,
  sharers: number,
  from: number,
  to: number,
): Float64Array {
  if (quantity === 'biasKinetic' && store.biases[m] === 'none') return new Float64Array(to - from).fill(NaN);
  if (quantity !== 'layerBulk') return store.layerColumn(m, quantity, from, to);
  const [weights, neurons, couplings, fluxes] = (
    ['weightKinetic', 'neuronKinetic', 'coupling', 'fluxSquared'] as const
  ).map((column) => store.layerColumn(m, column, from, to));
  return Float64Array.from(weights!, (weightKinetic, i) => {
    const terms = {
      weightKinetic,
      neuronKinetic: neurons![i]!,
      coupling: couplings![i]!,
      fluxSquared: fluxes![i]!,
    };
    return layerBulk(terms, m, sharers);
  });
}

const ofDynamics = (
  quantity: DynamicsQuantity,
  layers: number,
  records: readonly DynamicsRecord[],
  limit: number,
): DepthHistory =>
  ofRecords(quantity, layers, records, limit, (record) => valuesOfDynamics(quantity, record));

function validityOf({ blocks }: ContinuumStep, layers: number): Quantity<Reason>[] {
  return Array.from({ length: layers }, (_, m): Quantity<Reason> => {
    const block = blocks.find(({ start, length }) => m >= start && m < start + length);
    const value = block?.validity.linear[m - block.start];
    return value === undefined
      ? { value: undefined, reason: block?.validity.gap ?? 'tooFewLinks' }
      : { value };
  });
}

function ofRecords<R extends { readonly step: number }>(
  quantity: HistoryQuantity,
  layers: number,
  records: readonly R[],
  limit: number,
  read: (record: R) => readonly Quantity<Reason>[],
): DepthHistory {
  const steps = Float64Array.from(records, ({ step }) => step);
  const history = emptyHistory(quantity, layers, steps, limit);
  const all = records.map(read);
  for (let m = 0; m < layers; m++) {
    const missing = fillLayer(
      history,
      m,
      Float64Array.from(all, (values) => values[m]?.value ?? NaN),
    );
    if (missing !== undefined) history.gaps.push({ m, reason: all[missing]?.[m]?.reason ?? 'notMeasured' });
  }
  return history;
}

const within = <R extends { readonly step: number }>(
  records: readonly R[],
  extent: StepExtent | undefined,
): readonly R[] =>
  extent === undefined ? records : records.filter(({ step }) => step >= extent.first && step <= extent.last);

type Unfilled = DepthHistory & { readonly gaps: LayerGap[] };

function emptyHistory(
  quantity: HistoryQuantity,
  layers: number,
  steps: Float64Array,
  limit: number,
): Unfilled {
  const columns = Math.min(limit, steps.length);
  const starts = Array.from({ length: columns + 1 }, (_, c) => startOf(c, columns, steps.length));
  return {
    quantity,
    layers,
    records: steps.length,
    firstSteps: Float64Array.from(starts.slice(0, -1), (start) => steps[start]!),
    lastSteps: Float64Array.from(starts.slice(1), (end) => steps[end - 1]!),
    values: new Float64Array(columns * layers).fill(NaN),
    gaps: [],
  };
}

/** Index of the first record in column c. */
const startOf = (c: number, columns: number, records: number): number =>
  columns === 0 ? 0 : Math.floor((c * records) / columns);

/**
 * Writes the values of layer m into their columns.
 * @returns index of the last one that is undefined
 */
function fillLayer(history: DepthHistory, m: number, values: Float64Array): number | undefined {
  const { layers, firstSteps } = history;
  const columns = firstSteps.length;
  let missing: number | undefined;
  for (let c = 0; c < columns; c++) {
    let largest = NaN;
    const end = startOf(c + 1, columns, values.length);
    for (let i = startOf(c, columns, values.length); i < end; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) missing = i;
      else if (!(Math.abs(value) <= Math.abs(largest))) largest = value;
    }
    history.values[c * layers + m] = largest;
  }
  return missing;
}
