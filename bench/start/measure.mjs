// Bundled and run by bench/start.mjs: [worker file] [wasm folder] [empty worker] [options]
import { Worker } from 'node:worker_threads';
import { lintSpec } from '../../src/symmetry/lintSpec.ts';
import { startRun } from '../../src/worker/runClient.ts';
import { createClock } from '../shared/clock.mjs';
import { median } from '../shared/statistics.mjs';

const SPECS = {
  'fused': `bbd: 1
data: {source: teacher, inputs: 2, outputs: 1, samples: 64}
layers:
  - {type: dense, units: 32, activation: tanh}
  - repeat: 7
    layers:
      - {type: dense, units: 32, activation: tanh}
  - {type: dense, units: 1}
loss: mse
training: {optimizer: sgd, learningRate: 0.01, batchSize: 1, steps: 1}
`,
  'kernel by kernel': `bbd: 1
data: {source: digits}
layers:
  - {type: conv2d, filters: 8, kernel: 3, padding: same, activation: relu}
  - {type: maxPool2d, size: 2}
  - {type: flatten}
  - {type: dense, units: 10}
loss: crossEntropy
training: {optimizer: adam, learningRate: 0.01, batchSize: 8, steps: 1}
`,
};

const [workerFile, wasmDirectory, emptyWorker, ...options] = process.argv.slice(2);
const roundsAt = options.indexOf('--rounds');
const rounds = roundsAt === -1 ? 20 : Number(options[roundsAt + 1]);

const microseconds = createClock(options.includes('--cpu-time'));
const clock = () => microseconds() / 1000;

/** Milliseconds until an empty worker has answered: what Node itself needs. */
function timeEmpty() {
  return new Promise((resolve) => {
    const begun = clock();
    const worker = new Worker(emptyWorker, { stdout: true, stderr: true });
    worker.once('message', () => {
      resolve(clock() - begun);
      void worker.terminate();
    });
    worker.postMessage('');
  });
}

/** Milliseconds until the first step has been taken, analysed and told. */
async function timeFirstStep(experiment) {
  const begun = clock();
  let started;
  let first;
  const run = startRun({
    workerFile,
    wasmDirectory,
    runId: 1,
    experiment,
    onEvent: (event) => {
      if (event.type === 'started') started = clock() - begun;
      if (event.type === 'frames') first ??= clock() - begun;
    },
  });
  const result = await run.ended;
  if (first === undefined) throw new Error(`no step was taken: ${result.message}`);
  return { started, first };
}

const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))].toFixed(0);
  return `${median(values).toFixed(0)} (${at(0.1)}–${at(0.9)})`;
};

const environment = {
  readDataFile: () => ({ ok: false, error: { kind: 'missing', message: 'no files here' } }),
};
const experiments = Object.entries(SPECS).map(([name, text]) => {
  const { experiment, diagnostics } = lintSpec(text, environment);
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { name, experiment, started: [], first: [], share: [] };
});
async function measure() {
  const empty = [];
  for (let round = 0; round <= rounds; round++) {
    const floor = await timeEmpty();
    if (round > 0) empty.push(floor);
    for (const each of experiments) {
      const { started, first } = await timeFirstStep(each.experiment);
      // The first run of all warms the caches of the disk.
      if (round === 0) continue;
      each.started.push(started);
      each.first.push(first);
      each.share.push(first - floor);
    }
  }
  console.log('| | ms, median (10 % – 90 %) | beyond an empty worker |\n| --- | --- | --- |');
  console.log(`| an empty worker has answered | ${spread(empty)} | |`);
  for (const { name, started, first, share } of experiments) {
    console.log(`| ${name}: backend started | ${spread(started)} | |`);
    console.log(`| ${name}: first step taken, analysed and told | ${spread(first)} | ${spread(share)} |`);
  }
}

void measure();
