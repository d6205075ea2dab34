import { assertNever } from '../base/result.js';
import { runAnalyze, type Installation } from './analyzeCommand.js';
import { runCheck } from './checkCommand.js';
import { readCommandLine } from './commandLine.js';
import { EXIT, type ExitCode } from './exitCodes.js';
import { HELP } from './help.js';
import { runRefine } from './refineCommand.js';
import type { Terminal } from './terminal.js';

/** Does what the arguments (without program and script) say. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  installation: Installation,
): Promise<ExitCode> {
  const read = readCommandLine(args);
  if (!read.ok) {
    terminal.writeError(`${read.error}\nbbd --help says what there is.\n`);
    return EXIT.usage;
  }
  const command = read.value;
  switch (command.command) {
    case 'help':
      terminal.writeOut(HELP);
      return EXIT.done;
    case 'version':
      terminal.writeOut(`${installation.version}\n`);
      return EXIT.done;
    case 'check':
      return runCheck(command, terminal, installation);
    case 'refine':
      return runRefine(command, terminal);
    case 'analyze':
      return runAnalyze(command, terminal, installation);
    default:
      return assertNever(command);
  }
}
