import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from './repository.mjs';

const standIn = (/** @type {string} */ name) => ({ path: inRepository('tools', 'stand-ins', name) });

/** Modules of tfjs-core that its entry exports as a whole, and where they are. */
const NAMESPACES = new Map([
  ['backend_util', 'backends/backend_util'],
  ['broadcast_util', 'ops/broadcast_util'],
  ['kernel_impls', 'backends/kernel_impls'],
  ['slice_util', 'ops/slice_util'],
  ['tensor_util', 'tensor_util'],
  ['util', 'util'],
]);

/**
 * Imports those modules themselves, so that what is not used of them can be left out.
 * @param {string} source
 */
const importNamespaces = (source) =>
  source.replace(/import \{([^}]*)\} from '@tensorflow\/tfjs-core';/g, (_, /** @type {string} */ list) => {
    const names = list.split(',').map((name) => name.trim());
    const rest = names.filter((name) => !NAMESPACES.has(name));
    const imports = names
      .filter((name) => NAMESPACES.has(name))
      .map((name) => `import * as ${name} from '@tensorflow/tfjs-core/dist/${NAMESPACES.get(name)}';`);
    if (rest.length > 0) imports.push(`import { ${rest.join(', ')} } from '@tensorflow/tfjs-core';`);
    return imports.join(' ');
  });

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
    build.onLoad({ filter: /tfjs-backend-\w+\/dist\/.*\.js$/ }, async ({ path }) => ({
      contents: importNamespaces(await readFile(path, 'utf8')),
    }));
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
 * What records the physics of single steps stands beside the worker, too, which reads it while its backend starts.
 * @type {import('esbuild').Plugin}
 */
const recordersBeside = {
  name: 'recorders beside',
  setup(build) {
    build.onResolve({ filter: /\/recorders\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './recorders.js', external: true } : undefined,
    );
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
  plugins: [slimTensorFlow, digitsBeside, recordersBeside],
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

/** The entries of the bundles that the others expect beside them. */
export const BESIDE = { digits: 'src/data/digitImages.ts', recorders: 'src/worker/recorders.ts' };
