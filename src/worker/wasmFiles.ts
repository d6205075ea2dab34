import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, messageOf, succeed, type Result } from '../base/result.js';
import type { WasmModules } from '../protocol/worker.js';

/** TF.js's builds without threads, the better one first; the second is for processors without SIMD. */
const TENSORFLOW = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'] as const;
/** Ours, likewise: the first is for engines with relaxed SIMD, which has fused multiply-adds. */
const KERNELS = ['bbd-kernels-fma.wasm', 'bbd-kernels.wasm'] as const;

const loaded = new Map<string, Promise<WasmModules>>();

/**
 * Loads and compiles the WebAssembly that training uses: once a process, for threads share compiled modules. What could
 * not be loaded is tried again by the next call.
 * @param directory folder of the `.wasm` files
 */
export function loadWasmModules(directory: string): Promise<WasmModules> {
  const known = loaded.get(directory);
  if (known !== undefined) return known;
  const modules = compileAll(directory);
  loaded.set(directory, modules);
  void modules.then(({ tensorflow, kernels }) => {
    if (!tensorflow.ok || !kernels.ok) loaded.delete(directory);
  });
  return modules;
}

async function compileAll(directory: string): Promise<WasmModules> {
  const [tensorflow, kernels] = await Promise.all([
    compileFirst(TENSORFLOW.map((name) => join(directory, name))),
    compileFirst(KERNELS.map((name) => join(directory, name))),
  ]);
  return { tensorflow, kernels };
}

async function compileFirst(files: readonly string[]): Promise<Result<WebAssembly.Module, string>> {
  const problems: string[] = [];
  for (const file of files) {
    const compiled = await compile(file);
    if (compiled.ok) return compiled;
    problems.push(compiled.error);
  }
  return fail(problems.join('; '));
}

async function compile(file: string): Promise<Result<WebAssembly.Module, string>> {
  try {
    return succeed(await WebAssembly.compile(await readFile(file)));
  } catch (thrown) {
    return fail(`${file}: ${messageOf(thrown)}`);
  }
}
