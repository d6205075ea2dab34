/** Codes of what can be wrong with the text of a spec; each is explained in docs/diagnostics.md. */
export const SPEC_CODES = [
  'spec.empty',
  'spec.tooLarge',
  'spec.notText',
  'spec.syntax',
  'spec.tab',
  'spec.nesting',
  'spec.directive',
  'spec.multipleDocuments',
  'spec.tag',
  'spec.alias',
  'spec.duplicateKey',
  'spec.unknownKey',
  'spec.missingKey',
  'spec.conflictingKeys',
  'spec.missingValue',
  'spec.wrongType',
  'spec.outOfRange',
  'spec.unknownValue',
  'spec.version',
  'spec.more',
] as const;
export type SpecCode = (typeof SPEC_CODES)[number];
