import type { LineIndex } from '../base/textRange.js';
import type { Experiment } from '../network/types.js';
import type { RunView } from '../protocol/panel.js';
import { biasSharers } from '../run/biasSharers.js';
import { emptyValidationCurve } from '../run/validationCurve.js';
import { experimentFingerprint } from './experimentFingerprint.js';
import { layerViews } from './layerView.js';
import { optimizerText, scheduleText } from './trainingText.js';

/** What `RunView` says from a run's origin and frames and from where the user looks. */
type FromFrames =
  | 'id'
  | 'name'
  | 'compared'
  | 'frameCount'
  | 'droppedFrames'
  | 'firstStep'
  | 'lastStep'
  | 'series'
  | 'frame'
  | 'frameIndex'
  | 'extent'
  | 'followLive'
  | 'statistics'
  | 'ensemble'
  | 'boundarySeries'
  | 'layerSeries'
  | 'dynamicsSeries'
  | 'statisticsSeries'
  | 'continuumSeries'
  | 'coupling'
  | 'dynamics'
  | 'continuum'
  | 'worstResidual';

/** What there is to say about a run beside its frames. Plain data: it is kept on disk with them. */
export interface RunFacts extends Omit<RunView, FromFrames> {
  /** Name of the network when the run began. */
  readonly title: string;
  /** See experimentFingerprint. */
  readonly fingerprint: string;
  /** Milliseconds since the epoch; undefined while it goes on, and for one that ended with its window. */
  readonly endedAt: number | undefined;
}

/** The facts of a run that is about to start. */
export function factsOfNewRun(experiment: Experiment, number: number, lines: LineIndex): RunFacts {
  const { name, seed, network, training, analysis } = experiment;
  return {
    title: name,
    fingerprint: experimentFingerprint(experiment),
    number,
    seed,
    status: 'starting',
    step: 0,
    steps: training.steps,
    stepsPerSecond: undefined,
    backend: undefined,
    path: undefined,
    notice: undefined,
    message: undefined,
    finalLoss: undefined,
    endedAt: undefined,
    validation: emptyValidationCurve(experiment),
    loss: network.loss,
    optimizer: optimizerText(training.optimizer),
    learningRate: training.learningRate,
    schedule: scheduleText(training.schedule),
    batchSize: training.batchSize,
    mode: analysis.mode,
    every: analysis.every,
    probe: analysis.probe,
    layers: layerViews(network, lines),
    biasSharers: biasSharers(network.links),
  };
}
