// From the creation of a worker to its first training step, as the host and the program start runs:
//   node bench/start.mjs [--rounds N] [--cpu-time]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BESIDE, forNode } from '../tools/setup/bundles.mjs';
import { gatherWasmFiles, WASM_FILES } from '../tools/setup/wasmFiles.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bbd-bench-'));
try {
  const entryPoints = { measure: 'bench/start/measure.mjs', worker: 'src/worker/nodeWorker.ts', ...BESIDE };
  await build({ ...forNode, entryPoints, outdir: folder, minify: true, logLevel: 'error' });
  await gatherWasmFiles(WASM_FILES);
  const empty = join(folder, 'empty.cjs');
  writeFileSync(
    empty,
    `const { parentPort } = require('node:worker_threads');
parentPort.once('message', () => parentPort.postMessage(''));`,
  );
  const args = [
    join(folder, 'measure.js'),
    join(folder, 'worker.js'),
    WASM_FILES,
    empty,
    ...process.argv.slice(2),
  ];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
