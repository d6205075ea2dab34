import { join } from 'node:path';
import { version } from '../../package.json';
import { EXIT } from './exitCodes.js';
import { runCommandLine } from './runCommandLine.js';
import type { Terminal } from './terminal.js';

/** Entry of the `bbd` program. Worker and .wasm files lie beside the built file. */
const terminal: Terminal = {
  writeOut: (text) => {
    process.stdout.write(text);
  },
  writeError: (text) => {
    process.stderr.write(text);
  },
  showsProgress: process.stderr.isTTY,
  onInterrupt: (callback) => {
    process.on('SIGINT', callback);
    return () => {
      process.off('SIGINT', callback);
    };
  },
  workingDirectory: process.cwd(),
};
const installation = {
  version,
  workerFile: join(__dirname, 'worker.js'),
  wasmDirectory: join(__dirname, 'wasm'),
  guideFile: join(__dirname, '..', 'docs', 'diagnostics.md'),
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may stop reading, as `head` does: no reason to complain.
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  terminal.writeError(`The output cannot be written: ${error.message}\n`);
  process.exit(EXIT.badInput);
});

// The exit code is set, not forced, so that everything written gets out first.
void runCommandLine(process.argv.slice(2), terminal, installation).then((exitCode) => {
  process.exitCode = exitCode;
});
