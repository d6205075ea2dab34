import { readFile } from 'node:fs/promises';
import { messageOf } from '../base/result.js';

const FILE = 'bbd-kernels.wasm';

let loaded: WebAssembly.Module | undefined;

/**
 * Loads our kernels, as TF.js loads its own when its backend starts: once, for all engines of the process.
 * @param wasmDirectory folder of the `.wasm` files, ending in a path separator
 * @returns a notice for the user when that is not possible; training then goes on without them
 */
export async function loadFusedKernels(wasmDirectory: string): Promise<string | undefined> {
  if (loaded !== undefined) return undefined;
  try {
    loaded = await WebAssembly.compile(await readFile(wasmDirectory + FILE));
    return undefined;
  } catch (thrown) {
    return (
      `The fast training kernels (${FILE}) could not be loaded, so training is several times slower; reinstall the ` +
      `extension. The reason: ${messageOf(thrown)}`
    );
  }
}

/** Our kernels, if they have been loaded. */
export const fusedKernels = (): WebAssembly.Module | undefined => loaded;
