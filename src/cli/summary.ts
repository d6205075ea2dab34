import { trainingSamples } from '../data/split.js';
import type { Experiment } from '../network/types.js';
import { formatCount, formatValue } from '../run/format.js';
import type { RunResult } from '../run/result.js';
import type { RunStore } from '../run/runStore.js';
import type { ValidationCurve } from '../run/validationCurve.js';
import { layerTable } from './layerTable.js';

const count = (number: number, noun: string): string =>
  `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;

/** The loss on the samples kept apart, if any are. */
function validationLine(validation: ValidationCurve, { finalValidationLoss }: RunResult): string[] {
  const apart = `${count(validation.samples, 'sample')} kept apart`;
  if (validation.gap === 'noSplit') return [];
  if (finalValidationLoss === undefined) return [`validation loss unknown, ${apart}`];
  return [`validation loss ${formatValue(finalValidationLoss)}, mean over the ${apart}`];
}

function heading(
  { name, seed, network, training, data }: Experiment,
  validation: ValidationCurve,
  result: RunResult,
): string[] {
  const { optimizer, learningRate, batchSize } = training;
  return [
    `${name}: ${count(network.links.length, 'layer')}, ${count(network.parameterCount, 'parameter')}, seed ${seed}`,
    `${result.reason} after ${count(result.steps, 'step')} of ${optimizer.kind}, learning rate ${learningRate}, batch ${batchSize}, on ${result.backend ?? 'no backend'}`,
    ...(result.finalLoss === undefined
      ? []
      : [
          `final loss ${formatValue(result.finalLoss)} (${network.loss}), mean over the ${count(trainingSamples(data), 'sample')} ${validation.samples === 0 ? 'of the data' : 'trained on'}`,
        ]),
    ...validationLine(validation, result),
  ];
}

/** Largest residual of all frames, and the step where it was. */
function worstResidual(store: RunStore): string {
  let worst: { readonly residual: number; readonly step: number } | undefined;
  for (const { residual, step } of store.frames()) {
    if (residual !== undefined && (worst === undefined || residual > worst.residual))
      worst = { residual, step };
  }
  return worst === undefined
    ? 'identity      defined in no layer: none has a bias that moved'
    : `identity      worst residual ${formatValue(worst.residual, 2)} of K_b, at step ${formatCount(worst.step)}`;
}

/** What a finished run shows on the terminal: how it ended, and the last decomposed step. */
export function summarize(
  experiment: Experiment,
  store: RunStore,
  validation: ValidationCurve,
  result: RunResult,
): string {
  const { mode, every } = experiment.analysis;
  const frame = store.frameAt(store.frameCount - 1);
  const lines = heading(experiment, validation, result);
  if (frame === undefined) return [...lines, 'no step was decomposed', ''].join('\n');
  const samples = mode === 'probe' ? experiment.analysis.probe : experiment.training.batchSize;
  return [
    ...lines,
    '',
    `step ${formatCount(frame.step)}, the last of ${formatCount(store.frameCount)} decomposed (every ${every}); mode ${mode}, means over ${count(samples, 'sample')}`,
    '',
    layerTable(experiment.network.links, frame),
    '',
    `loss          ${formatValue(frame.loss)}`,
    `bulk          ${formatValue(frame.bulk)}`,
    `boundary      ${formatValue(frame.boundary)}  = C + F of layer 0 - loss`,
    `Lagrangian    ${formatValue(frame.lagrangian)}  = bulk + boundary`,
    worstResidual(store),
    '',
  ].join('\n');
}
