/** Codes of what can break a symmetry of the bulk; each is explained in docs/diagnostics.md. */
export const SYMMETRY_CODES = [
  'symmetry.width',
  'symmetry.activation',
  'symmetry.bias',
  'symmetry.frozen',
  'symmetry.initializer',
  'symmetry.learningRate',
  'symmetry.weightDecay',
  'symmetry.norm',
  'symmetry.skip',
  'symmetry.longSkip',
  'symmetry.kind',
  'symmetry.kernel',
  'symmetry.stride',
  'symmetry.groups',
  'symmetry.padding',
  'symmetry.zeroPadding',
  'symmetry.dropout',
  'symmetry.batchNorm',
  'symmetry.opaque',
  'symmetry.tied',
] as const;
export type SymmetryCode = (typeof SYMMETRY_CODES)[number];
