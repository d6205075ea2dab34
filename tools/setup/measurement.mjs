import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { build } from 'esbuild';
import { inRepository } from './repository.mjs';
import { gatherWasmFiles, WASM_FILES } from './wasmFiles.mjs';

/**
 * Bundles bench/NAME/measure.mjs with the sources that it measures and runs it in a process of its own, whose status becomes
 * that of this one. Its first argument is the folder of the WebAssembly files; those of the command line come last.
 * @param {string} name
 * @param {string[]} [args] what it is given in between
 */
export async function runMeasurement(name, args = []) {
  const folder = mkdtempSync(join(tmpdir(), 'bbd-bench-'));
  try {
    const outfile = join(folder, 'measure.cjs');
    await build({
      entryPoints: [inRepository('bench', name, 'measure.mjs')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // One copy of tfjs-core for the engine and for stock TF.js.
      mainFields: ['module', 'main'],
      alias: { 'node-fetch': inRepository('tools', 'stand-ins', 'node-fetch.mjs') },
      logLevel: 'error',
    });
    const { status } = spawnSync(process.execPath, [outfile, ...args, ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The folder of the WebAssembly files, TF.js's and our own, all in place.
 * @returns {Promise<string>}
 */
export async function wasmFolder() {
  await gatherWasmFiles(WASM_FILES);
  return WASM_FILES + sep;
}
