import { assertNever } from '../base/result.js';
import type { Installation } from './analyzeCommand.js';
import { isTooSevere, type CheckCommand } from './checkArguments.js';
import { checkFile, describeFindings, type CheckedFile } from './checkedFile.js';
import { checkJson } from './checkJson.js';
import { readGuide } from './diagnosticsGuide.js';
import { EXIT, type ExitCode } from './exitCodes.js';
import { sarifLog } from './sarifLog.js';
import type { Terminal } from './terminal.js';

/** Checks all files and prints what was found. */
export function runCheck(command: CheckCommand, terminal: Terminal, installation: Installation): ExitCode {
  const { workingDirectory } = terminal;
  const files = command.files.map((file) => checkFile(file, workingDirectory, command.severities));
  terminal.writeOut(write(command, files, workingDirectory, installation));
  return files.some((file) => isTooBad(file, command)) ? EXIT.badInput : EXIT.done;
}

const isTooBad = ({ isReadable, checked }: CheckedFile, { maxSeverity }: CheckCommand): boolean =>
  !isReadable || checked.diagnostics.some(({ severity }) => isTooSevere(severity, maxSeverity));

function write(
  { format }: CheckCommand,
  files: readonly CheckedFile[],
  workingDirectory: string,
  { version, guideFile }: Installation,
): string {
  switch (format) {
    case 'text':
      return files.map(writeText).join('');
    case 'json':
      return `${JSON.stringify(checkJson(files, version), undefined, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarifLog(files, { version, workingDirectory, guide: readGuide(guideFile) }), undefined, 2)}\n`;
    default:
      return assertNever(format);
  }
}

/** One line a finding, and one for what is known of the network as a whole, also when that is good. */
function writeText(checkedFile: CheckedFile): string {
  const { file, checked } = checkedFile;
  const summary = checked.symmetry === undefined ? [] : [`${file}: ${checked.symmetry.summary}`];
  return [...describeFindings(checkedFile), ...summary].map((line) => `${line}\n`).join('');
}
