// What a record of the continuum limit costs beside the decomposition of a step:
//   node bench/continuum.mjs [--rounds N] [--cpu-time] [local | residual | dense | conv ...]
// Exits with 1 when the target is missed.
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
    entryPoints: [inRepository('bench/continuum/measure.mjs')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { 'node-fetch': inRepository('tools/stand-ins/node-fetch.mjs') },
    logLevel: 'error',
  });
  await gatherWasmFiles(WASM_FILES);
  const args = [outfile, WASM_FILES + sep, inRepository('examples/'), ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
