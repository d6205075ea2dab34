/** The module's exports; src/kernels/wasmModule.ts, layerFunctions.ts and analysisFunctions.ts have their types. It imports its memory, and nothing else. */
export { activate, multiplyBySlope } from './activation';
export { addArrays, multiplyArrays, scaleArray, sumColumns, sumSegments } from './arrays';
export {
  convolutionFilterGradient,
  convolutionInputGradient,
  convolutionRoom,
  convolve,
} from './convolution';
export { analyzeChain, areFinite } from './analyzeChain';
export { activateDoubles } from './doubleActivation';
export { convolveDoubles } from './doubleConvolution';
export { normalizeDoubles } from './doubleNorm';
export { multiplyDoubles } from './doubleProduct';
export { prepareShifts, takeUp } from './doubleTerms';
export { evaluateLoss } from './loss';
export { multiplyMatrices } from './multiplyMatrices';
export {
  channelNormGradient,
  normalizeChannels,
  normalizeRows,
  normParameterGradients,
  rowNormGradient,
} from './norms';
export { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling';
export { ringForward, ringInputGradient, ringWeightGradient } from './ring';
export { trainStep } from './trainStep';
export { moveParameters } from './update';
