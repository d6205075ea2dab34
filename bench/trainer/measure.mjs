// Bundled and run by bench/trainer.mjs.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBackend } from '../../src/engine/backend.ts';
import { loadWasmModules } from '../../src/worker/wasmFiles.ts';
import { createDataset } from '../../src/data/dataset.ts';
import { createTrainingEngine } from '../../src/engine/createTrainingEngine.ts';
import { KernelEngine } from '../../src/engine/kernelEngine.ts';
import { RecordedTraining } from '../../src/worker/recordedTraining.ts';
import { pythonWithTorch } from '../../tools/setup/torch.mjs';
import { experimentOn, NETWORKS } from './networks.mjs';
import { stockFit, stockMinimize } from './stock.mjs';
import { startTorch } from './torch.mjs';

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

/** What the clock shows, in seconds: wall time, or the processor time of this process on a machine with other work. */
const clock = () => {
  if (!values['cpu-time']) return performance.now() / 1000;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** A contender of this process: the seconds of so many steps. */
const timed = (train) => async (steps) => {
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

/** What a run on wasm uses by itself: the fused step. */
function fused(experiment) {
  const engine = createTrainingEngine(engineOptions(experiment));
  if (engine.path !== 'fused') throw new Error('the fused step is not what is used');
  return (steps) => {
    for (let k = 0; k < steps; k++) engine.step();
  };
}

/** What everything that the fused step cannot do uses: TF.js kernels, called directly. */
function kernels(experiment) {
  const engine = new KernelEngine(engineOptions(experiment));
  return (steps) => {
    for (let k = 0; k < steps; k++) engine.step();
  };
}

/** The fused step as the worker uses it, every step decomposed on 8 samples. */
function fusedWithAnalysis(experiment) {
  const training = new RecordedTraining(experiment, false);
  return (steps) => {
    for (let k = 0; k < steps; k++) training.takeStep();
  };
}

const OWN = {
  fused,
  'fused, analysed': fusedWithAnalysis,
  kernels,
  'minimize': stockMinimize,
  'fit': stockFit,
};

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** How many steps make a turn; taking them also lets the compilers finish. */
async function stepsOfTurn(secondsOf) {
  for (let steps = 1; ; steps *= 4) {
    const seconds = await secondsOf(steps);
    if (seconds > TURN_MS / 8000) return Math.max(1, Math.round((steps * TURN_MS) / 1000 / seconds));
  }
}

/** Steps per second of every contender in every round, the contenders taking turns. */
async function measure(network, python) {
  const experiment = experimentOn(network);
  const contenders = Object.entries(OWN).map(([name, create]) => ({
    name,
    secondsOf: timed(create(experiment)),
  }));
  const torch = python && (await startTorch(python, scriptFolder, network, experiment.training.learningRate));
  if (torch) {
    contenders.push({
      name: 'torch',
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
  return Object.fromEntries(contenders.map(({ name, speeds }) => [name, speeds]));
}

const ratio = (over, under) => median(over.map((speed, round) => speed / under[round]));
const writeSpeed = (speeds) => {
  if (speeds === undefined) return '';
  const speed = median(speeds);
  return speed < 100 ? speed.toPrecision(3) : speed.toFixed(0);
};
const writeRow = (cells) => console.log(`| ${cells.join(' | ')} |`);

async function main() {
  const { backend, notice } = await startBackend('wasm', await loadWasmModules(wasmDirectory));
  if (backend !== 'wasm' || notice !== undefined) throw new Error(notice);
  const python = pythonWithTorch();
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
  console.log(`Node ${process.version}, ${machine}, wasm, ${rounds} rounds`);
  if (python === undefined) console.log('No Python with PyTorch (Debian: python3-torch) was found.');
  console.log(
    `Steps per second${values['cpu-time'] ? ' of processor time' : ''}, medians; ratios are medians of paired ratios.\n`,
  );
  writeRow([
    'network',
    ...Object.keys(OWN),
    'PyTorch',
    'fused ÷ minimize (target)',
    'fused ÷ PyTorch (target)',
    'fused ÷ fit',
    'kernels ÷ minimize',
  ]);
  writeRow(Array(11).fill('---'));
  for (const name of names) {
    const network = NETWORKS[name];
    if (network === undefined)
      throw new Error(`no network "${name}"; there are ${Object.keys(NETWORKS).join(', ')}`);
    const speeds = await measure(network, python);
    const over = (a, b) => (speeds[b] === undefined ? undefined : ratio(speeds[a], speeds[b]));
    const goals = [
      { of: 'minimize', reached: over('fused', 'minimize'), target: network.targets.minimize },
      { of: 'PyTorch', reached: over('fused', 'torch'), target: network.targets.torch },
    ];
    writeRow([
      network.title,
      ...[...Object.keys(OWN), 'torch'].map((contender) => writeSpeed(speeds[contender])),
      ...goals.map(({ reached, target }) =>
        reached === undefined ? '' : `${reached.toPrecision(3)} (${target})`,
      ),
      over('fused', 'fit').toPrecision(3),
      over('kernels', 'minimize').toPrecision(3),
    ]);
    for (const { of, reached, target } of goals) {
      if (reached === undefined || reached >= target) continue;
      console.log(`On ${network.title} the fused step is less than ${target} times as fast as ${of}.`);
      process.exitCode = 1;
    }
  }
}

void main();
