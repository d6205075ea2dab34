import type { BackendName, TrainablePlan } from '../network/types.js';
import type { WasmModules } from '../protocol/worker.js';
import { startCpu } from './backends/cpuBackend.js';
import { startWasm } from './backends/wasmBackend.js';
import { provideFusedKernels } from './fusedKernels.js';

export interface StartedBackend {
  readonly backend: BackendName;
  /** What the user must know of it: why it is not the one that was asked for, or that it is slow. */
  readonly notice?: string;
}

/** Why training does not run on wasm; undefined when it does. */
async function tryWasm({ tensorflow }: WasmModules): Promise<string | undefined> {
  if (!tensorflow.ok) return tensorflow.error;
  return (await startWasm(tensorflow.value)) ? undefined : 'TensorFlow.js could not start it.';
}

const NO_WEBGL = 'The backend webgl is there only in the panel of the editor, so training runs on wasm.';

/** Provides our own kernels; a notice for the user when there are none, with which training goes on. */
function kernelNotices({ kernels }: WasmModules): readonly string[] {
  if (kernels.ok) {
    provideFusedKernels(kernels.value);
    return [];
  }
  return [
    'The fast training kernels could not be loaded, so training is several times slower; reinstall the extension. ' +
      `The reason: ${kernels.error}`,
  ];
}

/**
 * Makes `asked` the active TF.js backend of this thread; when wasm does not start, cpu, with a notice. `auto` is wasm, and so
 * is webgl, with a notice: threads do not have it. With wasm come our own kernels.
 * @throws Error when no backend starts
 */
export async function startBackend(
  asked: TrainablePlan['backend'],
  wasm: WasmModules,
): Promise<StartedBackend> {
  if (asked === 'cpu') {
    if (!(await startCpu())) throw new Error('The TensorFlow.js backend "cpu" did not start.');
    return { backend: 'cpu' };
  }
  const problem = await tryWasm(wasm);
  if (problem === undefined) {
    const notices = [...(asked === 'webgl' ? [NO_WEBGL] : []), ...kernelNotices(wasm)];
    return { backend: 'wasm', ...(notices.length === 0 ? {} : { notice: notices.join(' ') }) };
  }
  if (!(await startCpu())) throw new Error(`The TensorFlow.js backend "${asked}" did not start: ${problem}`);
  return {
    backend: 'cpu',
    notice:
      `The wasm backend did not start, so training runs on the much slower cpu backend. Reinstall the extension` +
      `${asked === 'auto' ? '' : ', or set "backend: cpu" to accept it'}. The reason: ${problem}`,
  };
}
