import { fail } from '../../../src/base/result.js';
import type { WasmModules } from '../../../src/protocol/worker.js';
import { loadWasmModules } from '../../../src/worker/wasmFiles.js';
import { WASM_DIRECTORY } from './experiments.js';

/** The modules that `startBackend` needs. */
export const WASM: WasmModules = await loadWasmModules(WASM_DIRECTORY);

/** Those of an installation without the files. */
export const NO_WASM: WasmModules = {
  tensorflow: fail('no file of TensorFlow.js here'),
  kernels: fail('no file of kernels here'),
};
