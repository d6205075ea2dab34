// What the decomposition of steps costs beside the steps themselves, in one run:
//   node bench/analysis.mjs [--rounds N] [--cpu-time] [--no-records] [--no-fits] [network ...]
// e.g. node bench/analysis.mjs --rounds 5 small conv2d. Exits with 1 when a target is missed.
import { runMeasurement, wasmFolder } from '../tools/setup/measurement.mjs';

await runMeasurement('analysis', [await wasmFolder()]);
