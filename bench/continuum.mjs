// What a record of the continuum limit costs beside the decomposition of a step:
//   node bench/continuum.mjs [--rounds N] [--cpu-time] [local | residual | dense | conv ...]
// Exits with 1 when the target is missed.
import { runMeasurement, wasmFolder } from '../tools/setup/measurement.mjs';
import { inRepository } from '../tools/setup/repository.mjs';

await runMeasurement('continuum', [await wasmFolder(), inRepository('examples')]);
