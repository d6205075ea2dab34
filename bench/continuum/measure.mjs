// Bundled and run by bench/continuum.mjs.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createDataset } from '../../src/data/dataset.ts';
import { createRunAnalysis } from '../../src/decomposition/createRunAnalysis.ts';
import { decompose } from '../../src/decomposition/decompose.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { selectSamples } from '../../src/engine/batches.ts';
import { createTrainingEngine } from '../../src/engine/createTrainingEngine.ts';
import { fusedKernels } from '../../src/engine/fusedKernels.ts';
import { ContinuumRecorder } from '../../src/worker/continuumRecorder.ts';
import { loadWasmModules } from '../../src/worker/wasmFiles.ts';
import { createClock } from '../shared/clock.mjs';
import { median, spread } from '../shared/statistics.mjs';
import { CASES, experimentOf } from './networks.mjs';

/** Each contender works for about so long in every round. */
const TURN_MS = 20;
/** Analysed steps from one record to the next, by default. */
const RECORD_EVERY = 50;
/** Most that records may take of a frame, on average, in decompositions. */
const TARGET = 2;
/** Steps of training before the one that is recorded. */
const STEPS = 20;

const [wasmDirectory, examples, ...args] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args,
  options: { 'rounds': { type: 'string', default: '25' }, 'cpu-time': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);

const clock = createClock(values['cpu-time']);

/** Ways to look at the same step again and again, each on the network's own probe. */
function contendersOf(experiment) {
  const { network, data, training, seed, analysis: plan } = experiment;
  const dataset = createDataset(data, seed);
  const engine = createTrainingEngine({ network, data: dataset, training, seed });
  for (let k = 0; k < STEPS; k++) engine.step();
  const before = engine.parameters();
  engine.step();
  const after = engine.parameters();
  const probe = selectSamples(
    dataset,
    Uint32Array.from({ length: plan.probe }, (_, s) => s),
  );
  const { samples, x, y } = probe;
  const pair = { before, after, samples, inputsBefore: x, inputsAfter: x, targets: y };
  const analysis = createRunAnalysis({ network, source: engine, samples, kernels: fusedKernels() });
  let step = STEPS + 1;
  analysis.before(step, probe);
  const recorder = new ContinuumRecorder(experiment);
  const record = () => recorder.record(STEPS, { before, after }, probe, probe);
  return {
    fused: () => analysis.after(step++, probe),
    plain: () => decompose(network, pair),
    record,
    details: () => {
      recorder.ask();
      return record();
    },
  };
}

/** Microseconds of one call for every contender and round, the contenders taking turns. */
function measure(contenders) {
  const entries = Object.values(contenders);
  const counts = entries.map((take) => {
    for (let count = 1; ; count *= 2) {
      const start = clock();
      for (let i = 0; i < count; i++) take();
      const elapsed = clock() - start;
      if (elapsed > TURN_MS * 1000 * 5) return Math.max(1, Math.round((count * TURN_MS * 1000) / elapsed));
    }
  });
  const times = entries.map(() => []);
  for (let round = 0; round < rounds; round++) {
    entries.forEach((take, i) => {
      const start = clock();
      for (let k = 0; k < counts[i]; k++) take();
      times[i].push((clock() - start) / counts[i]);
    });
  }
  return Object.fromEntries(Object.keys(contenders).map((name, i) => [name, times[i]]));
}

const digits = (value) => (value < 100 ? value.toPrecision(3) : value.toFixed(0));
const writeRow = (cells) => console.log(`| ${cells.join(' | ')} |`);

function compare(name) {
  const experiment = experimentOf(name, examples);
  const times = measure(contendersOf(experiment));
  const ratios = (over, under) => times[over].map((value, round) => value / times[under][round]);
  const cell = (numbers) => `${digits(median(numbers))} ± ${spread(numbers).toPrecision(1)}`;
  const frame = ratios('record', 'fused').map((ratio) => ratio / RECORD_EVERY);
  writeRow([
    `${name}: ${CASES[name]}`,
    digits(median(times.fused)),
    digits(median(times.plain)),
    digits(median(times.record)),
    cell(ratios('record', 'plain')),
    cell(ratios('record', 'fused')),
    `${cell(frame)} (${TARGET})`,
    digits(median(times.details)),
  ]);
  return median(frame) > TARGET ? [`${name}: records take more than ${TARGET} decompositions a frame.`] : [];
}

async function main() {
  const { backend, notice } = await startBackend('wasm', await loadWasmModules(wasmDirectory));
  if (backend !== 'wasm' || notice !== undefined) throw new Error(notice);
  const time = values['cpu-time'] ? 'processor time' : 'wall time';
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${rounds} rounds, ${time}`,
  );
  console.log('Microseconds, and medians of paired ratios ± half the quartiles, (target)\n');
  writeRow([
    'network',
    'decomposition: kernels µs',
    'plain µs',
    'record µs',
    'record ÷ plain',
    'record ÷ kernels',
    `a frame’s share of records at every ${RECORD_EVERY}th ÷ kernels`,
    'record with details µs',
  ]);
  writeRow(Array(8).fill('---'));
  const missed = (positionals.length > 0 ? positionals : Object.keys(CASES)).flatMap((name) => compare(name));
  for (const line of missed) console.log(line);
  if (missed.length > 0) process.exitCode = 1;
}

void main();
