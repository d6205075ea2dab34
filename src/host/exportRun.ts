import { version } from '../../package.json';
import { fail, succeed, type Result } from '../base/result.js';
import { findingsOf, type ExportedRun } from '../export/exportedRun.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import { symmetryJson } from '../symmetry/symmetryJson.js';
import type { TrainingRun } from './trainingRun.js';

/** The text that a run was made from, with what the check makes of it now. */
export interface ExportedText {
  /** Name of its file. */
  readonly file: string;
  readonly text: string;
  readonly checked: LintedSpec;
}

/**
 * A run as exports take it, as it is now: what a live run records later is not in it. The error says why it cannot be exported.
 */
export function exportRun(
  run: TrainingRun,
  { file, text, checked }: ExportedText,
): Result<ExportedRun, string> {
  const { experiment } = checked;
  const { store, dynamics, continuum, statistics, facts, ensemble } = run;
  if (experiment?.network.links.length !== facts.layers.length) {
    return fail(
      `The spec of ${run.name} cannot be read as it was: files that it names have changed or are gone. Bring them back and export again.`,
    );
  }
  const frameCount = store.frameCount;
  return succeed({
    experiment,
    recorded: {
      frames: function* () {
        for (let i = 0; i < frameCount; i++) yield store.frameAt(i)!;
      },
      validation: facts.validation,
      statistics: [...statistics.records],
      dynamics: [...dynamics.records],
      continuum: [...continuum.records],
      result: {
        reason: facts.status,
        steps: facts.step,
        finalLoss: facts.finalLoss,
        finalValidationLoss: facts.validation.points.find(({ step }) => step === facts.step)?.loss,
        backend: facts.backend,
        seed: facts.seed,
        ...(facts.message === undefined ? {} : { message: facts.message }),
      },
      ensemble: ensemble?.ended,
    },
    origin: {
      version,
      spec: { file, text, options: [] },
      symmetry: checked.symmetry && symmetryJson(checked.symmetry),
    },
    findings: findingsOf(checked.diagnostics, text),
  });
}
