import { EXIT, type ExitCode } from './exitCodes.js';
import { readSpec } from './readSpec.js';
import type { Terminal } from './terminal.js';

/** Prints the findings of all specs, one a line. */
export function runCheck(specs: readonly string[], terminal: Terminal): ExitCode {
  let exitCode: ExitCode = EXIT.done;
  for (const spec of specs) {
    const { checked, findings } = readSpec(spec, terminal.workingDirectory);
    for (const finding of findings) terminal.writeOut(`${finding}\n`);
    if (checked.experiment === undefined) exitCode = EXIT.badInput;
  }
  return exitCode;
}
