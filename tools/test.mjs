// Everything that must hold, in order, to the end even where something fails:
//   npm test                 all stages; the last line counts what passed and failed
//   npm test -- unit lint    these stages only
//   npm run test:slow        with the long sweeps among the unit tests
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram, runTool } from './setup/process.mjs';
import { inRepository } from './setup/repository.mjs';
import { isHostSupported } from './vscode-host/install.mjs';

/** @typedef {{passed: number, failed: number}} Count */

const slow = process.argv.includes('--slow');
const inServer = isHostSupported && process.env['BBD_VSCODE'] !== 'desktop';

/** @type {Record<string, () => Promise<Count>>} */
const stages = {
  format: () => check(runTool('prettier', ['--check', '--log-level=warn', '.'])),
  lint: () => check(runTool('eslint', ['.', '--max-warnings', '0'])),
  types: () => check(runTool('tsc', ['--noEmit'])),
  unused: () => check(runTool('knip', [])),
  unit: () => runVitest('unit', [], slow ? { BBD_SLOW: '1' } : {}),
  build: () => check(runProgram(process.execPath, [inRepository('tools', 'build.mjs'), '--tests'])),
  package: () => check(runProgram(process.execPath, [inRepository('tools', 'package.mjs')])),
  extension: runExtensionTests,
  ...(inServer ? { e2e: () => runVitest('e2e', ['--config', 'test/e2e/vitest.config.mts'], {}) } : {}),
};

await runMain(async () => {
  const started = performance.now();
  const asked = chosenStages();
  await ensureDependencies();
  mkdirSync(inRepository('artifacts'), { recursive: true });
  /** @type {string[]} */
  const summary = [];
  const total = { passed: 0, failed: 0 };
  for (const name of asked) {
    console.log(`\n━━ ${name}`);
    const begun = performance.now();
    const { passed, failed } = await /** @type {() => Promise<Count>} */ (stages[name])();
    total.passed += passed;
    total.failed += failed;
    summary.push(
      `${failed === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${count({ passed, failed })}, ${seconds(begun)}`,
    );
  }
  if (!inServer) summary.push('- e2e        not run: it drives the VS Code server, which needs Linux x64');
  console.log(`\n━━ summary, ${seconds(started)}\n${summary.join('\n')}\n`);
  console.log(count(total));
  process.exitCode = total.failed === 0 ? 0 : 1;
});

/** The stages named on the command line; all of them by default. */
function chosenStages() {
  const names = process.argv.slice(2).filter((argument) => argument !== '--slow');
  const unknown = names.find((name) => !(name in stages));
  if (unknown !== undefined) {
    throw new Failure(`There is no stage ${unknown}. The stages: ${Object.keys(stages).join(', ')}.`);
  }
  return names.length === 0 ? Object.keys(stages) : names;
}

/** @param {Count} count */
function count({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * A stage that is one check: it passes when its program ends with status 0.
 * @param {Promise<number>} run
 * @returns {Promise<Count>}
 */
async function check(run) {
  return (await run) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
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

/** @returns {Promise<Count>} */
async function runExtensionTests() {
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
