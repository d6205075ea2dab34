import type { LossName } from '../base/loss.js';
import type { CodedDiagnostic } from '../spec/diagnosticList.js';
import type { NetworkCode } from './networkCodes.js';
import type { ReadLayers } from './readLayers.js';
import { sizeOf } from './shape.js';
import type { TrainingGap } from './trainable.js';
import type { Network, Shape } from './types.js';

/** A network whose layers are all known. */
export function makeNetwork(
  { links, operationsOut, outputActivation, outputShape, parameterCount }: ReadLayers,
  inputShape: Shape,
  loss: LossName,
): Network {
  return {
    inputShape,
    inputs: sizeOf(inputShape),
    outputs: sizeOf(outputShape ?? []),
    links,
    operationsOut,
    outputActivation,
    loss,
    parameterCount,
  };
}

/** Says at its place what this version does not train. */
export const describeGap = ({ feature, range }: TrainingGap): CodedDiagnostic<NetworkCode> => ({
  code: 'training.notYet',
  severity: 'information',
  message: `This version does not train ${feature} yet. The network is checked and its symmetries are analysed, but it cannot be run.`,
  range,
});
