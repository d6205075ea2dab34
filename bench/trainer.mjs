// Steps per second of the training engine, with and without analysis, against stock TensorFlow.js, in one run:
//   node bench/trainer.mjs [--rounds N] [--cpu-time] [network ...]
// e.g. node bench/trainer.mjs --rounds 3 small wide. On a machine with other work --cpu-time is the steadier clock.
// Exits with 1 when the engine is less than 1.5 times as fast as `optimizer.minimize` on one of the networks.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
  const wasmDirectory = inRepository('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  const args = [outfile, wasmDirectory, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
