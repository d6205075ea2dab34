/** Codes of what can be wrong with a network that is written correctly; each is explained in docs/diagnostics.md. */
export const NETWORK_CODES = [
  'data.missingFile',
  'data.outsideWorkspace',
  'data.fileTooLarge',
  'data.unreadableFile',
  'data.tooLarge',
  'network.noLayers',
  'network.tooManyLayers',
  'network.tooManyParameters',
  'network.tooWide',
  'network.outputMismatch',
  'network.duplicateName',
  'network.lossTargets',
  'network.lossOutputs',
  'network.activatedLogits',
  'training.batchTooLarge',
  'analysis.probeTooLarge',
] as const;
export type NetworkCode = (typeof NETWORK_CODES)[number];
