import type { DataPlan } from '../data/types.js';
import { quote } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { SpecAst } from '../spec/parseSpec.js';
import type { CheckedData } from './checkData.js';
import type { ExpandedLayer } from './expandLayers.js';
import type { NetworkCode } from './networkCodes.js';

/** Whether every row of Y is a probability distribution over the outputs. */
function hasProbabilities(plan: DataPlan): boolean {
  switch (plan.source) {
    case 'teacher':
    case 'sine':
    case 'ring-waves':
      return false;
    case 'spirals':
    case 'moons':
    case 'xor':
    case 'mnist1d':
    case 'digits':
    case 'iris':
      return true;
    case 'csv':
      return plan.targetKind === 'classes';
  }
}

/** Checks the boundary at the output: the last layer against the data, and the loss against both. */
export function checkHead(
  layers: readonly ExpandedLayer[],
  { plan, outputsRange }: CheckedData,
  ast: SpecAst,
  report: Report<NetworkCode>,
): void {
  const head = layers.at(-1);
  const units = head?.dense?.values.units;
  if (head !== undefined && units !== undefined && units.value !== plan.outputs) {
    report({
      code: 'network.outputMismatch',
      severity: 'error',
      message: `The last layer has ${units.value} units, but the data has ${plan.outputs} ${plan.outputs === 1 ? 'output' : 'outputs'}: the two must be equal.`,
      range: units.range,
      related: [{ message: `The data has ${plan.outputs} outputs`, range: outputsRange }],
      // The last of several copies shares its definition with the others.
      ...(head.copies.length > 0
        ? {}
        : {
            fix: {
              title: `Change units to ${plan.outputs}`,
              edits: [{ range: units.range, newText: String(plan.outputs) }],
            },
          }),
    });
  }
  const { loss } = ast.values;
  if (loss?.value !== 'crossEntropy') return;
  if (!hasProbabilities(plan)) {
    report({
      code: 'network.lossTargets',
      severity: 'error',
      message:
        'crossEntropy compares probabilities, but the targets of this data are numbers: use mse, or data with classes.',
      range: loss.range,
      related: [{ message: 'The data', range: outputsRange }],
      fix: { title: 'Change to mse', edits: [{ range: loss.range, newText: 'mse' }] },
    });
  }
  if (units?.value === 1) {
    report({
      code: 'network.lossOutputs',
      severity: 'error',
      message: 'crossEntropy needs at least 2 outputs: the softmax of one number is always 1.',
      range: units.range,
      related: [{ message: 'The loss', range: loss.range }],
    });
  }
  const activation = head?.dense?.values.activation;
  if (activation !== undefined && activation.value !== 'linear') {
    report({
      code: 'network.activatedLogits',
      severity: 'warning',
      message: `crossEntropy applies softmax to the outputs; with ${quote(activation.value)} before it, not every distribution can be reached. Leave the last layer linear.`,
      range: activation.range,
      related: [{ message: 'The loss', range: loss.range }],
      ...(head !== undefined && head.copies.length > 0
        ? {}
        : { fix: { title: 'Change to linear', edits: [{ range: activation.range, newText: 'linear' }] } }),
    });
  }
}
