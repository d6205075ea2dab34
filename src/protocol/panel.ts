import type { ActivationName } from '../base/activation.js';
import type { Severity } from '../base/textRange.js';
import type { DegreesOfFreedom } from '../run/freedom.js';
import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import type { AnalysisMode, BackendName } from '../network/types.js';
import type { ContinuumStep } from '../run/continuumLog.js';
import type { EnsembleMember } from '../run/ensemble.js';
import type { Frame } from '../run/frame.js';
import type { EnsembleFrame } from '../run/frameEnsemble.js';
import type { RecordEstimate } from '../run/recordEnsemble.js';
import type { ContinuumNumber, DynamicsNumber, StatisticsNumber } from '../run/recordSeries.js';
import type { RunStatus, TrainingPath } from '../run/result.js';
import { isHistoryQuantity, type DepthHistory, type HistoryQuantity } from '../run/history.js';
import { readStepRange, type StepExtent, type StepRange } from '../run/stepRange.js';
import type { ValidationCurve } from '../run/validationCurve.js';
import { readExportMessage, type ExportMessage } from './exportMessage.js';
import type { PageRunRequest } from './pageRun.js';
import { readRefinementMessage, type RefinementMessage, type RefinementView } from './refinement.js';
import { readRunReport, type RunReport } from './runReport.js';
import { readRunsMessage, type RunsMessage, type RunsView } from './runs.js';
import { readWhatIfRequest, type WhatIfRequest, type WhatIfView } from './whatIf.js';

/** A line of a chart, decimated; undefined values are left out. */
export interface Series {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

export const LAGRANGIAN_SERIES = [
  'loss',
  'bulk',
  'boundary',
  'lagrangian',
  'trainingLoss',
  'validationLoss',
] as const;
export type LagrangianSeries = (typeof LAGRANGIAN_SERIES)[number];

/** What layer 0 adds to the boundary: C^(0), F^(0) and their sum. */
export const BOUNDARY_SERIES = ['inputCoupling', 'inputFluxSquared', 'boundaryKinetic'] as const;
export type BoundarySeries = (typeof BOUNDARY_SERIES)[number];

/** Numbers of the whole network that the dynamics have for single steps, without a unit. */
export const DYNAMICS_SERIES = ['overdamping', 'balanceRatio'] as const satisfies readonly DynamicsNumber[];
export type DynamicsSeries = (typeof DYNAMICS_SERIES)[number];

export interface LayerView {
  readonly m: number;
  readonly name: string;
  readonly type: string;
  /** Of what it reads and gives, e.g. `32 → 16`, `8×8×1 → 8×8×8`. */
  readonly shape: string;
  readonly activationIn: ActivationName;
  readonly bias: boolean;
  readonly parameterCount: number;
  /** What densities of this layer are divided by; undefined in runs that an older version has stored. */
  readonly freedom: DegreesOfFreedom | undefined;
  /** Where the skips begin that end behind it: z^(m) or h^(m) of these m are added to z^(m+1). */
  readonly skipsFrom: readonly number[];
  /** One-based line of its definition, for "go to". */
  readonly line: number;
}

/** Mean and standard error of a line over the runs of an ensemble; NaN where one is undefined. */
export interface Band {
  readonly steps: Float64Array;
  readonly means: Float64Array;
  readonly standardErrors: Float64Array;
}

/** What has a band: what is in the frames. */
export type BandSeries = Exclude<LagrangianSeries, 'validationLoss'>;

/** Numbers of the records over the steps that have one: no baselines. */
export type RecordBandSeries =
  DynamicsSeries | 'correlationLength' | 'neighbourOrder' | 'temperature' | 'noiseScale';

/** The runs with other seeds, and what all of them say together. */
export interface EnsembleView {
  /** Runs that are asked for. */
  readonly seeds: number;
  /** Those that have ended, the first one among them, with how they ended. */
  readonly members: readonly EnsembleMember[];
  /** The one that is being made, behind the first. */
  readonly current: { readonly seed: number; readonly step: number } | undefined;
  readonly bands: Readonly<Record<BandSeries, Band>>;
  /** Of what the records have one number a step for. */
  readonly recordBands: Readonly<Record<RecordBandSeries, Band>>;
  /** All quantities at the step of `RunView.frame`; undefined where no run of the ensemble has that step. */
  readonly frame: EnsembleFrame | undefined;
  /** The same of what `RunView` shows beside it, at the steps of these records. */
  readonly dynamics: RecordEstimate<DynamicsRecord> | undefined;
  readonly statistics: RecordEstimate<StatisticsRecord> | undefined;
  readonly continuum: RecordEstimate<ContinuumStep> | undefined;
}

/** Terms of one layer; `cancellation` is |K_b| ÷ (|K_z| + |C| + |F|), a pure number: what is left of the three. */
export const LAYER_SERIES = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'cancellation',
] as const;
export type LayerSeries = (typeof LAYER_SERIES)[number];

/** What charts over the steps draw of a run. */
export interface RunSeries {
  readonly series: Readonly<Record<LagrangianSeries, Series>>;
  /** Of the boundary at the input, as it is counted. */
  readonly boundarySeries: Readonly<Record<BoundarySeries, Series>>;
  /** Of layer m: the selected one, or the one behind the selected interface. */
  readonly layerSeries: { readonly m: number; readonly series: Readonly<Record<LayerSeries, Series>> };
  /** Of all dynamics so far; NaN where one is undefined. */
  readonly dynamicsSeries: Readonly<Record<DynamicsSeries, Series>>;
  /** Of all statistics so far, likewise. */
  readonly statisticsSeries: Readonly<Record<StatisticsNumber, Series>>;
  /** How valid the continuum of the main block is, of all records so far; NaN where a number is undefined. */
  readonly continuumSeries: Readonly<Record<ContinuumNumber, Series>>;
}

/** Which of the runs beside the shown one: how charts and tables tell them apart. */
export type ComparedHue = 0 | 1 | 2;

/** Another run that is laid over the shown one; it may be live. */
export interface ComparedRun extends RunSeries {
  readonly id: string;
  /** The name a person gave it, or `run 3`. */
  readonly name: string;
  readonly hue: ComparedHue;
  readonly status: RunStatus;
  readonly seed: number;
  readonly step: number;
  readonly lastStep: number | undefined;
  readonly finalLoss: number | undefined;
  readonly layers: readonly LayerView[];
  readonly biasSharers: readonly number[];
  /** The recorded frame at the step nearest to that of the shown frame. */
  readonly frame: Frame | undefined;
}

export interface RunView extends RunSeries {
  /** Of this run alone, also after a reload. */
  readonly id: string;
  /** The name a person gave it, or `run 3`. */
  readonly name: string;
  /** The runs laid over it, at most three. */
  readonly compared: readonly ComparedRun[];
  /** Counts the runs of this panel from 1. */
  readonly number: number;
  readonly seed: number;
  readonly status: RunStatus;
  /** Steps taken, and steps asked for. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerSecond: number | undefined;
  readonly backend: BackendName | undefined;
  readonly path: TrainingPath | undefined;
  /** E.g. that another backend than asked for is used. */
  readonly notice: string | undefined;
  /** Why it ended and what to do; for `diverged`, `failed`, `interrupted`. */
  readonly message: string | undefined;
  readonly finalLoss: number | undefined;
  readonly validation: ValidationCurve;
  readonly loss: string;
  /** The rule of the steps with its options: `sgd`, `momentum 0.9`. */
  readonly optimizer: string;
  readonly learningRate: number;
  /** How the learning rate changes; undefined while it does not. */
  readonly schedule: string | undefined;
  readonly batchSize: number;
  readonly mode: AnalysisMode;
  readonly every: number;
  readonly probe: number;
  readonly layers: readonly LayerView[];
  /** How many layers have the same bias, by layer: in the sums K_z, C and F of each count with one part of so many. */
  readonly biasSharers: readonly number[];
  readonly frameCount: number;
  /** Frames not kept because the store was full. */
  readonly droppedFrames: number;
  readonly firstStep: number | undefined;
  readonly lastStep: number | undefined;
  /** All steps that this run and those laid over it have frames of; undefined before the first frame. */
  readonly extent: StepExtent | undefined;
  /** The frame being looked at: the latest, or the one the user chose. */
  readonly frame: Frame | undefined;
  readonly followLive: boolean;
  /** Which of all frames `frame` is, from 0; undefined without one. */
  readonly frameIndex: number | undefined;
  /** The statistics of the frame's step, or the last before it; undefined where there are none yet. */
  readonly statistics: StatisticsRecord | undefined;
  /** Undefined for a run by itself. */
  readonly ensemble: EnsembleView | undefined;
  /** The dynamics of the frame's step, or the last before it; undefined where there are none yet. */
  readonly dynamics: DynamicsRecord | undefined;
  /** The last dynamics, up to the shown step, with which the coupling of layers was measured, too. */
  readonly coupling: { readonly step: number; readonly measured: DynamicsRecord['coupling'] } | undefined;
  /** What the continuum limit says of the frame's step, or the last before it; undefined where it was not asked yet. */
  readonly continuum: ContinuumStep | undefined;
  /** Largest residual over all frames so far; undefined where it is defined for none. */
  readonly worstResidual: number | undefined;
}

/** The latest run, which goes on while another is shown. */
export type RunBehind = Pick<RunView, 'id' | 'name' | 'status' | 'step' | 'steps'>;

export interface ProblemView {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** One-based. */
  readonly line: number;
  readonly column: number;
}

/**
 * What a stretch of links is to depth symmetry: `input` link 0, where the data enter; `block` a symmetric block;
 * `defect` a link that breaks a block; `edge` the head's own shape; `other` part of nothing.
 */
export type DepthRole = 'input' | 'block' | 'defect' | 'edge' | 'other';

/** Links first … last, which play the same role. */
export interface DepthSegment {
  readonly role: DepthRole;
  readonly first: number;
  readonly last: number;
  /** Of a block: its letter, and after how many links it repeats. */
  readonly block: { readonly index: number; readonly letter: string; readonly period: number } | undefined;
}

/** How alike the layers are along depth. */
export interface SymmetryView {
  readonly verdict: 'symmetric' | 'broken' | 'undefined';
  /** The verdict in a sentence. */
  readonly summary: string;
  /** All links in order of depth. */
  readonly segments: readonly DepthSegment[];
  /** Indices of its findings among the problems. */
  readonly findings: readonly number[];
}

/** Layer m, or the interface in front of it; the interface behind the last layer has m = M. */
export interface Place {
  readonly kind: 'layer' | 'interface';
  readonly m: number;
}

/** Everything the panel shows, whole: each message replaces the one before. */
export interface PanelView {
  readonly title: string;
  /** The spec's file name. */
  readonly file: string;
  /** Problems of the text as it is now; with an error among them it is not trained. */
  readonly problems: readonly ProblemView[];
  /** Undefined while the network is not known. */
  readonly symmetry: SymmetryView | undefined;
  /** Why a correct spec is not trained, and where: undefined when it can be. */
  readonly gap: string | undefined;
  /** What was assumed because the file does not say it. */
  readonly assumptions: readonly string[];
  /** The latest run, or an earlier one that was chosen; undefined before the first. */
  readonly run: RunView | undefined;
  /** The latest run, while `run` is an earlier one. */
  readonly behind: RunBehind | undefined;
  /** All of the spec. */
  readonly runs: RunsView;
  /** The text has changed since the latest run began, which is the shown one. */
  readonly stale: boolean;
  /** What can be tried of the text as it is now. */
  readonly whatIf: WhatIfView;
  /** What charts, tables, map and editor follow: chosen in the panel, or the layer under the cursor in the editor. */
  readonly selection: Place | undefined;
  /** The refinement experiment; undefined before the first. */
  readonly refinement: RefinementView | undefined;
}

/** What the host tells and asks of the page. */
export type HostMessage =
  | { readonly type: 'view'; readonly view: PanelView }
  /** Bring the view of runs to the front. */
  | { readonly type: 'openRuns' }
  /** The answer to `askForHistory`; undefined without a run. */
  | { readonly type: 'history'; readonly history: DepthHistory | undefined }
  | PageRunRequest;

export const RUN_ACTIONS = ['pause', 'resume', 'step', 'restart', 'stop'] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];

/** What the panel asks of the host. */
export type PanelMessage =
  | RunsMessage
  /** The page is loaded and wants its state. */
  | { readonly type: 'ready' }
  | { readonly type: 'run'; readonly action: RunAction }
  /** Look at the frame nearest to this step, or follow the latest. */
  | { readonly type: 'selectStep'; readonly step: number | 'latest' }
  /** Look at the frame so many recorded frames further on, or back; the first or the last where there are fewer. */
  | { readonly type: 'moveFrames'; readonly by: number }
  /** The steps that charts show, so that they come at full detail; undefined: all. */
  | { readonly type: 'selectRange'; readonly range: StepRange | undefined }
  /** A quantity of all layers over the steps that charts show, in at most so many columns: answered by `history`. */
  | { readonly type: 'askForHistory'; readonly quantity: HistoryQuantity; readonly columns: number }
  /** Statistics of the next step of a live run. */
  | { readonly type: 'askForStatistics' }
  /** A record of the continuum with all details, of the next step of a live run. */
  | { readonly type: 'askForContinuum' }
  /**
   * Selects a layer or an interface everywhere, or nothing. The editor's cursor goes to a layer without taking the focus;
   * `reveal` also shows and scrolls the editor to it.
   */
  | { readonly type: 'select'; readonly place: Place | undefined; readonly reveal: boolean }
  /** Go to a layer's definition in the editor, with the focus. */
  | { readonly type: 'revealLayer'; readonly m: number }
  | { readonly type: 'revealProblem'; readonly index: number }
  /** Make the layers of a symmetric block stand out in the editor, or none. */
  | { readonly type: 'highlightBlock'; readonly block: number | undefined }
  | RefinementMessage
  | ExportMessage
  | WhatIfRequest
  /** First chart drawn, for the measured time from command to chart; milliseconds since the epoch. */
  | { readonly type: 'firstChart'; readonly at: number }
  /** Of a run in the page's worker. */
  | { readonly type: 'runReport'; readonly report: RunReport };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isIndex = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

function readPlace(value: unknown): Place | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, m } = value;
  return (kind === 'layer' || kind === 'interface') && isIndex(m) ? { kind, m } : undefined;
}

/** The message if it is one of ours, else undefined: a webview's messages are input. */
export function readPanelMessage(message: unknown): PanelMessage | undefined {
  if (!isRecord(message)) return undefined;
  switch (message['type']) {
    case 'ready':
      return { type: 'ready' };
    case 'askForStatistics':
      return { type: 'askForStatistics' };
    case 'askForContinuum':
      return { type: 'askForContinuum' };
    case 'run': {
      const action = RUN_ACTIONS.find((name) => name === message['action']);
      return action === undefined ? undefined : { type: 'run', action };
    }
    case 'selectStep': {
      const step = message['step'];
      return step === 'latest' || isIndex(step) ? { type: 'selectStep', step } : undefined;
    }
    case 'select': {
      const place = readPlace(message['place']);
      const { reveal } = message;
      if (typeof reveal !== 'boolean' || (place === undefined && message['place'] !== undefined))
        return undefined;
      return { type: 'select', place, reveal };
    }
    case 'moveFrames': {
      const by = message['by'];
      return typeof by === 'number' && Number.isInteger(by) ? { type: 'moveFrames', by } : undefined;
    }
    case 'selectRange': {
      const range = readStepRange(message['range']);
      return range === undefined && message['range'] !== undefined
        ? undefined
        : { type: 'selectRange', range };
    }
    case 'askForHistory': {
      const { quantity, columns } = message;
      return isHistoryQuantity(quantity) && isIndex(columns)
        ? { type: 'askForHistory', quantity, columns }
        : undefined;
    }
    case 'revealLayer':
      return isIndex(message['m']) ? { type: 'revealLayer', m: message['m'] } : undefined;
    case 'revealProblem':
      return isIndex(message['index']) ? { type: 'revealProblem', index: message['index'] } : undefined;
    case 'highlightBlock': {
      const block = message['block'];
      return block === undefined || isIndex(block) ? { type: 'highlightBlock', block } : undefined;
    }
    case 'whatIf':
      return readWhatIfRequest(message);
    case 'firstChart': {
      const at = message['at'];
      return typeof at === 'number' && Number.isFinite(at) ? { type: 'firstChart', at } : undefined;
    }
    case 'runReport': {
      const report = readRunReport(message['report']);
      return report && { type: 'runReport', report };
    }
    default:
      return readRefinementMessage(message) ?? readExportMessage(message) ?? readRunsMessage(message);
  }
}
