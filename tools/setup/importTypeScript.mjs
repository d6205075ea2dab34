import * as esbuild from 'esbuild';
import { inRepository } from './repository.mjs';

/**
 * The exports of a TypeScript file of the repository that needs nothing of Node.
 * @param {string} file relative to the repository's root
 * @returns {Promise<any>}
 */
export async function importTypeScript(file) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: inRepository(),
    entryPoints: [file],
    bundle: true,
    // Without anything of Node, so that it can be imported from memory.
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild gave no output');
  return import(`data:text/javascript;base64,${Buffer.from(output.contents).toString('base64')}`);
}
