import { basename, resolve } from 'node:path';
import { messageOf } from '../base/result.js';
import { trainingSamples } from '../data/split.js';
import { dynamicsPlan } from '../network/dynamicsPlan.js';
import type { Experiment } from '../network/types.js';
import { findingsOf } from '../export/exportedRun.js';
import type { AnalyzeCommand, Overrides } from './commandLine.js';
import { EXIT, exitCodeOf, type ExitCode } from './exitCodes.js';
import { RunOutputs } from './runOutputs.js';
import { checkFile, describeFindings, placeWriter, type CheckedFile } from './checkedFile.js';
import { symmetryJson } from '../symmetry/symmetryJson.js';
import { symmetryLine } from './symmetryLine.js';
import { SYMMETRY_CODES } from '../symmetry/symmetryCodes.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import { summarize } from './summary.js';
import type { Terminal } from './terminal.js';
import { summarizeEnsemble } from './ensembleSummary.js';
import { summarizeContinuum } from './continuumSummary.js';
import { summarizeDynamics } from './dynamicsSummary.js';
import { summarizeStatistics } from './statisticsSummary.js';
import { trainEnsemble } from './trainEnsemble.js';
import { trainRun, type WorkerFiles } from './trainRun.js';

/** What the command needs of the installed program. */
export interface Installation extends WorkerFiles {
  readonly version: string;
  /** The documentation of diagnostics. */
  readonly guideFile: string;
}

/** Trains and decomposes the network of a spec, and writes what was asked for. */
export async function runAnalyze(
  command: AnalyzeCommand,
  terminal: Terminal,
  installation: Installation,
): Promise<ExitCode> {
  const file = checkFile(command.spec, terminal.workingDirectory);
  const checked = tell(file, terminal);
  if (checked.experiment === undefined) return checked.gap === undefined ? EXIT.badInput : EXIT.notTrainable;
  const experiment = override(checked.experiment, command.overrides);
  const pathOf = (path: string | undefined): string | undefined =>
    path === undefined || path === '-' ? path : resolve(terminal.workingDirectory, path);
  let outputs: RunOutputs | undefined;
  try {
    outputs = new RunOutputs(
      {
        json: pathOf(command.json),
        trajectory: pathOf(command.trajectory),
        exports: command.exports.map((path) => resolve(terminal.workingDirectory, path)),
        frame: command.frame,
      },
      experiment,
      {
        version: installation.version,
        spec: { file: basename(file.path), text: file.text, options: optionsOf(command.overrides) },
        symmetry: checked.symmetry && symmetryJson(checked.symmetry),
      },
      findingsOf(checked.diagnostics, file.text),
    );
    const trajectory = outputs.wantsTensors ? outputs.addTensors.bind(outputs) : undefined;
    const run = await trainRun(experiment, { trajectory }, terminal, installation);
    const { store, result, validation, statistics, dynamics, continuum } = run;
    if (result.message !== undefined) terminal.writeError(`${result.message}\n`);
    const ensemble = await trainEnsemble(experiment, run, terminal, installation);
    const { records } = statistics;
    outputs.finish(
      {
        frames: () => store.frames(),
        validation,
        statistics: records,
        dynamics: dynamics.records,
        continuum: continuum.records,
        result,
        ensemble,
      },
      terminal.writeOut,
    );
    if (command.json !== '-') {
      terminal.writeOut(
        summarize(experiment, store, validation, result) +
          summarizeDynamics(dynamics.records.at(-1), dynamicsPlan(experiment)) +
          summarizeContinuum(continuum.records.at(-1)) +
          summarizeStatistics(records.at(-1)) +
          (ensemble === undefined ? '' : summarizeEnsemble(ensemble)) +
          symmetryLine(checked),
      );
    }
    for (const { log, what } of [
      { log: dynamics, what: 'dynamics' },
      { log: continuum, what: 'continuum' },
      { log: statistics, what: 'statistics' },
    ]) {
      if (log.leftOutRecords === 0) continue;
      const kept = `${log.records.length} of ${log.records.length + log.leftOutRecords}`;
      terminal.writeError(`Kept ${kept} records of --${what}, spread over the run: raise --${what}.\n`);
    }
    if (store.droppedFrames > 0) {
      terminal.writeError(`The last ${store.droppedFrames} frames did not fit into memory: raise --every.\n`);
    }
    const worst = ensemble?.members.find(({ reason }) => reason !== 'completed');
    return exitCodeOf(result.reason === 'completed' ? (worst?.reason ?? 'completed') : result.reason);
  } catch (thrown) {
    terminal.writeError(`The results cannot be written: ${messageOf(thrown)}\n`);
    return EXIT.badInput;
  } finally {
    outputs?.discard();
  }
}

/** Says what is wrong, what is assumed, and why nothing is trained; what breaks a symmetry is for `check`. */
function tell(file: CheckedFile, { writeError }: Terminal): LintedSpec {
  const { checked } = file;
  const told: readonly string[] = SYMMETRY_CODES;
  const diagnostics = checked.diagnostics.filter(({ code }) => !told.includes(code));
  for (const line of describeFindings({ ...file, checked: { ...checked, diagnostics } }))
    writeError(`${line}\n`);
  for (const assumption of checked.assumptions) writeError(`${assumption}\n`);
  const { gap } = checked;
  if (gap !== undefined) {
    const place = placeWriter(file)(gap.range);
    writeError(`The spec is correct, but this version does not train ${gap.feature} yet: ${place}\n`);
    writeError(symmetryLine(checked));
  }
  return checked;
}

/** What was given on the command line, as it is given there. */
const optionsOf = (overrides: Overrides): readonly string[] =>
  Object.entries(overrides).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );

function override(
  experiment: Experiment,
  { steps, every, seed, mode, seeds, dynamics, continuum, statistics }: Overrides,
): Experiment {
  const { training, analysis, data } = experiment;
  return {
    ...experiment,
    seed: seed ?? experiment.seed,
    training: { ...training, steps: steps ?? training.steps },
    analysis: {
      every: every ?? analysis.every,
      // The spec may ask for more than there are in a mode that has no probe.
      probe: Math.min(analysis.probe, trainingSamples(data)),
      mode: mode ?? analysis.mode,
      dynamics: dynamics ?? analysis.dynamics,
      continuum: continuum ?? analysis.continuum,
      statistics: statistics ?? analysis.statistics,
      seeds: seeds ?? analysis.seeds,
    },
  };
}
