import { fail, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import { MAX_DATA_NUMBERS } from '../data/readTable.js';
import type { TeacherPlan } from '../data/types.js';
import { readKerasModel, type KerasModel } from '../keras/readKerasModel.js';
import { writeNumber } from '../spec/describe.js';
import { DiagnosticList } from '../spec/diagnosticList.js';
import { NOTHING_CHECKED, type CheckedSpec } from './checkedSpec.js';
import { describeGap, makeNetwork } from './makeNetwork.js';
import { MAX_PARAMETERS, MAX_PASS_NEURONS } from './limits.js';
import { readLayers, type ReadLayers } from './readLayers.js';
import { writeShape } from './shape.js';
import { trainableNetwork, type TrainingGap } from './trainable.js';
import type { AnalysisPlan, Network, TrainableNetwork, TrainablePlan } from './types.js';

const SEED = 0;
const SAMPLES = 512;

/** As in a spec that says nothing. */
const TRAINING: TrainablePlan = {
  optimizer: { kind: 'sgd' },
  schedule: { kind: 'constant' },
  learningRate: 0.01,
  batchSize: 1,
  steps: 1000,
  backend: 'wasm',
};
const ANALYSIS: AnalysisPlan = {
  every: 10,
  probe: 8,
  mode: 'probe',
  dynamics: undefined,
  continuum: 50,
  statistics: 0,
  seeds: 1,
};

/** Data that any network can take: as many samples as there may be, if 512 are too many. */
function teacherFor({ inputShape, inputs, outputs }: Network): TeacherPlan {
  const samples = Math.min(SAMPLES, Math.floor(MAX_DATA_NUMBERS / (inputs + outputs)));
  return {
    source: 'teacher',
    inputs,
    outputs,
    samples: Math.max(1, samples),
    noise: 0,
    ...(inputShape.length > 1 ? { shape: inputShape } : {}),
  };
}

/** What keeps a file from being run is no error: it asks for nothing. */
function trainableModel(network: Network, start: TextRange): Result<TrainableNetwork, TrainingGap> {
  const neurons = network.links.reduce((sum, { outputs }) => sum + outputs, network.inputs);
  if (network.parameterCount > MAX_PARAMETERS || ANALYSIS.probe * neurons > MAX_PASS_NEURONS) {
    const parameters = writeNumber(network.parameterCount);
    return fail({ feature: `networks as large as this one (${parameters} parameters)`, range: start });
  }
  return trainableNetwork(network);
}

function assumptionsOf(model: KerasModel, { outputShape }: ReadLayers): readonly string[] {
  const { inputShape } = model;
  if (inputShape === undefined || outputShape === undefined) return [];
  const flat = outputShape.length > 1 ? `, compared number by number` : '';
  return [
    `Data: inputs of shape ${writeShape(inputShape.value)} drawn from a normal distribution, targets of shape ${writeShape(outputShape)}${flat} from a random network (source: teacher, ${SAMPLES} samples, seed ${SEED}).`,
    'Loss: mse.',
    `Training: sgd with learning rate ${TRAINING.learningRate}, batch size ${TRAINING.batchSize}, ${TRAINING.steps} steps; the first weights are drawn anew, those of the file are not read.`,
    'A spec that names this file (network: {keras: …}) can say all of this.',
  ];
}

/**
 * Checks the JSON text of a Keras model that is opened by itself: what a run needs beyond it is assumed, and said in
 * `assumptions`. Ranges are places in the JSON text. Pure, never throws.
 */
export function checkKerasModel(text: string): CheckedSpec {
  const diagnostics = new DiagnosticList();
  const { report } = diagnostics;
  const model = readKerasModel(text, report);
  if (model === undefined) return { ...NOTHING_CHECKED, diagnostics: diagnostics.list() };
  const { inputShape } = model;
  const start = { start: 0, end: Math.min(1, text.length) };
  const chain = readLayers(
    { list: model.layers, range: start, input: inputShape?.value, weightDecay: 0 },
    report,
    ({ code, message, range }) => {
      report({ code, severity: 'error', message, range });
    },
  );
  if (inputShape === undefined && !diagnostics.hasError) {
    report({
      code: 'network.unknownShape',
      severity: 'error',
      message:
        'The file leaves the shape of the input open. Save the model with sizes, or name it in a spec, whose data has a shape.',
      range: chain.layers[0]?.range ?? start,
    });
  }
  const complete = !diagnostics.hasError && chain.complete && inputShape !== undefined;
  const network = complete ? makeNetwork(chain, inputShape.value, 'mse') : undefined;
  const trainable = network === undefined ? undefined : trainableModel(network, start);
  const gap = trainable?.ok === false ? trainable.error : undefined;
  if (gap !== undefined) report(describeGap(gap));
  const experiment =
    network === undefined || trainable?.ok !== true
      ? undefined
      : {
          name: model.name,
          seed: SEED,
          network: trainable.value,
          data: teacherFor(network),
          training: TRAINING,
          analysis: ANALYSIS,
        };
  return {
    ...NOTHING_CHECKED,
    name: model.name,
    layers: chain.layers,
    links: chain.links,
    network,
    experiment,
    gap,
    assumptions: network === undefined ? [] : assumptionsOf(model, chain),
    diagnostics: diagnostics.list(),
  };
}
