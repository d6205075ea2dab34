// Steps per second of networks with convolutions, norms and Adam, layer by layer, against stock TensorFlow.js:
//   node bench/layers.mjs [--rounds N] [--cpu-time] [network ...]
// Exits with 1 when they are less than twice as fast as stock `minimize`.
import { runMeasurement, wasmFolder } from '../tools/setup/measurement.mjs';
import { inRepository } from '../tools/setup/repository.mjs';

await runMeasurement('layers', [await wasmFolder(), inRepository('examples')]);
