import type { Batch } from '../engine/batches.js';
import type { Float32LinkParameters } from '../engine/initialParameters.js';
import type { AnalysisMode, Network } from '../network/types.js';
import type { NamedTensor } from '../protocol/worker.js';

/** What was recorded of one analysed step. */
export interface RecordedStep {
  readonly step: number;
  readonly before: readonly Float32LinkParameters[];
  readonly after: readonly Float32LinkParameters[];
  /** X at the step and X of the state after it; the targets are those of the first. */
  readonly samplesBefore: Batch;
  readonly samplesAfter: Batch;
}

function parameterTensors(
  network: Network,
  prefix: string,
  parameters: readonly Float32LinkParameters[],
): NamedTensor[] {
  return parameters.flatMap(({ weights, bias }, m) => {
    const { inputs, outputs } = network.links[m]!;
    const W: NamedTensor = { name: `${prefix}/W${m}`, shape: [inputs, outputs], values: weights };
    return bias === undefined ? [W] : [W, { name: `${prefix}/b${m}`, shape: [outputs], values: bias }];
  });
}

const inputTensor = (network: Network, name: string, batch: Batch): NamedTensor => ({
  name,
  shape: [batch.samples, network.inputs],
  values: batch.x,
});

const targetTensor = (network: Network, name: string, batch: Batch): NamedTensor => ({
  name,
  shape: [batch.samples, network.outputs],
  values: batch.y,
});

/** The fixed samples of probe mode, exported once. */
export function probeTensors(network: Network, probe: Batch): NamedTensor[] {
  return [inputTensor(network, 'probe/X', probe), targetTensor(network, 'probe/Y', probe)];
}

/** Everything that the numbers of one frame are computed from (docs/formats.md), but for the fixed samples of probe mode. */
export function stepTensors(network: Network, mode: AnalysisMode, recorded: RecordedStep): NamedTensor[] {
  const prefix = `step${recorded.step}`;
  const parameters = [
    ...parameterTensors(network, `${prefix}/before`, recorded.before),
    ...parameterTensors(network, `${prefix}/after`, recorded.after),
  ];
  if (mode === 'probe') return parameters;
  return [
    ...parameters,
    inputTensor(network, `${prefix}/X0`, recorded.samplesBefore),
    inputTensor(network, `${prefix}/X1`, recorded.samplesAfter),
    targetTensor(network, `${prefix}/Y0`, recorded.samplesBefore),
  ];
}
