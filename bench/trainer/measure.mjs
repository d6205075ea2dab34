// Bundled and run by bench/trainer.mjs.
/* global WebAssembly */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { createDataset } from '../../src/data/dataset.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainingEngine } from '../../src/engine/createTrainingEngine.ts';
import { provideFusedKernels } from '../../src/engine/fusedKernels.ts';
import { KernelEngine } from '../../src/engine/kernelEngine.ts';
import { loadWasmModules } from '../../src/worker/wasmFiles.ts';
import { registerOwnKernels } from '../../src/engine/registered/registerKernels.ts';
import { pythonWithTorch } from '../../tools/setup/torch.mjs';
import { keepKernels } from '../layers/keepKernels.mjs';
import { experimentOn, NETWORKS } from './networks.mjs';
import { stockFit, stockMinimize } from './stock.mjs';
import { startTorch } from './torch.mjs';
import { createClock } from '../shared/clock.mjs';
import { median } from '../shared/statistics.mjs';

/** Each contender trains for about so long in every round. */
const TURN_MS = 400;

const [wasmDirectory, scriptFolder, ...args] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args,
  options: { 'rounds': { type: 'string', default: '7' }, 'cpu-time': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const names = positionals.length > 0 ? positionals : Object.keys(NETWORKS);

const microseconds = createClock(values['cpu-time']);
const clock = () => microseconds() / 1e6;

/** A contender of this process: the seconds of so many steps, taken with the TF.js kernels that `prepare` puts in place. */
const timed = (train, prepare) => async (steps) => {
  prepare();
  const start = clock();
  await train(steps);
  return clock() - start;
};

const engineOptions = ({ network, data, training, seed }) => ({
  network,
  data: createDataset(data, seed),
  training,
  seed,
});

/** A build of our kernels (tools/setup/kernels.mjs), compiled. */
const build = (file) => new WebAssembly.Module(readFileSync(join(wasmDirectory, file)));

/** The fused step of a build. */
const fusedBy = (file) => (experiment) => {
  provideFusedKernels(build(file));
  const engine = createTrainingEngine(engineOptions(experiment));
  if (engine.path !== 'fused') throw new Error('the fused step is not what is used');
  return (steps) => {
    for (let k = 0; k < steps; k++) engine.step();
  };
};

/** What networks use that the fused step cannot train: our and TF.js's kernels, one after the other. */
function layers(experiment) {
  provideFusedKernels(build('bbd-kernels.wasm'));
  const engine = new KernelEngine(engineOptions(experiment));
  return (steps) => {
    for (let k = 0; k < steps; k++) engine.step();
  };
}

const OWN = {
  'fused': fusedBy('bbd-kernels.wasm'),
  'fused, FMA': fusedBy('bbd-kernels-fma.wasm'),
  layers,
};
/** TF.js as it is, without any kernel of ours. */
const STOCK = { minimize: stockMinimize, fit: stockFit };
const NAMES = [...Object.keys(OWN), ...Object.keys(STOCK), 'PyTorch'];

/** Over whom each is measured, in the order of the columns. */
const RATIOS = [
  ['fused', 'minimize'],
  ['fused', 'fit'],
  ['fused', 'PyTorch'],
  ['fused, FMA', 'PyTorch'],
  ['layers', 'minimize'],
];

/** How many steps make a turn; taking them also lets the compilers finish. */
async function stepsOfTurn(secondsOf) {
  for (let steps = 1; ; steps *= 4) {
    const seconds = await secondsOf(steps);
    if (seconds > TURN_MS / 8000) return Math.max(1, Math.round((steps * TURN_MS) / 1000 / seconds));
  }
}

/** Steps per second of every contender in every round, the contenders taking turns. */
async function measure(network, kernels, python) {
  const experiment = experimentOn(network);
  const contenders = [
    { prepare: kernels.own, creators: OWN },
    { prepare: kernels.stock, creators: STOCK },
  ].flatMap(({ prepare, creators }) =>
    Object.entries(creators).flatMap(([name, create]) => {
      prepare();
      const train = create(experiment);
      return train === undefined ? [] : [{ name, secondsOf: timed(train, prepare) }];
    }),
  );
  const torch = python && (await startTorch(python, scriptFolder, network, experiment.training.learningRate));
  if (torch) {
    contenders.push({
      name: 'PyTorch',
      secondsOf: async (steps) => {
        const { wall, processor } = await torch.secondsOfSteps(steps);
        return values['cpu-time'] ? processor : wall;
      },
    });
  }
  for (const contender of contenders) {
    contender.steps = await stepsOfTurn(contender.secondsOf);
    contender.speeds = [];
  }
  for (let round = 0; round < rounds; round++) {
    for (const { secondsOf, steps, speeds } of contenders) speeds.push(steps / (await secondsOf(steps)));
  }
  torch?.close();
  const speeds = Object.fromEntries(contenders.map((contender) => [contender.name, contender.speeds]));
  return { speeds, version: torch?.version };
}

const writeRow = (cells) => console.log(`| ${cells.join(' | ')} |`);
const writeHead = (cells) => {
  writeRow(cells);
  writeRow(cells.map(() => '---'));
};
const writeNumber = (number) => (number < 100 ? number.toPrecision(3) : number.toFixed(0));

/** The ratios of two contenders, round by round; undefined where one of them did not take part. */
const ratios = (speeds, [over, under]) =>
  speeds[over] && speeds[under] && speeds[over].map((speed, round) => speed / speeds[under][round]);

function writeSpeeds(results) {
  writeHead(['network', ...NAMES]);
  for (const { network, speeds } of results) {
    writeRow([
      network.title,
      ...NAMES.map((name) => (speeds[name] ? writeNumber(median(speeds[name])) : '')),
    ]);
  }
}

/** Medians of the ratios and, in brackets, their lowest and highest. */
function writeRatios(results) {
  writeHead(['network', ...RATIOS.map((pair) => pair.join(' ÷ '))]);
  for (const { network, speeds } of results) {
    const cells = RATIOS.map((pair) => {
      const all = ratios(speeds, pair);
      return all
        ? `${writeNumber(median(all))} (${writeNumber(Math.min(...all))} to ${writeNumber(Math.max(...all))})`
        : '';
    });
    writeRow([network.title, ...cells]);
  }
}

/** Says of every target whether it was reached: by the build that runs in VS Code take, and by the other one. */
function writeTargets(results) {
  for (const { network, speeds } of results) {
    for (const [of, target] of Object.entries(network.targets ?? {})) {
      const reached = (contender) => median(ratios(speeds, [contender, of]) || [NaN]);
      const [inCode, without] = [reached('fused, FMA'), reached('fused')];
      if (Number.isNaN(inCode)) continue;
      const verdict = (ratio) => `${writeNumber(ratio)} ${ratio >= target ? 'reached' : 'MISSED'}`;
      console.log(
        `- ${network.title}: fused ÷ ${of}, target ${target}: ${verdict(inCode)} (without FMA ${verdict(without)})`,
      );
      if (inCode < target) process.exitCode = 1;
    }
  }
}

async function main() {
  const { backend, notice } = await startBackend('wasm', await loadWasmModules(wasmDirectory));
  if (backend !== 'wasm' || notice !== undefined) throw new Error(notice);
  const stock = keepKernels();
  registerOwnKernels();
  const kernels = { stock, own: keepKernels() };
  // What newer versions of V8, those of VS Code among them, have by themselves.
  if (!WebAssembly.validate(readFileSync(join(wasmDirectory, 'bbd-kernels-fma.wasm')))) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
  const python = pythonWithTorch();
  const results = [];
  for (const name of names) {
    const network = NETWORKS[name];
    if (network === undefined)
      throw new Error(`no network "${name}"; there are ${Object.keys(NETWORKS).join(', ')}`);
    results.push({ network, ...(await measure(network, kernels, python)) });
  }
  const { version } = results[0];
  const clockName = values['cpu-time'] ? 'processor time' : 'time';
  console.log(
    `${version ? `PyTorch ${version}` : 'No Python with PyTorch (Debian: python3-torch) was found'}; ${rounds} rounds.\n`,
  );
  console.log(`Steps per second of ${clockName}, medians:\n`);
  writeSpeeds(results);
  console.log('\nMedians of paired ratios (lowest to highest):\n');
  writeRatios(results);
  console.log('');
  writeTargets(results);
}

void main();
