import { TABLE_CODES } from '../data/tableProblem.js';
import { KERAS_CODES } from '../keras/kerasCodes.js';
import { NETWORK_CODES } from '../network/networkCodes.js';
import { SPEC_CODES } from '../spec/specCodes.js';
import { CONTINUUM_CODES } from './continuumCodes.js';
import { LINT_CODES } from './lintCodes.js';
import { SYMMETRY_CODES } from './symmetryCodes.js';

/** Everything that a check can say; docs/diagnostics.md explains each. */
export const ALL_CODES: readonly string[] = [
  ...SPEC_CODES,
  ...TABLE_CODES,
  ...NETWORK_CODES,
  ...KERAS_CODES,
  ...SYMMETRY_CODES,
  ...CONTINUUM_CODES,
  ...LINT_CODES,
];
