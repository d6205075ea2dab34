// Bundled and run by bench/layers.mjs.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { startBackend } from '../../src/engine/backend.ts';
import { createDataset } from '../../src/data/dataset.ts';
import { KernelEngine } from '../../src/engine/kernelEngine.ts';
import { Kernels } from '../../src/engine/kernels.ts';
import { plainLayers } from '../../src/engine/layers/plainLayers.ts';
import { registerOwnKernels } from '../../src/engine/registered/registerKernels.ts';
import { loadWasmModules } from '../../src/worker/wasmFiles.ts';
import { experimentOf, NETWORKS } from './networks.mjs';
import { keepKernels } from './keepKernels.mjs';
import { createClock } from '../shared/clock.mjs';
import { median } from '../shared/statistics.mjs';

/** Each contender trains for about so long in every round. */
const TURN_MS = 400;
/** Times stock `minimize`. */
const TARGET = 2;

const [wasmDirectory, examples, ...args] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args,
  options: { 'rounds': { type: 'string', default: '7' }, 'cpu-time': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const names = positionals.length > 0 ? positionals : Object.keys(NETWORKS);

const microseconds = createClock(values['cpu-time']);
const clock = () => microseconds() / 1e6;

const spread = (numbers) => `${Math.min(...numbers).toPrecision(3)}–${Math.max(...numbers).toPrecision(3)}`;
const written = (number) => (number < 100 ? number.toPrecision(3) : number.toFixed(0));

/** A contender takes a step; `before` makes its backend and its kernels the active ones. */
async function contendersOf({ stock, backend }, experiment, kernels) {
  const { network, data, training, seed } = experiment;
  const options = { network, data: createDataset(data, seed), training, seed };
  const on = async (name, restore, create) => {
    const before = async () => {
      restore();
      await setBackend(name);
    };
    await before();
    return { before, step: create() };
  };
  const engineStep = (engine) => () => engine.step();
  return {
    'own kernels': await on('wasm', kernels.own, () => engineStep(new KernelEngine(options))),
    'every backend’s': await on('wasm', kernels.stock, () =>
      engineStep(new KernelEngine(options, plainLayers(new Kernels()))),
    ),
    'minimize': await on(backend, kernels.stock, () => stock(experiment)),
    'minimize + registered': await on('wasm', kernels.own, () => stock(experiment)),
  };
}

async function measure(network, kernels) {
  const contenders = Object.entries(
    await contendersOf(network, experimentOf(network, examples), kernels),
  ).map(([name, contender]) => ({ name, ...contender, speeds: [], steps: 1 }));
  const secondsOf = async ({ before, step }, steps) => {
    await before();
    const start = clock();
    for (let k = 0; k < steps; k++) step();
    return clock() - start;
  };
  for (const contender of contenders) {
    // Taking them also lets the compilers finish.
    for (let steps = 1; ; steps *= 4) {
      const seconds = await secondsOf(contender, steps);
      contender.steps = Math.max(1, Math.round((steps * TURN_MS) / 1000 / seconds));
      if (seconds > TURN_MS / 4000) break;
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      contender.speeds.push(contender.steps / (await secondsOf(contender, contender.steps)));
    }
  }
  return Object.fromEntries(contenders.map(({ name, speeds }) => [name, speeds]));
}

async function main() {
  const wasm = await loadWasmModules(wasmDirectory);
  await startBackend('cpu', wasm);
  const { backend, notice } = await startBackend('wasm', wasm);
  if (backend !== 'wasm' || notice !== undefined) throw new Error(notice);
  const stock = keepKernels();
  registerOwnKernels();
  const kernels = { stock, own: keepKernels() };
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
  console.log(`Node ${process.version}, TensorFlow.js ${version_core}, ${machine}, ${rounds} rounds`);
  console.log(
    `Steps per second${values['cpu-time'] ? ' of processor time' : ''}, medians; ratios are medians of paired ratios, least and greatest behind them.\n`,
  );
  const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
  const columns = ['own kernels', 'every backend’s', 'minimize', 'minimize + registered'];
  row(['network', ...columns, `own ÷ minimize (${TARGET})`, 'on', 'own ÷ every backend’s']);
  row(Array(columns.length + 4).fill('---'));
  for (const name of names) {
    const network = NETWORKS[name];
    if (network === undefined)
      throw new Error(`no network "${name}"; there are ${Object.keys(NETWORKS).join(', ')}`);
    const speeds = await measure(network, kernels);
    const over = (other) => speeds['own kernels'].map((speed, round) => speed / speeds[other][round]);
    const ratios = over('minimize');
    row([
      network.title,
      ...columns.map((column) => written(median(speeds[column]))),
      `${written(median(ratios))} (${spread(ratios)})`,
      network.backend,
      written(median(over('every backend’s'))),
    ]);
    if (median(ratios) < TARGET) {
      console.log(`${network.title}: less than ${TARGET} times as fast as minimize.`);
      process.exitCode = 1;
    }
  }
}

void main();
