import { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import createModule, {
  type BackendWasmModule,
} from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import { activate } from './activate.js';
import { registerBackend } from './registerBackend.js';
import { WASM_KERNELS } from './wasmKernels.js';

/**
 * Makes TF.js's wasm backend the active one; false when it did not start.
 *
 * TF.js would read and compile its module in every worker anew; this takes one that is compiled already.
 * @param module TF.js's build without threads, with or without SIMD; the one of the first call stays
 */
export function startWasm(module: WebAssembly.Module): Promise<boolean> {
  registerBackend('wasm', Object.values(WASM_KERNELS), () => createBackend(module));
  return activate('wasm');
}

async function createBackend(module: WebAssembly.Module): Promise<BackendWasm> {
  const instantiateWasm = (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports => {
    const instance = new WebAssembly.Instance(module, imports);
    receive(instance);
    return instance.exports;
  };
  const wasm = await createModule({ instantiateWasm });
  wasm.tfjs = bridgeOf(wasm);
  return new BackendWasm(wasm);
}

type NumericFunction = (...numbers: readonly number[]) => number;

const isNumericFunction = (value: unknown): value is NumericFunction => typeof value === 'function';

/** What the backend calls beside its kernels, under TF.js's names. */
function bridgeOf(wasm: BackendWasmModule): BackendWasmModule['tfjs'] {
  const exported = (name: string): NumericFunction => {
    const found: unknown = Reflect.get(wasm, `_${name}`);
    if (!isNumericFunction(found)) throw new Error(`the WebAssembly module of TensorFlow.js has no ${name}`);
    return found;
  };
  return {
    init: exported('init'),
    initWithThreadsCount: exported('init_with_threads_count'),
    getThreadsCount: exported('get_threads_count'),
    registerTensor: exported('register_tensor'),
    disposeData: exported('dispose_data'),
    dispose: exported('dispose'),
  };
}
