import { enableProdMode, env, getBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendName, TrainablePlan } from '../network/types.js';
import { loadFusedKernels } from './fusedKernels.js';

/** Starting WASM takes some tens of milliseconds; a machine so busy that it takes this long is better told so. */
const START_LIMIT_MS = 20_000;

export interface StartedBackend {
  readonly backend: BackendName;
  /** Why it is not the one that was asked for. */
  readonly notice?: string;
}

/** Whether `name` could be made the active backend. TF.js may say no, throw, or never answer. */
async function activate(name: BackendName): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, START_LIMIT_MS);
  });
  try {
    const accepted = await Promise.race([setBackend(name), timeout]);
    // After a failure TF.js may still name the backend it could not start, or have chosen another.
    return accepted && getBackend() === name;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Makes `asked` the active TF.js backend; when wasm does not start, cpu, with a notice. `auto` is wasm. With wasm come our
 * own kernels.
 * @param wasmDirectory folder of the `.wasm` files, ending in a path separator
 * @throws Error when no backend starts
 */
export async function startBackend(
  asked: TrainablePlan['backend'],
  wasmDirectory: string,
): Promise<StartedBackend> {
  // Otherwise cpu prints an advertisement of another package when it is first used.
  enableProdMode();
  if (asked !== 'cpu') {
    // Threads need a cross-origin isolated page; without them TF.js would look for a file that is not shipped.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths(wasmDirectory);
    if (await activate('wasm')) {
      const notice = await loadFusedKernels(wasmDirectory);
      return { backend: 'wasm', ...(notice === undefined ? {} : { notice }) };
    }
  }
  if (!(await activate('cpu'))) throw new Error(`The TensorFlow.js backend "${asked}" did not start.`);
  if (asked === 'cpu') return { backend: 'cpu' };
  return {
    backend: 'cpu',
    notice:
      `The wasm backend did not start (its files are expected in ${wasmDirectory}), so training runs on the much ` +
      `slower cpu backend. Reinstall the extension${asked === 'auto' ? '' : ', or set "backend: cpu" to accept it'}.`,
  };
}
