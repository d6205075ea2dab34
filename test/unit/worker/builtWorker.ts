import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A temporary folder with the bundled worker in it; `remove` it at the end. */
export interface WorkerFolder {
  readonly workerFile: string;
  /** Writes a stand-in worker of the given code. */
  readonly standIn: (name: string, code: string) => string;
  readonly remove: () => void;
}

/** Bundles an entry the way the build does. */
async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [inRepository(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { 'node-fetch': inRepository('tools/stand-ins/node-fetch.mjs') },
    logLevel: 'error',
  });
}

export async function buildWorker(): Promise<WorkerFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'bbd-worker-'));
  const workerFile = join(folder, 'worker.js');
  await bundle('src/worker/nodeWorker.ts', workerFile);
  return {
    workerFile,
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
