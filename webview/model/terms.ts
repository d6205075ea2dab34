import { quantity } from '../../src/quantities/quantities.js';
import type { Frame } from '../../src/run/frame.js';

/** The terms of one layer in one frame. */
export type LayerTerms = Frame['layers'][number];

export const TERM_KEYS = ['weightKinetic', 'neuronKinetic', 'coupling', 'fluxSquared'] as const;
export type TermKey = (typeof TERM_KEYS)[number];

export type Sector = 'bulk' | 'boundary';

/** Which colour of the theme's charts: `--vscode-charts-<hue>`. */
export type Hue = 'red' | 'blue' | 'yellow' | 'orange' | 'green' | 'purple' | 'foreground';

interface Term {
  readonly symbol: string;
  readonly name: string;
  readonly hue: Hue;
}

function named(id: string): Pick<Term, 'symbol' | 'name'> {
  const { symbol, name } = quantity(id);
  return { symbol, name };
}

/** The four terms that make up the kinetic part of the Lagrangian, in the order they are always shown. */
export const TERMS: Readonly<Record<TermKey, Term>> = {
  weightKinetic: { ...named('weightKinetic'), hue: 'blue' },
  neuronKinetic: { ...named('neuronKinetic'), hue: 'green' },
  coupling: { ...named('coupling'), hue: 'orange' },
  fluxSquared: { ...named('fluxSquared'), hue: 'purple' },
};

/** Where a term of link m is counted: C and F of link 0 are the input boundary, all else is bulk (THEORY §1.2). */
export function sectorOf(m: number, term: TermKey): Sector {
  return m === 0 && (term === 'coupling' || term === 'fluxSquared') ? 'boundary' : 'bulk';
}

/** A layer's sector in words. */
export function layerSector(m: number): string {
  return m === 0 ? 'bulk; C, F boundary' : 'bulk';
}

/** What the parts of the Lagrangian add up to, so that the table's foot can show how its columns make its totals. */
export interface Totals {
  /** Sum of each term over the layers where it is bulk. */
  readonly bulkTerms: Readonly<Record<TermKey, number>>;
  readonly bulk: number;
  /** C⁰ */
  readonly inputCoupling: number;
  /** F⁰ */
  readonly inputFluxSquared: number;
  /** C⁰ + F⁰ */
  readonly input: number;
  /** −ℓ */
  readonly output: number;
  readonly boundary: number;
  readonly lagrangian: number;
}

/** What a term of a layer adds to the sums: of layers that share a bias each counts with one part. */
const countedTerm = (layer: LayerTerms, term: TermKey, sharers = 1): number =>
  term === 'weightKinetic' ? layer[term] : layer[term] / sharers;

/** ½ Σ‖f‖²: by how much Eq. (7) is too large as the paper prints it, without the ½ of both squared terms (THEORY §1.1). */
export const printedExcess = (frame: Frame, sharers: readonly number[]): number =>
  frame.layers.reduce((sum, layer, m) => sum + countedTerm(layer, 'fluxSquared', sharers[m]), 0);

/** @param sharers how many layers have the same bias, by layer */
export function totalsOf(frame: Frame, sharers: readonly number[]): Totals {
  const sum = (term: TermKey): number =>
    frame.layers.reduce(
      (total, layer, m) => total + (sectorOf(m, term) === 'bulk' ? countedTerm(layer, term, sharers[m]) : 0),
      0,
    );
  const [first] = frame.layers;
  const inputCoupling = first === undefined ? 0 : countedTerm(first, 'coupling', sharers[0]);
  const inputFluxSquared = first === undefined ? 0 : countedTerm(first, 'fluxSquared', sharers[0]);
  return {
    bulkTerms: {
      weightKinetic: sum('weightKinetic'),
      neuronKinetic: sum('neuronKinetic'),
      coupling: sum('coupling'),
      fluxSquared: sum('fluxSquared'),
    },
    bulk: frame.bulk,
    inputCoupling,
    inputFluxSquared,
    input: inputCoupling + inputFluxSquared,
    output: -frame.loss,
    boundary: frame.boundary,
    lagrangian: frame.lagrangian,
  };
}
