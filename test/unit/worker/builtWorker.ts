import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BESIDE, forNode } from '../../../tools/setup/bundles.mjs';

/** A temporary folder with the bundled worker in it; `remove` it at the end. */
export interface WorkerFolder {
  readonly workerFile: string;
  /** Writes a stand-in worker of the given code. */
  readonly standIn: (name: string, code: string) => string;
  readonly remove: () => void;
}

/** Bundles it the way the build does. */
export async function buildWorker(): Promise<WorkerFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'bbd-worker-'));
  const entryPoints = { worker: 'src/worker/nodeWorker.ts', ...BESIDE };
  await build({ ...forNode, entryPoints, outdir: folder, logLevel: 'error' });
  return {
    workerFile: join(folder, 'worker.js'),
    standIn: (name, code) => {
      const file = join(folder, `${name}.cjs`);
      writeFileSync(file, code);
      return file;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
