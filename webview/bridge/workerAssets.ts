import { messageOf } from '../../src/base/result.js';
import type { PageWorker, WorkerAssets } from './runBridge.js';

async function fetchChecked(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}

async function compileKernels(url: string): Promise<WebAssembly.Module | undefined> {
  try {
    const response = await fetchChecked(url);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (thrown) {
    // Everything is computed without them, too.
    console.warn(`The kernels of the analysis could not be loaded: ${messageOf(thrown)}`);
    return undefined;
  }
}

/**
 * Loads what a worker is made of.
 * @param script URL of the bundled worker
 * @param kernels URL of our own `.wasm` file
 * @throws Error when there is no script
 */
export async function loadWorkerAssets(script: string, kernels: string): Promise<WorkerAssets> {
  const [source, module] = await Promise.all([
    fetchChecked(script).then((response) => response.text()),
    compileKernels(kernels),
  ]);
  return { source, kernels: module };
}

/** A worker of this source. A webview may start workers only from addresses that it has made itself. */
export function createBlobWorker(source: string): PageWorker {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return new Worker(url, { name: 'BBD training' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
