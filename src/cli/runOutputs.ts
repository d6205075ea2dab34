import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../network/types.js';
import type { NamedTensor } from '../protocol/worker.js';
import { analysisJson } from '../run/analysisJson.js';
import type { RunResult } from '../run/result.js';
import type { RunStore } from '../run/runStore.js';
import { TrajectoryFile } from './trajectoryFile.js';

export interface OutputPaths {
  /** A file, or `-` for standard output. */
  readonly json: string | undefined;
  /** A folder; made if it is not there. */
  readonly trajectory: string | undefined;
}

/** The files that a run was asked for. */
export class RunOutputs {
  private readonly trajectory: TrajectoryFile | undefined;
  private readonly jsonFiles: readonly string[];
  private readonly printsJson: boolean;

  /**
   * Makes sure that the files can be written, before a long run starts.
   * @throws Error when one cannot, as all methods
   */
  constructor(
    paths: OutputPaths,
    private readonly experiment: Experiment,
    private readonly version: string,
  ) {
    const files: string[] = [];
    this.printsJson = paths.json === '-';
    if (paths.json !== undefined && !this.printsJson) files.push(paths.json);
    if (paths.trajectory !== undefined) {
      mkdirSync(paths.trajectory, { recursive: true });
      files.push(join(paths.trajectory, 'analysis.json'));
      this.trajectory = new TrajectoryFile(
        join(paths.trajectory, 'trajectory.safetensors'),
        trajectoryMetadata(experiment, version),
      );
    }
    for (const file of files) closeSync(openSync(file, 'a'));
    this.jsonFiles = files;
  }

  get wantsTensors(): boolean {
    return this.trajectory !== undefined;
  }

  addTensors(tensors: readonly NamedTensor[]): void {
    this.trajectory?.add(tensors);
  }

  /** Writes everything. */
  finish(store: RunStore, result: RunResult, writeOut: (text: string) => void): void {
    this.trajectory?.finish();
    const pieces = (): Iterable<string> =>
      analysisJson(this.experiment, store.frames(), result, this.version);
    for (const file of this.jsonFiles) writeFile(file, pieces());
    if (this.printsJson) for (const piece of pieces()) writeOut(piece);
  }

  /** Removes what is not finished. */
  discard(): void {
    this.trajectory?.discard();
  }
}

const TRAJECTORY_FORMAT = 'bbd-trajectory/1';

function trajectoryMetadata({ name, seed, analysis }: Experiment, version: string): Record<string, string> {
  return {
    format: TRAJECTORY_FORMAT,
    generator: `bbd-inspector ${version}`,
    name,
    seed: String(seed),
    mode: analysis.mode,
  };
}

function writeFile(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
