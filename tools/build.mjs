// Bundles everything into dist/: node tools/build.mjs [--dev] [--watch] [--tests]
//   --dev    readable code with source maps; --watch implies it and rebuilds on every change
//   --tests  also bundles the extension tests into dist-test/
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { BESIDE, forNode, forPage } from './setup/bundles.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';
import { writeMathFont } from './setup/mathFont.mjs';
import { gatherWasmFiles } from './setup/wasmFiles.mjs';
import { writeThirdPartyNotices } from './thirdPartyNotices.mjs';

const DIST = inRepository('dist');
const TEST_DIST = inRepository('dist-test');

const dev = process.argv.includes('--dev') || process.argv.includes('--watch');

/** A run waits for its worker to be read and compiled; what makes it larger ought to be looked at. */
const WORKER_LIMIT_BYTES = 300_000;

/** @satisfies {esbuild.BuildOptions} */
const common = {
  absWorkingDir: inRepository(),
  bundle: true,
  minify: !dev,
  sourcemap: dev,
  legalComments: 'none', // the notices are gathered in one file
  logLevel: 'warning',
  metafile: true,
};

/** @satisfies {esbuild.BuildOptions} */
const nodeBundle = { ...common, ...forNode, external: ['vscode', 'mocha'] };

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...nodeBundle,
    entryPoints: {
      extension: 'src/host/extension.ts',
      worker: 'src/worker/nodeWorker.ts',
      refinement: 'src/worker/refinementWorker.ts',
      ...BESIDE,
    },
    outdir: DIST,
  },
  {
    ...nodeBundle,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: DIST,
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    ...forPage,
    entryPoints: { webWorker: 'src/worker/webWorker.ts' },
    outdir: DIST,
  },
  {
    ...common,
    entryPoints: [
      { in: 'webview/main.ts', out: 'webview' },
      { in: 'webview/panel.css', out: 'webview' },
    ],
    outdir: DIST,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    external: ['*.woff2'],
    define: { 'process.env.NODE_ENV': JSON.stringify(dev ? 'development' : 'production') },
  },
];

/** @type {() => esbuild.BuildOptions} */
const testBundle = () => ({
  ...nodeBundle,
  entryPoints: findTests('test/extension'),
  outdir: TEST_DIST,
  minify: false,
  sourcemap: 'inline',
});

await runMain(async () => {
  rmSync(DIST, { recursive: true, force: true });
  await gatherWasmFiles(join(DIST, 'wasm'));
  const mathFont = await writeMathFont(join(DIST, 'math.woff2'));
  if (process.argv.includes('--watch')) return watch();
  const results = await Promise.all(bundles.map((options) => buildBundle(options)));
  if (!dev) checkSize(join(DIST, 'worker.js'), WORKER_LIMIT_BYTES);
  writeThirdPartyNotices(
    [...results.flatMap((result) => Object.keys(result.metafile?.inputs ?? {})), mathFont],
    join(DIST, 'third-party-notices.md'),
  );
  if (process.argv.includes('--tests')) {
    rmSync(TEST_DIST, { recursive: true, force: true });
    await buildBundle(testBundle());
  }
});

/** @param {esbuild.BuildOptions} options */
async function buildBundle(options) {
  try {
    return await esbuild.build(options);
  } catch {
    throw new Failure('The build failed; its errors are above.');
  }
}

/**
 * @param {string} file
 * @param {number} limit in bytes
 */
function checkSize(file, limit) {
  const { size } = statSync(file);
  if (size <= limit) return;
  throw new Failure(
    `${file} has ${size} bytes, more than ${limit}: import less, or one kernel instead of a package.`,
  );
}

async function watch() {
  const contexts = await Promise.all(
    bundles.map((options) => esbuild.context({ ...options, logLevel: 'info' })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('Watching for changes; Ctrl+C ends it.');
}

/** @param {string} folder */
function findTests(folder) {
  return readdirSync(inRepository(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}
