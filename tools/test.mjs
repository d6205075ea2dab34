// Everything that must hold, in order, to the end even where something fails:
//   npm test                 all stages; the last line counts what passed and failed
//   npm test -- unit lint    these stages only
//   npm run test:slow        with the long sweeps among the unit tests
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram, runTool } from './setup/process.mjs';
import { inRepository } from './setup/repository.mjs';
import { ensureHost, isHostSupported } from './vscode-host/install.mjs';

/** @typedef {{passed: number, failed: number}} Count */

const slow = process.argv.includes('--slow');
const inServer = isHostSupported && process.env['BBD_VSCODE'] !== 'desktop';

/** Adds up what the stages passed and failed. */
class Summary {
  /** @type {Count} */
  total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  lines = [];

  /**
   * @param {string} name
   * @param {Count} count
   * @param {number} begun
   */
  add(name, { passed, failed }, begun) {
    this.total.passed += passed;
    this.total.failed += failed;
    const mark = failed === 0 ? '✓' : '✗';
    this.lines.push(`${mark} ${name.padEnd(10)} ${describe({ passed, failed })}, ${seconds(begun)}`);
  }

  /**
   * @param {string} name
   * @param {string} remark
   */
  note(name, remark) {
    this.lines.push(`- ${name.padEnd(10)} ${remark}`);
  }
}

/**
 * Checks of the text, each one tool; they run side by side.
 * @type {Record<string, readonly [string, ...string[]]>}
 */
const checks = {
  format: ['prettier', '--check', '--log-level=warn', '.'],
  lint: ['eslint', '.', '--max-warnings', '0'],
  types: ['tsc', '--noEmit'],
  unused: ['knip'],
};

/**
 * What runs after them, one after another, with the machine to itself.
 * @type {Record<string, () => Promise<Count>>}
 */
const stages = {
  unit: () => runVitest('unit', [], slow ? { BBD_SLOW: '1' } : {}),
  build: async () =>
    count(await runProgram(process.execPath, [inRepository('tools', 'build.mjs'), '--tests'])),
  page: runPageTests,
  package: async () => count(await runProgram(process.execPath, [inRepository('tools', 'package.mjs')])),
  extension: runExtensionTests,
  ...(inServer ? { e2e: runEndToEndTests } : {}),
};

await runMain(async () => {
  const started = performance.now();
  const asked = chosenStages();
  await ensureDependencies();
  mkdirSync(inRepository('artifacts'), { recursive: true });
  const summary = new Summary();
  const isAsked = (/** @type {string} */ name) => asked.length === 0 || asked.includes(name);
  await Promise.all(
    Object.entries(checks)
      .filter(([name]) => isAsked(name))
      .map(async ([name, [tool, ...args]]) => {
        const begun = performance.now();
        let output = '';
        const status = await runTool(tool, args, { silent: true, onOutput: (text) => (output += text) });
        console.log(`\n━━ ${name}\n${output.trim()}`);
        summary.add(name, count(status), begun);
      }),
  );
  for (const [name, run] of Object.entries(stages).filter(([name]) => isAsked(name))) {
    const begun = performance.now();
    console.log(`\n━━ ${name}`);
    summary.add(name, await run().catch(reportFailure), begun);
  }
  if (!inServer) summary.note('e2e', 'not run: it drives the VS Code server, which needs Linux x64');
  console.log(`\n━━ summary, ${seconds(started)}\n${summary.lines.join('\n')}\n`);
  console.log(describe(summary.total));
  process.exitCode = summary.total.failed === 0 ? 0 : 1;
});

/** The stages named on the command line; none means all. */
function chosenStages() {
  const names = process.argv.slice(2).filter((argument) => argument !== '--slow');
  const known = [...Object.keys(checks), ...Object.keys(stages)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Failure(`There is no stage ${unknown}. The stages: ${known.join(', ')}.`);
  return names;
}

/** @param {Count} count */
function describe({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Of a stage that is one check: it passes when its program ends with status 0.
 * @param {number} status
 * @returns {Count}
 */
function count(status) {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * A stage that cannot run at all has failed; the others go on.
 * @param {unknown} error
 * @returns {Count}
 */
function reportFailure(error) {
  console.error(error instanceof Failure ? error.message : error);
  return { passed: 0, failed: 1 };
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
async function runVitest(name, args, env) {
  const report = inRepository('artifacts', `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await runTool('vitest', ['run', ...args, ...reporters], { env: { ...process.env, ...env } });
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return withStatus({ passed: numPassedTests, failed: numFailedTests }, status);
  } catch {
    return withStatus({ passed: 0, failed: 0 }, status);
  }
}

/** Installs, where it is missing, what the tests in a VS Code need. */
async function prepareServer() {
  await ensureHost();
  await ensureChromium();
}

/** @returns {Promise<Count>} */
async function runPageTests() {
  await ensureChromium();
  return runVitest('page', ['--config', 'test/page/vitest.config.mts'], {});
}

/** @returns {Promise<Count>} */
async function runEndToEndTests() {
  await prepareServer();
  return runVitest('e2e', ['--config', 'test/e2e/vitest.config.mts'], {});
}

/** @returns {Promise<Count>} */
async function runExtensionTests() {
  if (inServer) await prepareServer();
  let output = '';
  const status = await runTool('vscode-test', [], { onOutput: (text) => (output += text) });
  /** @param {string} what */
  const reported = (what) => Number(new RegExp(`^\\s*(\\d+) ${what}\\b`, 'm').exec(output)?.[1] ?? 0);
  return withStatus({ passed: reported('passing'), failed: reported('failing') }, status);
}

/**
 * A run may fail beside its tests, e.g. by a file that cannot be loaded, or by running none: that counts as one.
 * @param {Count} count
 * @param {number} status
 */
function withStatus(count, status) {
  const unreported = count.failed === 0 && (status !== 0 || count.passed === 0);
  return unreported ? { ...count, failed: 1 } : count;
}
