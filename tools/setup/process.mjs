import { spawn } from 'node:child_process';
import { inRepository } from './repository.mjs';

const onWindows = process.platform === 'win32';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(text: string) => void} [onOutput] gets what the program says
 * @property {boolean} [silent] only `onOutput` gets it, it is not shown
 */

/**
 * Runs a program to its end, by default showing its output as it comes.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} its exit status; 128 when a signal ended it
 */
export function runProgram(program, args, options = {}) {
  const { cwd, env, onOutput, silent = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      // Without a listener the child keeps the terminal, and with it colours and progress.
      stdio: onOutput === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      // .cmd files, which npm makes on Windows, need a shell.
      shell: onWindows && program.endsWith('.cmd'),
    });
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => {
      if (!silent) process.stdout.write(chunk);
      onOutput?.(chunk.toString());
    });
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => {
      if (!silent) process.stderr.write(chunk);
      onOutput?.(chunk.toString());
    });
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 128));
  });
}

/**
 * Runs a command of one of the installed packages, such as `eslint`, in the repository's root.
 * @param {string} name
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runTool(name, args, options) {
  const program = inRepository('node_modules', '.bin', onWindows ? `${name}.cmd` : name);
  return runProgram(program, args, { cwd: inRepository(), ...options });
}

/**
 * Runs npm: the one that started this script where there is one, else the one on PATH.
 * @param {readonly string[]} args
 * @param {RunOptions} options
 */
export function runNpm(args, options) {
  const quiet = ['--ignore-scripts', '--loglevel=error', '--no-fund', '--no-audit'];
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js')
    ? runProgram(process.execPath, [npm, ...args, ...quiet], options)
    : runProgram(onWindows ? 'npm.cmd' : 'npm', [...args, ...quiet], options);
}
