import { resolve } from 'node:path';
import { messageOf } from '../base/result.js';
import { trainingSamples } from '../data/split.js';
import type { Experiment } from '../network/types.js';
import type { WorkerEvent } from '../protocol/worker.js';
import type { RunResult } from '../run/result.js';
import { RunStore } from '../run/runStore.js';
import { emptyValidationCurve, type ValidationCurve, type ValidationPoint } from '../run/validationCurve.js';
import { startRun } from '../worker/runClient.js';
import type { AnalyzeCommand, Overrides } from './commandLine.js';
import { EXIT, exitCodeOf, type ExitCode } from './exitCodes.js';
import { RunOutputs } from './runOutputs.js';
import { ProgressLine } from './progressLine.js';
import { checkFile, describeFindings, placeWriter, type CheckedFile } from './checkedFile.js';
import { symmetryJson } from './symmetryJson.js';
import { symmetryLine } from './symmetryLine.js';
import { SYMMETRY_CODES } from '../symmetry/symmetryCodes.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import { summarize } from './summary.js';
import type { Terminal } from './terminal.js';

/** What a run needs of the installed program. */
export interface Installation {
  readonly version: string;
  readonly workerFile: string;
  readonly wasmDirectory: string;
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
  const store = RunStore.of(experiment.network.links);
  const pathOf = (path: string | undefined): string | undefined =>
    path === undefined || path === '-' ? path : resolve(terminal.workingDirectory, path);
  let outputs: RunOutputs | undefined;
  try {
    outputs = new RunOutputs(
      { json: pathOf(command.json), trajectory: pathOf(command.trajectory) },
      experiment,
      { version: installation.version, symmetry: checked.symmetry && symmetryJson(checked.symmetry) },
    );
    const { result, validation } = await train(experiment, store, outputs, terminal, installation);
    outputs.finish(store, validation, result, terminal.writeOut);
    if (command.json !== '-') {
      terminal.writeOut(summarize(experiment, store, validation, result) + symmetryLine(checked));
    }
    if (result.message !== undefined) terminal.writeError(`${result.message}\n`);
    if (store.droppedFrames > 0) {
      terminal.writeError(`The last ${store.droppedFrames} frames did not fit into memory: raise --every.\n`);
    }
    return exitCodeOf(result.reason);
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

function override(experiment: Experiment, { steps, every, seed, mode }: Overrides): Experiment {
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
    },
  };
}

/**
 * Runs the training to its end, or to an interrupt.
 * @throws Error when the trajectory cannot be written; the run has been ended then
 */
async function train(
  experiment: Experiment,
  store: RunStore,
  outputs: RunOutputs,
  terminal: Terminal,
  { workerFile, wasmDirectory }: Installation,
): Promise<{ readonly result: RunResult; readonly validation: ValidationCurve }> {
  const points: ValidationPoint[] = [];
  const progress = terminal.showsProgress ? new ProgressLine(terminal.writeError) : undefined;
  let problem: Error | undefined;
  const receive = (event: WorkerEvent): void => {
    switch (event.type) {
      case 'started':
        if (event.notice !== undefined) terminal.writeError(`${event.notice}\n`);
        break;
      case 'progress':
        progress?.update(event.step, experiment.training.steps, event.trainingLoss, event.stepsPerSecond);
        break;
      case 'frames':
        store.append(event.packed);
        break;
      case 'validation':
        points.push({ step: event.step, loss: event.loss });
        break;
      case 'trajectory':
        outputs.addTensors(event.tensors);
        break;
      case 'ended':
        progress?.clear();
        break;
    }
  };
  const run = startRun({
    workerFile,
    wasmDirectory,
    runId: 1,
    experiment,
    trajectory: outputs.wantsTensors,
    onEvent: (event) => {
      if (problem !== undefined) return;
      try {
        receive(event);
      } catch (thrown) {
        problem = thrown instanceof Error ? thrown : new Error(String(thrown));
        run.dispose();
      }
    },
  });
  let interrupted = false;
  const ignoreInterrupts = terminal.onInterrupt(() => {
    if (interrupted) run.dispose();
    else run.stop();
    interrupted = true;
  });
  const result = await run.ended;
  ignoreInterrupts();
  if (problem !== undefined) throw problem;
  return { result, validation: { ...emptyValidationCurve(experiment), points } };
}
