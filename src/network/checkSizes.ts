import type { TextRange } from '../base/textRange.js';
import { trainingSamples } from '../data/split.js';
import { writeNumber } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { SpecAst } from '../spec/parseSpec.js';
import type { CheckedData } from './checkData.js';
import { MAX_PARAMETERS, MAX_PASS_NEURONS } from './limits.js';
import type { NetworkCode } from './networkCodes.js';
import type { AnalysisPlan, Link, TrainingPlan } from './types.js';

export interface Sizes {
  readonly ast: SpecAst;
  readonly data: CheckedData | undefined;
  /** Those that are known. */
  readonly links: readonly Link[];
  readonly training: TrainingPlan;
  readonly analysis: AnalysisPlan;
}

/** Checks that everything fits: samples into the data, parameters and neurons into memory. */
export function checkSizes(sizes: Sizes, report: Report<NetworkCode>): void {
  checkSamples(sizes, report);
  checkParameters(sizes.links, report);
  checkPass(sizes, report);
}

function checkSamples({ ast, data, analysis }: Sizes, report: Report<NetworkCode>): void {
  if (data === undefined) return;
  const samples = trainingSamples(data.plan);
  const apart = data.plan.validation === undefined ? '' : ` to train on, and ${data.plan.validation} apart`;
  const check = (code: NetworkCode, what: string, given: { value: number; range: TextRange }): void => {
    if (given.value <= samples) return;
    report({
      code,
      severity: 'error',
      message: `${what} ${given.value} samples, but the data has ${samples}${apart}.`,
      range: given.range,
      fix: {
        title: `Change to ${samples}`,
        edits: [{ range: given.range, newText: String(samples) }],
      },
    });
  };
  check('training.batchTooLarge', 'A batch takes', ast.training.values.batchSize);
  const { probe } = ast.analysis.values;
  if (probe !== undefined && analysis.mode === 'probe') {
    check('analysis.probeTooLarge', 'The probe takes', probe);
  }
}

function checkParameters(links: readonly Link[], report: Report<NetworkCode>): void {
  const total = links.reduce((sum, link) => sum + link.parameterCount, 0);
  if (total <= MAX_PARAMETERS) return;
  let largest = links[0];
  for (const link of links) {
    if (largest === undefined || link.parameterCount > largest.parameterCount) largest = link;
  }
  if (largest === undefined) return;
  report({
    code: 'network.tooManyParameters',
    severity: 'error',
    message: `The network has ${total} parameters; at most ${writeNumber(MAX_PARAMETERS)} can be trained here. This layer has the most, ${largest.inputs} × ${largest.outputs} weights: make it or its neighbours narrower.`,
    range: largest.range,
  });
}

/** The larger of the passes that keep the neurons of all layers: a batch, or the probe. */
function checkPass({ ast, links, training, analysis }: Sizes, report: Report<NetworkCode>): void {
  const probe = analysis.mode === 'probe' ? analysis.probe : 0;
  const samples = Math.max(training.batchSize, probe);
  const widths = links.reduce((sum, { outputs }) => sum + outputs, links[0]?.inputs ?? 0);
  if (samples * widths <= MAX_PASS_NEURONS) return;
  const fromBatch = samples === training.batchSize;
  const key = fromBatch ? ast.training.values.batchSize : ast.analysis.values.probe;
  report({
    code: 'network.tooWide',
    severity: 'error',
    message: `${samples} samples in ${fromBatch ? 'a batch' : 'the probe'} × ${widths} neurons are ${writeNumber(samples * widths)} numbers in one pass; at most ${writeNumber(MAX_PASS_NEURONS)} fit. Take fewer samples or narrower layers.`,
    range: key?.range ?? ast.analysis.range,
  });
}
