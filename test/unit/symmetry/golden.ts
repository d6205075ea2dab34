import type { Signature, SignatureField } from '../../../src/symmetry/types.js';
import { readGolden } from '../decomposition/golden.js';

/** Reference values of the structure along depth, computed by an independent program. */
export interface GoldenSymmetry {
  readonly fields: readonly SignatureField[];
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly layers: readonly Signature[];
        readonly expected: {
          readonly breaks: readonly { readonly m: number; readonly fields: readonly SignatureField[] }[];
          readonly best_block: {
            readonly start: number;
            readonly length: number;
            readonly period: number;
          } | null;
          readonly homogeneous_pair_fraction: number;
        };
      }
    >
  >;
  /** tanh networks of great width, with one input of unit variance. */
  readonly mean_field_profile: readonly {
    readonly sw: number;
    readonly sb: number;
    readonly q: readonly number[];
    readonly p: readonly number[];
    readonly chi: readonly number[];
  }[];
  /** Zero padding: kernel K on N positions, L layers. */
  readonly edge_fraction: readonly {
    readonly N: number;
    readonly K: number;
    readonly L: number;
    readonly per_layer: number;
    readonly cumulative: number;
  }[];
}

export interface GoldenMoments {
  readonly act: 'identity' | 'tanh' | 'sigmoid' | 'relu' | 'softplus';
  readonly q: number;
  readonly p: number;
  readonly chi_over_sw2: number;
}

export const goldenSymmetry = readGolden('16_symmetry') as GoldenSymmetry;
export const goldenMoments = readGolden('19_activation_moments') as readonly GoldenMoments[];
