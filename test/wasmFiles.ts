import { gatherWasmFiles, WASM_FILES } from '../tools/setup/wasmFiles.mjs';

/** Before all unit tests: puts TF.js's WASM files and our kernels, compiled if need be, where tests look for them. */
export default async function setUp(): Promise<void> {
  await gatherWasmFiles(WASM_FILES);
}
