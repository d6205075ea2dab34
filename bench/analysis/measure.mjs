// Bundled and run by bench/analysis.mjs.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createRunAnalysis } from '../../src/decomposition/createRunAnalysis.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createDataset } from '../../src/data/dataset.ts';
import { selectSamples } from '../../src/engine/batches.ts';
import { analyzeDynamics } from '../../src/dynamics/analyzeDynamics.ts';
import { analyzeStatistics } from '../../src/dynamics/analyzeStatistics.ts';
import { unknown } from '../../src/dynamics/quantity.ts';
import { StepPasses } from '../../src/dynamics/stepPasses.ts';
import { createTrainingEngine } from '../../src/engine/createTrainingEngine.ts';
import { fusedKernels } from '../../src/engine/fusedKernels.ts';
import { frameWidth, packFrame } from '../../src/run/frame.ts';
import { RecordedTraining } from '../../src/worker/recordedTraining.ts';
import { createRecorders } from '../../src/worker/recorders.ts';
import { loadWasmModules } from '../../src/worker/wasmFiles.ts';
import { CASES, chainOf, experimentOf } from './networks.mjs';
import { createClock } from '../shared/clock.mjs';
import { median, spread } from '../shared/statistics.mjs';

/** Each contender works for about so long in every round. */
const TURN_MS = 20;

const [wasmDirectory, ...args] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args,
  options: {
    'rounds': { type: 'string', default: '25' },
    'cpu-time': { type: 'boolean', default: false },
    'no-fits': { type: 'boolean', default: false },
    'no-records': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const names = positionals.length > 0 ? positionals : Object.keys(CASES);

const clock = createClock(values['cpu-time']);

const engineOf = ({ network, data, training, seed }) =>
  createTrainingEngine({ network, data: createDataset(data, seed), training, seed });

/** The steps alone. */
function plainSteps(experiment) {
  const engine = engineOf(experiment);
  return (steps) => {
    for (let k = 0; k < steps; k++) engine.step();
  };
}

/** Steps as the worker takes them, up to the packed frame. */
function analysedSteps(experiment, every) {
  const training = new RecordedTraining(
    { ...experiment, analysis: { ...experiment.analysis, every } },
    createRecorders,
    false,
  );
  const packed = new Float64Array(frameWidth(experiment.network.links.length));
  return (steps) => {
    for (let k = 0; k < steps; k++) {
      const outcome = training.takeStep();
      if (outcome === undefined) throw new Error('the training diverged');
      if (outcome.frame !== undefined) packFrame(outcome.frame, packed, 0);
    }
  };
}

/**
 * Microseconds of a step for every contender and round, the contenders taking turns.
 * @param unit steps that a turn has a multiple of: 10 for the contender that analyses every tenth
 */
function measure(contenders, unit = 10) {
  const entries = Object.values(contenders);
  const counts = entries.map((take) => {
    for (let steps = unit; ; steps *= 2) {
      const start = clock();
      take(steps);
      const elapsed = clock() - start;
      if (elapsed > TURN_MS * 250)
        return unit * Math.max(1, Math.round((steps * TURN_MS * 1000) / elapsed / unit));
    }
  });
  const times = entries.map(() => []);
  for (let round = 0; round < rounds; round++) {
    entries.forEach((take, i) => {
      const start = clock();
      take(counts[i]);
      times[i].push((clock() - start) / counts[i]);
    });
  }
  return Object.fromEntries(Object.keys(contenders).map((name, i) => [name, times[i]]));
}

const paired = (over, under, combine) => over.map((value, round) => combine(value, under[round]));
const writeRow = (cells) => console.log(`| ${cells.join(' | ')} |`);
const digits = (value) => (value < 100 ? value.toPrecision(3) : value.toFixed(0));

function compare(name) {
  const given = CASES[name];
  if (given === undefined)
    throw new Error(`no network "${name}"; there are ${Object.keys(CASES).join(', ')}`);
  const experiment = experimentOf(given);
  const times = measure({
    alone: plainSteps(experiment),
    every: analysedSteps(experiment, 1),
    tenth: analysedSteps(experiment, 10),
  });
  const analysis = paired(times.every, times.alone, (a, b) => a - b);
  const everyStep = paired(times.every, times.alone, (a, b) => a / b);
  const everyTenth = paired(times.tenth, times.alone, (a, b) => a / b);
  const goals = [
    { what: 'an analysis', numbers: analysis, target: given.targets.microseconds, unit: ' µs' },
    { what: 'a step with analysis', numbers: everyStep, target: given.targets.everyStep, unit: ' steps' },
    { what: 'a step at every: 10', numbers: everyTenth, target: given.targets.everyTenth, unit: ' steps' },
  ];
  const cell = ({ numbers, target }) =>
    `${digits(median(numbers))} ± ${spread(numbers).toPrecision(1)}${target === undefined ? '' : ` (${target})`}`;
  writeRow([given.network.title, digits(median(times.alone)), ...goals.map(cell)]);
  return goals
    .filter(({ numbers, target }) => target !== undefined && median(numbers) > target)
    .map(({ what, target, unit }) => `${given.network.title}: ${what} takes more than ${target}${unit}.`);
}

/** Microseconds of analyses alone, of parameters that rest. */
function analyses(experiment, probes) {
  const { network, data, seed } = experiment;
  const engine = engineOf(experiment);
  const rows = Uint32Array.from({ length: probes }, (_, s) => s);
  const samples = selectSamples(createDataset(data, seed), rows);
  const analysis = createRunAnalysis({ network, source: engine, samples: probes, kernels: fusedKernels() });
  let step = 0;
  analysis.before(step, samples);
  return (count) => {
    for (let i = 0; i < count; i++) analysis.after(step++, samples);
  };
}

/** A record of the dynamics and one of the statistics of a step, again and again, beside analyses of the same size. */
function recordsOf(experiment) {
  const { network, data, training, seed } = experiment;
  const engine = engineOf(experiment);
  const dataset = createDataset(data, seed);
  const samples = selectSamples(
    dataset,
    Uint32Array.from({ length: 8 }, (_, s) => s),
  );
  const previous = engine.parameters();
  engine.step();
  const before = engine.parameters();
  engine.step();
  const after = engine.parameters();
  const { optimizer, learningRate, batchSize } = training;
  const step = { step: 1, mode: 'probe', learningRate };
  const analysis = createRunAnalysis({ network, source: engine, samples: 8, kernels: fusedKernels() });
  analysis.before(0, samples);
  const frame = analysis.after(0, samples);
  const pair = {
    before,
    after,
    samples: 8,
    inputsBefore: samples.x,
    inputsAfter: samples.x,
    targets: samples.y,
  };
  // Each record makes its own passes, though those of one step share theirs.
  const dynamics = () =>
    analyzeDynamics(network, optimizer, { ...step, previous, passes: new StepPasses(network, pair) });
  const statistics = () =>
    analyzeStatistics({
      ...step,
      network,
      optimizer,
      batchSize,
      dataSamples: dataset.samples,
      seed,
      passes: new StepPasses(network, pair),
      window: [frame],
      initialOrder: unknown('notSeen'),
    });
  const repeat = (take) => (count) => {
    for (let i = 0; i < count; i++) take();
  };
  return { analysis: analyses(experiment, 8), dynamics: repeat(dynamics), statistics: repeat(statistics) };
}

function compareRecords(name) {
  const experiment = experimentOf(CASES[name]);
  const times = measure(recordsOf(experiment), 1);
  const ratio = (over) => {
    const ratios = paired(times[over], times.analysis, (a, b) => a / b);
    return `${digits(median(times[over]))} (${digits(median(ratios))} ± ${spread(ratios).toPrecision(1)})`;
  };
  writeRow([
    CASES[name].network.title,
    digits(median(times.analysis)),
    ratio('dynamics'),
    ratio('statistics'),
  ]);
}

/** Least squares a + b x with relative weights, and the largest relative deviation from it. */
function fit(points) {
  let [s, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (const { x, y } of points) {
    const w = 1 / (y * y);
    s += w;
    sx += w * x;
    sy += w * y;
    sxx += w * x * x;
    sxy += w * x * y;
  }
  const b = (s * sxy - sx * sy) / (s * sxx - sx * sx);
  const a = (sy - b * sx) / s;
  return { a, b, worst: Math.max(...points.map(({ x, y }) => Math.abs((a + b * x) / y - 1))) };
}

function writeFit(what, xs, create) {
  const times = measure(Object.fromEntries(xs.map((x) => [`x${x}`, create(x)])));
  const points = xs.map((x) => ({ x, y: median(times[`x${x}`]) }));
  const { a, b, worst } = fit(points);
  console.log(
    `\nAgainst ${what}: ${points.map(({ x, y }) => `${x}: ${digits(y)}`).join(', ')} µs; ` +
      `fit ${digits(a)} + ${digits(b)} · ${what.split(' ')[0]} µs, off by at most ${(100 * worst).toFixed(0)} %.`,
  );
}

async function main() {
  const { backend, notice } = await startBackend('wasm', await loadWasmModules(wasmDirectory));
  if (backend !== 'wasm' || notice !== undefined) throw new Error(notice);
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
  const time = values['cpu-time'] ? 'processor time' : 'wall time';
  console.log(`Node ${process.version}, ${machine}, wasm, ${rounds} rounds, ${time}`);
  console.log(
    '8 probes, up to the packed frame; medians of paired differences and ratios ± half the quartiles, (target)\n',
  );
  writeRow(['network', 'step µs', 'analysis µs', 'every step ÷ step', 'every: 10 ÷ step']);
  writeRow(Array(5).fill('---'));
  const missed = names.flatMap((name) => compare(name));
  for (const line of missed) console.log(line);
  if (missed.length > 0) process.exitCode = 1;
  if (!values['no-records']) {
    console.log('\nRecords alone, µs (÷ an analysis of a pass after a step):\n');
    writeRow(['network', 'analysis', 'dynamics', 'statistics']);
    writeRow(Array(4).fill('---'));
    for (const name of names) compareRecords(name);
  }
  if (values['no-fits']) return;
  writeFit('depth (width 32, 8 probes)', [4, 8, 16, 32, 64, 128], (depth) => analyses(chainOf(depth, 32), 8));
  writeFit('probes (2-32×8-1)', [4, 8, 16, 32, 64, 128], (probes) => analyses(chainOf(9, 32), probes));
}

void main();
