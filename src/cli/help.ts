import { EXIT } from './exitCodes.js';

export const HELP = `bbd: bulk-boundary decomposition of the training Lagrangian of a neural network

Usage
  bbd analyze SPEC [options]     train the network of SPEC and decompose its training steps
  bbd check SPEC... [options]    report what is wrong with specs and what breaks their symmetry
                                 along depth, one finding a line:
                                 file:line:column severity code message
  bbd refine [options]           prove the gradient expansion of local networks: its errors on
                                 finer and finer lattices of the same smooth fields
  bbd --help | --version

SPEC is a .bbd.yaml, .bbd.yml or .bbd.json file, or the .json file of a Keras model (model.to_json()
of Keras 2 or 3, or the model.json of a TF.js layers model).

Options of analyze; the first eight override what the spec says
  --steps N          take N training steps
  --every N          decompose steps 0, N, 2N, ...
  --seed N           seed of all random choices
  --seeds N          make N runs, with seed, seed + 1, ..., for means and standard errors
  --mode MODE        samples that the terms are taken on: probe, batch or streaming
  --dynamics N       energy flow, damping and forces at every N-th analysed step; 0 for none
  --continuum N      blocks of equal layers as a continuum at every N-th analysed step; 0 for none
  --statistics N     also statistics over samples, noise, balances and order, every N steps
  --json FILE|-      write all frames as JSON (bbd-analysis/1); - writes to standard output,
                     which then holds nothing else
  --export FILE      write the run, by the ending of FILE; may be repeated: .csv or .parquet
                     (tables of layers, network and blocks, with what made them), .json (as --json),
                     .tex (LaTeX table of one frame), .html (report that needs no other file)
  --frame STEP       the frame of the LaTeX table, or the nearest; the last one by default
  --trajectory DIR   write the parameters and samples of every decomposed step to
                     DIR/trajectory.safetensors, and DIR/analysis.json beside it

Options of check
  --format FORMAT        text; json (bbd-check/1); or sarif (SARIF 2.1.0)
  --max-severity LEVEL   findings up to LEVEL are allowed, worse ones exit with 1:
                         none, information, warning (default) or error
  --severity CODE=LEVEL  let CODE count as off, information, warning or error; may be repeated;
                         errors stay errors

Options of refine
  --offsets NAME     where weights are: midLink, paper, presynaptic, postsynaptic or generic;
                     all of them by default
  --fields KIND      one weight field for both taps, or perTap; both by default
  --sizes N,N,...    layers and neurons of the lattices, multiples of 16; 16,32,64,128,256
  --format FORMAT    text; or json (bbd-refine/1)

Ctrl+C stops the training; what was recorded until then is still written.

Exit codes
  ${EXIT.done}    the run has completed; no finding is worse than allowed
  ${EXIT.badInput}    a spec has errors or findings worse than allowed, or a file cannot be read or written
  ${EXIT.usage}    the command line is wrong
  ${EXIT.diverged}    the training diverged; what was recorded before is written
  ${EXIT.failed}    the training failed
  ${EXIT.notTrainable}    the spec is correct, but this version does not train it yet
  ${EXIT.interrupted}  stopped with Ctrl+C; what was recorded before is written
`;
