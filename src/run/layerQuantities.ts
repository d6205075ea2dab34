import type { LayerTerms } from '../decomposition/types.js';
import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import { known, unknown, type Quantity } from '../dynamics/quantity.js';
import type { Frame } from './frame.js';
import type { Reason } from './reasons.js';

/** What a frame says of every layer. */
const FRAME_QUANTITIES = [
  'layerBulk',
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'residual',
  'residualOfLargestTerm',
  'sectorSpread',
] as const;

/** What a record of the dynamics says of every layer. */
const DYNAMICS_QUANTITIES = [
  'energyDensity',
  'powerCurrent',
  'absorbedPower',
  'friction',
  'decayPotential',
] as const;

/** Quantities that every layer has one value of, by their names in the table of definitions. */
export const LAYER_QUANTITIES = [...FRAME_QUANTITIES, ...DYNAMICS_QUANTITIES] as const;

export type FrameQuantity = (typeof FRAME_QUANTITIES)[number];
export type DynamicsQuantity = (typeof DYNAMICS_QUANTITIES)[number];
export type LayerQuantity = FrameQuantity | DynamicsQuantity;

export const isLayerQuantity = (name: unknown): name is LayerQuantity =>
  LAYER_QUANTITIES.some((quantity) => quantity === name);

/** Where the values come from: a `RunView` is one. */
export interface LayerSource {
  readonly frame: Frame | undefined;
  /** The dynamics of the frame's step, or the last before it. */
  readonly dynamics: DynamicsRecord | undefined;
  /** How many layers have the same bias, by layer. */
  readonly biasSharers: readonly number[];
}

/** One quantity along depth. */
export interface LayerValues {
  /** The step they were taken at; dynamics are recorded at fewer steps than frames. */
  readonly step: number;
  /** By layer. */
  readonly values: readonly Quantity<Reason>[];
}

/** The values of a quantity, layer by layer; undefined while nothing is recorded that has it. */
export function layerValues(quantity: LayerQuantity, source: LayerSource): LayerValues | undefined {
  const { frame, dynamics, biasSharers } = source;
  if (isFrameQuantity(quantity)) {
    return (
      frame && {
        step: frame.step,
        values: frame.layers.map((terms, m) => valueOfFrame(quantity, terms, m, biasSharers[m] ?? 1)),
      }
    );
  }
  return dynamics && { step: dynamics.step, values: valuesOfDynamics(quantity, dynamics) };
}

export const isFrameQuantity = (quantity: LayerQuantity): quantity is FrameQuantity =>
  FRAME_QUANTITIES.some((name) => name === quantity);

function valueOfFrame(
  quantity: FrameQuantity,
  terms: LayerTerms,
  m: number,
  sharers: number,
): Quantity<Reason> {
  switch (quantity) {
    case 'layerBulk':
      return known(layerBulk(terms, m, sharers));
    case 'biasKinetic':
      return terms.residualGap === 'noBias' ? unknown('noBias') : known(terms.biasKinetic);
    case 'residual':
    case 'sectorSpread': {
      const value = terms[quantity];
      return value === undefined ? unknown(terms.residualGap ?? 'notMeasured') : known(value);
    }
    default:
      return known(terms[quantity]);
  }
}

/**
 * What layer m adds to L_bulk (THEORY §1.2): C and F of layer 0 belong to the boundary; of layers that share a bias each
 * counts with one part (§2.4). The sum over the layers is `Frame.bulk`.
 */
export function layerBulk(
  terms: Pick<LayerTerms, 'weightKinetic' | 'neuronKinetic' | 'coupling' | 'fluxSquared'>,
  m: number,
  sharers: number,
): number {
  const { weightKinetic, neuronKinetic, coupling, fluxSquared } = terms;
  const neurons = m === 0 ? neuronKinetic : neuronKinetic + coupling + fluxSquared;
  return weightKinetic + neurons / sharers;
}

/** Those of a record of the dynamics, by layer. */
export function valuesOfDynamics(
  quantity: DynamicsQuantity,
  { energy }: DynamicsRecord,
): readonly Quantity<Reason>[] {
  if (quantity === 'friction') {
    const { value, reason } = energy.friction;
    return value === undefined ? energy.energyDensity.map(() => unknown(reason)) : value.map(known);
  }
  // There is one interface more than there are layers: the last one is behind them.
  const layers = energy.energyDensity.length;
  return energy[quantity].slice(0, layers).map(known);
}
