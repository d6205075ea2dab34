/** Codes of what can be said about a Keras file; each is explained in docs/diagnostics.md. */
export const KERAS_CODES = [
  'keras.tooLarge',
  'keras.json',
  'keras.nesting',
  'keras.noModel',
  'keras.layer',
  'keras.graph',
  'keras.tooManyLayers',
  'keras.channelsFirst',
  'keras.inputShape',
  'keras.unsupported',
  'keras.branch',
  'keras.merge',
  'keras.activation',
  'keras.softmax',
  'keras.initializer',
  'keras.padding',
  'keras.dropout',
  'keras.ignored',
] as const;
export type KerasCode = (typeof KERAS_CODES)[number];
