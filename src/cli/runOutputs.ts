import { closeSync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ExportedFinding } from '../export/exportedRun.js';
import { exportFiles, formatOf } from '../export/formats.js';
import { countParameterArrays } from '../network/parameterArrays.js';
import type { Experiment } from '../network/types.js';
import type { NamedTensor } from '../protocol/worker.js';
import { analysisJson, type AnalysisOrigin, type RecordedRun } from '../run/analysisJson.js';
import { writeAll } from './writeAll.js';
import { MAX_TENSORS, TrajectoryFile } from './trajectoryFile.js';

export interface OutputPaths {
  /** A file, or `-` for standard output. */
  readonly json: string | undefined;
  /** A folder; made if it is not there. */
  readonly trajectory: string | undefined;
  /** Files with the endings of export formats. */
  readonly exports: readonly string[];
  /** Step of the frame that a LaTeX table is of; undefined: the last. */
  readonly frame: number | undefined;
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
    private readonly paths: OutputPaths,
    private readonly experiment: Experiment,
    private readonly about: AnalysisOrigin,
    private readonly findings: readonly ExportedFinding[],
  ) {
    const { json, trajectory } = paths;
    this.printsJson = json === '-';
    const files = json === undefined || this.printsJson ? [] : [json];
    if (trajectory !== undefined) {
      checkTensorCount(experiment);
      mkdirSync(trajectory, { recursive: true });
      files.push(join(trajectory, 'analysis.json'));
    }
    for (const file of [...files, ...paths.exports]) closeSync(openSync(file, 'a'));
    if (trajectory !== undefined) {
      const file = join(trajectory, 'trajectory.safetensors');
      this.trajectory = new TrajectoryFile(file, trajectoryMetadata(experiment, about.version));
    }
    this.jsonFiles = files;
  }

  get wantsTensors(): boolean {
    return this.trajectory !== undefined;
  }

  addTensors(tensors: readonly NamedTensor[]): void {
    this.trajectory?.add(tensors);
  }

  /** Writes everything. */
  finish(run: RecordedRun, writeOut: (text: string) => void): void {
    this.trajectory?.finish();
    const pieces = (): Iterable<string> => analysisJson(this.experiment, run, this.about);
    for (const file of this.jsonFiles) writeFile(file, pieces());
    for (const path of this.paths.exports) this.export(path, run);
    if (this.printsJson) for (const piece of pieces()) writeOut(piece);
  }

  private export(path: string, recorded: RecordedRun): void {
    const format = formatOf(path);
    if (!format.ok) throw new Error(format.error);
    const { experiment, about: origin, findings } = this;
    const run = { experiment, recorded, origin, findings };
    const files = exportFiles(basename(path), format.value, run, this.paths.frame);
    if (!files.ok) throw new Error(`${path}: ${files.error}`);
    for (const { name, pieces } of files.value) writeFile(join(dirname(path), name), pieces());
  }

  /** Removes what is not finished. */
  discard(): void {
    this.trajectory?.discard();
  }
}

/** @throws RangeError when the planned trajectory has more tensors than its file can hold */
function checkTensorCount({ network, training, analysis }: Experiment): void {
  const ofParameters = 2 * countParameterArrays(network);
  const ofStep = ofParameters + (analysis.mode === 'probe' ? 0 : 3);
  const count = Math.ceil(training.steps / analysis.every) * ofStep;
  if (count <= MAX_TENSORS) return;
  throw new RangeError(
    `the trajectory would have ${count} tensors, a file holds ${MAX_TENSORS}; decompose fewer steps with --every`,
  );
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

function writeFile(path: string, pieces: Iterable<string | Uint8Array>): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces) writeAll(file, typeof piece === 'string' ? Buffer.from(piece) : piece);
  } finally {
    closeSync(file);
  }
}
