// Time of a check while someone types: parsing, checking and symmetry, for specs of several sizes:
//   node bench/check.mjs [--edits N] [--cpu-time] [--kinds]
// Prints medians and 95th percentiles over N edits (200) and says which targets hold; the exit code is 0 in any case, for
// times depend on the machine. On one with other work --cpu-time is the steadier clock. --kinds adds the medians of each kind
// of keystroke.
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
    entryPoints: [inRepository('bench/check/measure.mjs')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const args = [outfile, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
