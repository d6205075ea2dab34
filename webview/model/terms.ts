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

/** The four terms that make up the kinetic part of the Lagrangian, in the order they are always shown. */
export const TERMS: Readonly<Record<TermKey, Term>> = {
  weightKinetic: { symbol: 'K_W', name: 'weight kinetic', hue: 'blue' },
  neuronKinetic: { symbol: 'K_z', name: 'neuron kinetic', hue: 'green' },
  coupling: { symbol: 'C', name: 'coupling', hue: 'orange' },
  fluxSquared: { symbol: 'F', name: 'flux²', hue: 'purple' },
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

export function totalsOf(frame: Frame): Totals {
  const sum = (term: TermKey): number =>
    frame.layers.reduce((total, layer, m) => total + (sectorOf(m, term) === 'bulk' ? layer[term] : 0), 0);
  const inputCoupling = frame.layers[0]?.coupling ?? 0;
  const inputFluxSquared = frame.layers[0]?.fluxSquared ?? 0;
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
