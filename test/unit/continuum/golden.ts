import type { LagrangianTerms, SmoothFields } from '../../../src/continuum/localSum.js';
import type { TrigonometricField } from '../../../src/continuum/trigonometricField.js';

export interface GoldenTerms {
  readonly KW: number;
  readonly Kz: number;
  readonly C: number;
  readonly F: number;
}

export interface GoldenField {
  readonly c0: number;
  readonly modes: readonly {
    readonly A: number;
    readonly kx: number;
    readonly ky: number;
    readonly phi: number;
  }[];
}

export const fieldOf = ({ c0, modes }: GoldenField): TrigonometricField => ({
  constant: c0,
  modes: modes.map(({ A, kx, ky, phi }) => ({ amplitude: A, kx, ky, phase: phi })),
});

export const termsOf = ({ KW, Kz, C, F }: GoldenTerms): LagrangianTerms => ({
  weightKinetic: KW,
  neuronKinetic: Kz,
  coupling: C,
  fluxSquared: F,
});

export function smoothFields(
  fields: Readonly<Record<'w' | 'wd' | 'w2' | 'wd2' | 'z' | 'zd', GoldenField>>,
): SmoothFields {
  return {
    activation: 'tanh',
    weights: [
      { value: fieldOf(fields.w), rate: fieldOf(fields.wd) },
      { value: fieldOf(fields.w2), rate: fieldOf(fields.wd2) },
    ],
    states: { value: fieldOf(fields.z), rate: fieldOf(fields.zd) },
  };
}
