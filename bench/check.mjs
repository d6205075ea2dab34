// Time of a check while someone types: parsing, checking and symmetry, for specs of several sizes:
//   node bench/check.mjs [--edits N] [--cpu-time] [--kinds]
// Prints medians and 95th percentiles over N edits (200) and says which targets hold; the exit code is 0 in any case, for
// times depend on the machine. On one with other work --cpu-time is the steadier clock. --kinds adds the medians of each kind
// of keystroke.
import { runMeasurement } from '../tools/setup/measurement.mjs';

await runMeasurement('check');
