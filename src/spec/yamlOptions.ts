import type { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';

/** YAML 1.2 as specs are written in; whatever else the text holds is found in the tree. */
export const YAML_OPTIONS = {
  version: '1.2',
  schema: 'core',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const satisfies ParseOptions & DocumentOptions & SchemaOptions;
