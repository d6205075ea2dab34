// Steps per second of the training engines against stock TensorFlow.js and, where it is installed, PyTorch on one thread, in one run:
//   node bench/trainer.mjs [--rounds N] [--cpu-time] [network ...]
// e.g. node bench/trainer.mjs --rounds 3 small wide. On a machine with other work --cpu-time is the steadier clock.
// Exits with 1 when the fused step misses its target on one of the networks.
import { runMeasurement, wasmFolder } from '../tools/setup/measurement.mjs';
import { inRepository } from '../tools/setup/repository.mjs';

await runMeasurement('trainer', [await wasmFolder(), inRepository('bench', 'trainer')]);
