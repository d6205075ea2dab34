// Trains small networks here and in PyTorch, from the same first parameters on the same batches, and compares the
// parameters after 100 steps: npm run compare:torch [-- PART OF A NAME]. Needs PyTorch (Debian: python3-torch).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SPECS, specText } from './compareTorch/specs.mjs';
import { Failure, runMain } from './setup/failure.mjs';
import { runProgram } from './setup/process.mjs';
import { inRepository } from './setup/repository.mjs';
import { pythonWithTorch } from './setup/torch.mjs';

const STEPS = 100;
/** Shares of how far the parameters have moved: what float32 alone may do in 100 steps. */
const TOLERANCE = 1e-4;
/** A network that float32 itself leads astray is held to what PyTorch's float32 does. */
const TIMES_TORCH = 10;

/** @typedef {{name: string, moved: number, ours: number, torch: number}} Comparison */

await runMain(async () => {
  const python = pythonWithTorch();
  if (python === undefined) {
    throw new Failure(
      'This needs Python with PyTorch, and found none: install Debian\'s python3-torch, or make "python3" one that can import torch.',
    );
  }
  const wanted = process.argv[2] ?? '';
  const specs = SPECS.filter(({ name }) => name.includes(wanted));
  if (specs.length === 0) throw new Failure(`No compared network has "${wanted}" in its name.`);
  const folder = mkdtempSync(join(tmpdir(), 'bbd-torch-'));
  try {
    /** @type {string[]} */
    const runs = [];
    for (const [i, spec] of specs.entries()) {
      const run = join(folder, String(i));
      mkdirSync(run);
      const file = join(run, 'spec.bbd.yaml');
      writeFileSync(file, specText(spec, STEPS));
      await analyze(file, run);
      runs.push(run);
    }
    const comparisons = await trainInTorch(python, runs);
    report(comparisons);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * @param {string} file of the spec
 * @param {string} folder where the trajectory goes
 */
async function analyze(file, folder) {
  let output = '';
  const args = [inRepository('tools', 'analyze.mjs'), file, '--trajectory', folder];
  const status = await runProgram(process.execPath, args, {
    silent: true,
    onOutput: (text) => (output += text),
  });
  if (status !== 0) throw new Failure(`${file} was not trained:\n${output}`);
}

/**
 * @param {string} python
 * @param {readonly string[]} runs
 * @returns {Promise<Comparison[]>}
 */
async function trainInTorch(python, runs) {
  let output = '';
  const args = [inRepository('tools', 'compareTorch', 'train.py'), ...runs];
  const status = await runProgram(python, args, { silent: true, onOutput: (text) => (output += text) });
  if (status !== 0) throw new Failure(`PyTorch did not train the networks:\n${output}`);
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** @param {readonly Comparison[]} comparisons */
function report(comparisons) {
  console.log(
    `Difference from PyTorch in float64 after ${STEPS} steps, as a share of how far the parameters moved:\n`,
  );
  const width = Math.max(...comparisons.map(({ name }) => name.length));
  console.log(`${''.padEnd(width)}  BBD Inspector   PyTorch, float32`);
  const isFar = (/** @type {Comparison} */ { ours, torch }) =>
    !(ours <= Math.max(TOLERANCE, TIMES_TORCH * torch));
  for (const comparison of comparisons) {
    const { name, ours, torch } = comparison;
    const mark = isFar(comparison) ? '  <- differs' : '';
    console.log(
      `${name.padEnd(width)}  ${ours.toExponential(1).padEnd(14)}  ${torch.toExponential(1)}${mark}`,
    );
  }
  const far = comparisons.filter(isFar);
  if (far.length > 0) throw new Failure(`${far.length} of ${comparisons.length} networks differ.`);
  console.log(`\nAll ${comparisons.length} agree.`);
}
