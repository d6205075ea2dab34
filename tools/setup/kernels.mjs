import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { placeFile } from './placeFile.mjs';
import { inRepository } from './repository.mjs';

/**
 * What is used of the compiler.
 * @typedef {object} Compiler
 * @property {(args: string[], files: {
 *   readFile: (name: string, folder: string) => string | null,
 *   writeFile: (name: string, contents: string | Uint8Array) => void,
 * }) => Promise<{error: Error | null, stderr: {toString(): string}}>} main
 */

const FOLDER = ['src', 'kernels', 'assembly'];
const ENTRY = [...FOLDER, 'index.ts'].join('/');
const CACHE = inRepository('node_modules', '.cache', 'bbd-inspector');

/**
 * `importMemory` and no runtime: the module works in a memory that is TF.js's too, so it must not bring an allocator,
 * a stack or data.
 */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--noExportMemory'];

/**
 * The builds of our kernels and what each needs of the machine beside WebAssembly. With relaxed SIMD, which Chromium has
 * from 114 and Node from 22 on, a product and a sum are one instruction (fused multiply-add), up to half as fast again.
 */
export const KERNEL_BUILDS = [
  { file: 'bbd-kernels-fma.wasm', features: ['simd', 'relaxed-simd'] },
  { file: 'bbd-kernels.wasm', features: ['simd'] },
];

/**
 * Our kernels as a WebAssembly module. Compiling takes some seconds, so the result is kept under the hash of what it
 * was made from.
 * @param {readonly string[]} features of WebAssembly
 * @returns {Promise<Buffer>}
 */
export async function compileKernels(features) {
  const options = [...OPTIONS, ...features.flatMap((feature) => ['--enable', feature])];
  const cached = join(CACHE, `kernels-${hashSources(options)}.wasm`);
  if (existsSync(cached)) return readFileSync(cached);
  // The compiler is large: it is loaded only where it is needed. By a name that the type checker does not follow, for
  // its types bring a standard library of their own, which changes that of all our code.
  const compiler = 'assemblyscript/asc';
  /** @type {{default: Compiler}} */
  const { default: asc } = await import(compiler);
  /** @type {Uint8Array | undefined} */
  let module;
  const { error, stderr } = await asc.main([ENTRY, '--outFile', 'kernels.wasm', ...options], {
    readFile: (name, folder) => readText(inRepository(folder, name)),
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') module = contents;
    },
  });
  const messages = stderr.toString().trim();
  if (error !== null || module === undefined || messages !== '') {
    throw new Failure(`The kernels in ${FOLDER.join('/')} do not compile:\n${messages || error?.message}`);
  }
  mkdirSync(CACHE, { recursive: true });
  const contents = Buffer.from(module);
  placeFile(cached, contents);
  return contents;
}

/** @param {readonly string[]} options */
function hashSources(options) {
  const hash = createHash('sha256');
  const { version } = JSON.parse(
    readFileSync(inRepository('node_modules', 'assemblyscript', 'package.json'), 'utf8'),
  );
  hash.update([version, ...options].join(' '));
  const sources = readdirSync(inRepository(...FOLDER)).filter((name) => name.endsWith('.ts'));
  const layouts = readdirSync(inRepository(...FOLDER, '..')).filter((name) => name.endsWith('Layout.ts'));
  for (const name of [...sources.sort(), ...layouts.sort().map((layout) => `../${layout}`)]) {
    hash.update(`\0${name}\0`).update(readFileSync(inRepository(...FOLDER, name)));
  }
  return hash.digest('hex').slice(0, 20);
}

/**
 * The compiler asks for files that need not be there.
 * @param {string} path
 */
function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
