import { residualGap, type BiasRole } from '../decomposition/biasRole.js';
import type { Decomposition, LayerTerms } from '../decomposition/types.js';

/** The decomposition of step k → k+1 of a run. */
export interface Frame extends Decomposition {
  /** k, counted from 0. */
  readonly step: number;
  /** The loss that the engine minimised at step k: float32, mean over the step's batch. */
  readonly trainingLoss: number;
}

export const FRAME_COLUMNS = [
  'step',
  'trainingLoss',
  'loss',
  'bulk',
  'boundary',
  'lagrangian',
  'residual',
] as const;
export const LAYER_COLUMNS = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'residual',
  'residualOfLargestTerm',
  'sectorSpread',
] as const;

export type FrameColumn = (typeof FRAME_COLUMNS)[number];
export type LayerColumn = (typeof LAYER_COLUMNS)[number];

/** Numbers that one frame of a network with `links` links takes when packed. */
export function frameWidth(links: number): number {
  return FRAME_COLUMNS.length + links * LAYER_COLUMNS.length;
}

/** Where a column of the frame itself stands in a packed frame. */
export function frameColumnOffset(column: FrameColumn): number {
  return FRAME_COLUMNS.indexOf(column);
}

/** Where a column of link m stands in a packed frame. */
export function layerColumnOffset(m: number, column: LayerColumn): number {
  return FRAME_COLUMNS.length + m * LAYER_COLUMNS.length + LAYER_COLUMNS.indexOf(column);
}

/** Writes a frame as float64 numbers, undefined as NaN. Needs `frameWidth(links)` places from `offset`. */
export function packFrame(frame: Frame, into: Float64Array, offset: number): void {
  let at = offset;
  for (const column of FRAME_COLUMNS) into[at++] = frame[column] ?? NaN;
  for (const layer of frame.layers) for (const column of LAYER_COLUMNS) into[at++] = layer[column] ?? NaN;
}

const defined = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

/**
 * Reads back what `packFrame` wrote.
 * @param biases per link, so that the reason for an undefined residual comes back too
 */
export function unpackFrame(values: Float64Array, offset: number, biases: readonly BiasRole[]): Frame {
  let at = offset;
  const next = (): number => values[at++]!;
  const head = {
    step: next(),
    trainingLoss: next(),
    loss: next(),
    bulk: next(),
    boundary: next(),
    lagrangian: next(),
    residual: defined(next()),
  };
  const layers = biases.map((bias): LayerTerms => {
    const terms = {
      weightKinetic: next(),
      neuronKinetic: next(),
      coupling: next(),
      fluxSquared: next(),
      biasKinetic: next(),
    };
    const residual = next();
    const gap = residualGap(bias, terms.biasKinetic);
    return {
      ...terms,
      residual: gap === undefined ? residual : undefined,
      residualGap: gap,
      residualOfLargestTerm: next(),
      sectorSpread: defined(next()),
    };
  });
  return { ...head, layers };
}
