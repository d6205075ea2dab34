import { join } from 'node:path';
import { inRepository } from './repository.mjs';

const standIn = (/** @type {string} */ name) => ({ path: inRepository('tools', 'stand-ins', name) });

/**
 * Bundles only what is used of TF.js. Its packages import all of tfjs-core by its name, and that brings along optimizers,
 * storage of models, the platform of a page and hashes of strings; the wasm backend brings a build with threads, which no
 * worker here can start. That would be more than half of a worker.
 * @type {import('esbuild').Plugin}
 */
const slimTensorFlow = {
  name: 'slim TensorFlow.js',
  setup(build) {
    const { platform } = build.initialOptions;
    const otherPlatform = platform === 'node' ? /\/platform_browser$/ : /\/platform_node$/;
    build.onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, () => standIn('tfjs-core.mjs'));
    build.onResolve({ filter: otherPlatform }, () => standIn('nothing.mjs'));
    build.onResolve({ filter: /^\.\/hash_util$/ }, () => standIn('nothing.mjs'));
    build.onResolve({ filter: /\/tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ }, () =>
      standIn('tfjs-wasm-threads.mjs'),
    );
    build.onResolve({ filter: /^\.\/io\/io$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, 'io', 'io.js'),
      sideEffects: false,
    }));
  },
};

/**
 * The images of the data set `digits` stand in a file of their own beside the bundles: they are a third of a worker.
 * @type {import('esbuild').Plugin}
 */
const digitsBeside = {
  name: 'digits beside',
  setup(build) {
    build.onResolve({ filter: /\/digitImages\.js$/ }, () => ({
      path: './digits.js',
      external: true,
      sideEffects: false,
    }));
  },
};

/**
 * What runs in Node: host, program and worker.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const forNode = {
  absWorkingDir: inRepository(),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // CommonJS entries of TF.js's packages would bring in a second copy of tfjs-core beside the ES modules' one.
  mainFields: ['module', 'main'],
  // TF.js asks for it where there is no global fetch; Node has one.
  alias: { 'node-fetch': inRepository('tools', 'stand-ins', 'node-fetch.mjs') },
  plugins: [slimTensorFlow, digitsBeside],
};

/**
 * The worker in a page; everything must be in one file.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const forPage = {
  absWorkingDir: inRepository(),
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  plugins: [slimTensorFlow],
};

/** The entry of the bundle that the others expect beside them. */
export const DIGITS = { digits: 'src/data/digitImages.ts' };
