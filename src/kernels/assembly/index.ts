/** The module's exports; src/kernels/wasmModule.ts has their types. It imports its memory, and nothing else. */
export { activate, multiplyBySlope } from './activation';
export { evaluateLoss } from './loss';
export { multiplyMatrices } from './multiplyMatrices';
export { trainStep } from './trainStep';
