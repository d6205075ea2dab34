import type { Result } from '../base/result.js';
import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import type { BackendName, Experiment } from '../network/types.js';
import type { ContinuumStep } from '../run/continuumLog.js';
import type { RunResult, TrainingPath } from '../run/result.js';

/** Compiled WebAssembly for a run; where there is none, why. */
export interface WasmModules {
  /** TF.js's wasm backend. */
  readonly tensorflow: Result<WebAssembly.Module, string>;
  /** Our own kernels (src/kernels). */
  readonly kernels: Result<WebAssembly.Module, string>;
}

/** What a run is asked to do. `runId` is the asker's; every event of the run carries it back. */
export type WorkerRequest =
  | {
      readonly type: 'start';
      readonly runId: number;
      readonly experiment: Experiment;
      readonly wasm: WasmModules;
      /** Also send every analysed step pair (for export). */
      readonly trajectory: boolean;
    }
  | { readonly type: 'pause'; readonly runId: number }
  | { readonly type: 'resume'; readonly runId: number }
  /** One training step while paused; always analysed, whatever `every` says. */
  | { readonly type: 'step'; readonly runId: number }
  /** The next step has statistics, whatever the plan says. */
  | { readonly type: 'statistics'; readonly runId: number }
  /** The next step has a record of the continuum with all details, whatever the plan says. */
  | { readonly type: 'continuum'; readonly runId: number }
  | { readonly type: 'stop'; readonly runId: number };

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a run tells. Order: preparing, started, then progress, frames, validation, statistics and trajectory as they come, then ended, once. */
export type WorkerEvent =
  /** The backend has started; data and first parameters are drawn now, which may take long. */
  | { readonly type: 'preparing'; readonly runId: number }
  | {
      readonly type: 'started';
      readonly runId: number;
      readonly backend: BackendName;
      readonly path: TrainingPath;
      /** Something the user must know, e.g. that another backend than asked for is used. */
      readonly notice?: string;
    }
  | {
      readonly type: 'progress';
      readonly runId: number;
      readonly status: 'running' | 'paused';
      /** Steps taken so far. */
      readonly step: number;
      readonly trainingLoss: number | undefined;
      /** Over the last second or so; undefined while paused. */
      readonly stepsPerSecond: number | undefined;
    }
  | {
      readonly type: 'frames';
      readonly runId: number;
      /** Packed frames (run/frame.ts), a whole number of them. */
      readonly packed: Float64Array;
    }
  /** The loss of the parameters before a step on the samples kept apart; in order of step, the last one at the end of the run. */
  | { readonly type: 'validation'; readonly runId: number; readonly step: number; readonly loss: number }
  /** Where they are due or were asked for; behind the step's frame. */
  | { readonly type: 'statistics'; readonly runId: number; readonly record: StatisticsRecord }
  /** At every n-th analysed step, and of a step that was asked for; behind the step's frame. */
  | { readonly type: 'dynamics'; readonly runId: number; readonly record: DynamicsRecord }
  /** The same, at a rate of its own. */
  | { readonly type: 'continuum'; readonly runId: number; readonly record: ContinuumStep }
  | { readonly type: 'trajectory'; readonly runId: number; readonly tensors: readonly NamedTensor[] }
  | { readonly type: 'ended'; readonly runId: number; readonly result: RunResult };
