import type { Batch } from '../engine/batches.js';
import type { Float32LinkParameters } from '../engine/initialParameters.js';
import { parameterArrays } from '../network/parameterArrays.js';
import { weightShape } from '../network/parameterLayout.js';
import type { AnalysisMode, TrainableNetwork } from '../network/types.js';
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

/** W and b in the shapes of the parameter layout, and what norms have beside them. */
function parameterTensors(
  network: TrainableNetwork,
  prefix: string,
  parameters: readonly Float32LinkParameters[],
): NamedTensor[] {
  return parameters.flatMap((own, m) =>
    parameterArrays(own).map(({ name, place, values }): NamedTensor => ({
      name: `${prefix}/${name}${m}${place}`,
      shape: name === 'W' ? weightShape(network.links[m]!) : [values.length],
      values,
    })),
  );
}

const inputTensor = (network: TrainableNetwork, name: string, batch: Batch): NamedTensor => ({
  name,
  shape: [batch.samples, network.inputs],
  values: batch.x,
});

const targetTensor = (network: TrainableNetwork, name: string, batch: Batch): NamedTensor => ({
  name,
  shape: [batch.samples, network.outputs],
  values: batch.y,
});

/** The fixed samples of probe mode, exported once. */
export function probeTensors(network: TrainableNetwork, probe: Batch): NamedTensor[] {
  return [inputTensor(network, 'probe/X', probe), targetTensor(network, 'probe/Y', probe)];
}

/** Everything that the numbers of one frame are computed from (docs/formats.md), but for the fixed samples of probe mode. */
export function stepTensors(
  network: TrainableNetwork,
  mode: AnalysisMode,
  recorded: RecordedStep,
): NamedTensor[] {
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
