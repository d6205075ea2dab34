// Steps per second of the training engines against stock TensorFlow.js and, where it is installed, PyTorch on one thread, in one run:
//   node bench/trainer.mjs [--rounds N] [--cpu-time] [network ...]
// e.g. node bench/trainer.mjs --rounds 3 small wide. On a machine with other work --cpu-time is the steadier clock.
// Exits with 1 when the fused step misses its target on one of the networks.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { gatherWasmFiles, WASM_FILES } from '../tools/setup/wasmFiles.mjs';

const inRepository = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bbd-bench-'));
try {
  const outfile = join(folder, 'measure.cjs');
  await build({
    entryPoints: [inRepository('bench/trainer/measure.mjs')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // One copy of tfjs-core for the engine and for stock TF.js.
    mainFields: ['module', 'main'],
    alias: { 'node-fetch': inRepository('tools/stand-ins/node-fetch.mjs') },
    logLevel: 'error',
  });
  await gatherWasmFiles(WASM_FILES);
  const args = [outfile, WASM_FILES + sep, inRepository('bench/trainer'), ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
