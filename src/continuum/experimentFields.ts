import type { SmoothFields } from './localSum.js';
import type { TrigonometricField } from './trigonometricField.js';

const field = (
  constant: number,
  ...modes: readonly (readonly [amplitude: number, kx: number, ky: number, phase: number])[]
): TrigonometricField => ({
  constant,
  modes: modes.map(([amplitude, kx, ky, phase]) => ({ amplitude, kx, ky, phase })),
});

/**
 * The smooth fields of the refinement experiment: a few low modes with no symmetry between them, so that no order vanishes by
 * accident, and a second weight field for taps that have one each.
 */
export const EXPERIMENT_FIELDS: SmoothFields = {
  activation: 'tanh',
  weights: [
    {
      value: field(0.9, [0.3, 1, 0, 0.4], [0.25, 0, 1, 1.1], [0.15, 1, 1, 0.3]),
      rate: field(0.2, [0.5, 1, 0, -0.7], [0.35, 0, 1, 0.2], [0.2, 1, -1, 0.9]),
    },
    {
      value: field(-0.4, [0.35, 1, 0, 1.4], [0.2, 0, 1, 0.1]),
      rate: field(0.6, [0.3, 1, 0, 0.5], [0.25, 0, 1, -1.1]),
    },
  ],
  states: {
    value: field(0.1, [0.6, 1, 0, 0.2], [0.5, 0, 1, -0.4], [0.2, 1, 1, 1.3]),
    rate: field(-0.3, [0.4, 1, 0, 1.9], [0.3, 0, 1, 0.6], [0.25, 1, -1, -0.2]),
  },
};
