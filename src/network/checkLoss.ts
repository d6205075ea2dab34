import type { LossName } from '../base/loss.js';
import type { TextRange } from '../base/textRange.js';
import { quote } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { Located } from '../spec/valueType.js';
import type { CheckedData } from './checkData.js';
import type { Head } from './checkHead.js';
import type { NetworkCode } from './networkCodes.js';
import { targetKindOf, type TargetKind } from './targetKind.js';

/** Why a loss cannot be taken of these targets; undefined when it can. */
function targetProblem(loss: LossName, targets: TargetKind): string | undefined {
  switch (loss) {
    case 'mse':
      return undefined;
    case 'crossEntropy':
    case 'klDivergence':
      return targets === 'classes' || targets === 'probabilities'
        ? undefined
        : `${loss} compares probabilities, but the targets of this data are numbers: use mse, or data with classes.`;
    case 'hinge':
      return targets === 'classes' || targets === 'signs'
        ? undefined
        : 'hinge separates classes, but the targets of this data are numbers: use mse, data with classes, or a column of 1 and −1 with "standardize: false".';
  }
}

/** Whether softmax is part of the loss. */
const appliesSoftmax = (loss: LossName): boolean => loss === 'crossEntropy' || loss === 'klDivergence';

/** Checks the loss against the targets and the end of the network. */
export function checkLoss(
  loss: Located<LossName>,
  { plan, outputsRange }: CheckedData,
  head: Head | undefined,
  report: Report<NetworkCode>,
): void {
  const problem = targetProblem(loss.value, targetKindOf(plan));
  if (problem !== undefined) {
    report({
      code: 'network.lossTargets',
      severity: 'error',
      message: problem,
      range: loss.range,
      related: [{ message: 'The data', range: outputsRange }],
      fix: { title: 'Change to mse', edits: [{ range: loss.range, newText: 'mse' }] },
    });
  }
  if (!appliesSoftmax(loss.value) || head === undefined) return;
  const related: readonly { readonly message: string; readonly range: TextRange }[] = [
    { message: 'The loss', range: loss.range },
  ];
  if (head.outputs === 1) {
    report({
      code: 'network.lossOutputs',
      severity: 'error',
      message: `${loss.value} needs at least 2 outputs: the softmax of one number is always 1.`,
      range: head.width?.range ?? head.range,
      related,
    });
  }
  const { activation } = head;
  if (activation !== undefined && activation.value !== 'linear') {
    report({
      code: 'network.activatedLogits',
      severity: 'warning',
      message: `${loss.value} applies softmax to the outputs; with ${quote(activation.value)} before it, not every distribution can be reached. Leave the last layer linear.`,
      range: activation.range,
      related,
      // The last of several copies shares its definition with the others.
      ...(head.isCopy
        ? {}
        : { fix: { title: 'Change to linear', edits: [{ range: activation.range, newText: 'linear' }] } }),
    });
  }
}
