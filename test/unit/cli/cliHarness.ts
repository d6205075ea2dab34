import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../../src/cli/runCommandLine.js';
import { WASM_DIRECTORY } from '../engine/experiments.js';

export interface CliOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliOptions {
  readonly workerFile?: string;
  readonly showsProgress?: boolean;
  /** Presses Ctrl+C when progress is first shown. */
  readonly interrupt?: boolean;
}

/** The documentation of diagnostics. */
export const GUIDE_FILE = fileURLToPath(new URL('../../../docs/diagnostics.md', import.meta.url));

/** A temporary folder to run the program in. */
export class CliFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'bbd-cli-'));

  constructor(private readonly workerFile = '/no/worker/needed.js') {}

  write(name: string, text: string): string {
    writeFileSync(join(this.path, name), text);
    return name;
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /** Runs the program with this folder as working directory. */
  async run(args: readonly string[], options: CliOptions = {}): Promise<CliOutcome> {
    let [stdout, stderr] = ['', ''];
    const interrupts = new Set<() => void>();
    let interrupted = false;
    const exitCode = await runCommandLine(
      args,
      {
        writeOut: (text) => {
          stdout += text;
        },
        writeError: (text) => {
          stderr += text;
          if (options.interrupt !== true || interrupted) return;
          interrupted = true;
          for (const interrupt of interrupts) interrupt();
        },
        showsProgress: options.showsProgress ?? options.interrupt ?? false,
        onInterrupt: (callback) => {
          interrupts.add(callback);
          return () => interrupts.delete(callback);
        },
        workingDirectory: this.path,
      },
      {
        version: '1.2.3',
        workerFile: options.workerFile ?? this.workerFile,
        wasmDirectory: WASM_DIRECTORY,
        guideFile: GUIDE_FILE,
      },
    );
    return { exitCode, stdout, stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A small spec; `changes` replace whole lines. */
export function spec(
  changes: Partial<Readonly<Record<'data' | 'layers' | 'loss' | 'training' | 'analysis', string>>> = {},
): string {
  const lines = {
    data: '{source: teacher, inputs: 3, outputs: 2, samples: 20, noise: 0.1}',
    layers:
      '[{type: dense, units: 4, activation: tanh}, {type: dense, units: 5, activation: tanh}, {type: dense, units: 2}]',
    loss: 'mse',
    training: '{learningRate: 0.05, batchSize: 2, steps: 30}',
    analysis: '{every: 10, probe: 4}',
    ...changes,
  };
  const text = Object.entries(lines).map(([key, value]) => `${key}: ${value}`);
  return ['bbd: 1', 'name: Small', 'seed: 5', ...text, ''].join('\n');
}

const dense = (units: number): string => `{type: dense, units: ${units}, activation: tanh}`;
const chain = (...widths: readonly number[]): string =>
  `[${widths.map(dense).join(', ')}, {type: dense, units: 2}]`;

/** Layers of one width. */
export const SYMMETRIC = chain(6, 6, 6, 6, 6, 6);

/** One layer is wider than the others. */
export const WIDE = chain(6, 6, 6, 9, 6, 6, 6, 6);
