import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernels, KERNEL_BUILDS } from './kernels.mjs';
import { placeFile } from './placeFile.mjs';
import { inRepository } from './repository.mjs';

/** Of TF.js's three builds of its WASM backend; the threaded one needs a cross-origin isolated page. */
const TENSORFLOW = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

/** Where tests and measurements, which run the sources and not what was built, find the WASM files. */
export const WASM_FILES = inRepository('node_modules', '.cache', 'bbd-inspector', 'wasm');

/**
 * Puts all WASM files that training needs into a folder: TF.js's and our kernels.
 * @param {string} folder
 */
export async function gatherWasmFiles(folder) {
  mkdirSync(folder, { recursive: true });
  const from = inRepository('node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
  for (const file of TENSORFLOW) placeFile(join(folder, file), readFileSync(join(from, file)));
  for (const { file, features } of KERNEL_BUILDS) {
    placeFile(join(folder, file), await compileKernels(features));
  }
}
