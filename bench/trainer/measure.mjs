// Bundled and run by bench/trainer.mjs.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBackend } from '../../src/engine/backend.ts';
import { createDataset } from '../../src/data/dataset.ts';
import { createTrainingEngine } from '../../src/engine/createTrainingEngine.ts';
import { RecordedTraining } from '../../src/worker/recordedTraining.ts';
import { experimentOn, NETWORKS } from './networks.mjs';
import { stockFit, stockMinimize } from './stock.mjs';

const REQUIRED_RATIO = 1.5;
/** Each contender trains for about so long in every round. */
const TURN_MS = 400;

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: { 'rounds': { type: 'string', default: '7' }, 'cpu-time': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const names = positionals.length > 0 ? positionals : Object.keys(NETWORKS);

/** The engine alone. */
function engine({ network, data, training, seed }) {
  const own = createTrainingEngine({ network, data: createDataset(data, seed), training, seed });
  return (steps) => {
    for (let k = 0; k < steps; k++) own.step();
  };
}

/** The engine as the worker uses it, every step decomposed on 8 samples. */
function engineWithAnalysis(experiment) {
  const training = new RecordedTraining(experiment, false);
  return (steps) => {
    for (let k = 0; k < steps; k++) training.takeStep();
  };
}

const CONTENDERS = {
  engine,
  'engine + analysis': engineWithAnalysis,
  'minimize': stockMinimize,
  'fit': stockFit,
};

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** What the clock shows, in seconds: wall time, or the processor time of this process on a machine with other work. */
const clock = () => {
  if (!values['cpu-time']) return performance.now() / 1000;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function secondsOf(act) {
  const start = clock();
  await act();
  return clock() - start;
}

/** Steps per second of every contender in every round, the contenders taking turns. */
async function measure(experiment) {
  const contenders = [];
  for (const [name, create] of Object.entries(CONTENDERS)) {
    const train = create(experiment);
    await train(1);
    const pilot = await secondsOf(() => train(2));
    const steps = Math.max(1, Math.min(20_000, Math.round((2 * TURN_MS) / 1000 / pilot)));
    contenders.push({ name, train, steps, speeds: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { train, steps, speeds } of contenders)
      speeds.push(steps / (await secondsOf(() => train(steps))));
  }
  return Object.fromEntries(contenders.map(({ name, speeds }) => [name, speeds]));
}

const ratio = (over, under) => median(over.map((speed, round) => speed / under[round]));
const writeSpeed = (speeds) => {
  const speed = median(speeds);
  return speed < 100 ? speed.toPrecision(3) : speed.toFixed(0);
};

async function main() {
  const { backend, notice } = await startBackend('wasm', process.argv[2]);
  if (backend !== 'wasm') throw new Error(notice);
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, wasm, ${rounds} rounds`,
  );
  console.log(
    `Steps per second${values['cpu-time'] ? ' of processor time' : ''}, medians; ratios are medians of paired ratios.\n`,
  );
  console.log(
    '| network | engine | with analysis of every step | stock `minimize` | `model.fit` | engine ÷ minimize | engine ÷ fit |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const name of names) {
    const network = NETWORKS[name];
    if (network === undefined)
      throw new Error(`no network "${name}"; there are ${Object.keys(NETWORKS).join(', ')}`);
    const speeds = await measure(experimentOn(network));
    const overMinimize = ratio(speeds.engine, speeds.minimize);
    const cells = [
      network.title,
      ...Object.values(speeds).map(writeSpeed),
      overMinimize.toFixed(2),
      ratio(speeds.engine, speeds.fit).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    if (overMinimize < REQUIRED_RATIO) {
      console.log(`The engine is less than ${REQUIRED_RATIO} times as fast as minimize on ${network.title}.`);
      process.exitCode = 1;
    }
  }
}

void main();
