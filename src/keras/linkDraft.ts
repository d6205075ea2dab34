import type { ActivationName } from '../base/activation.js';
import type { LayerAst } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';
import type { CarrierDraft, Late, SkipSource } from './draft.js';
import { member } from './jsonNode.js';
import { countOf, placeOf, titleOf } from './kerasLayer.js';
import type { Step } from './reading.js';

/** Values of the keys that are known only behind a layer. */
interface LateValues {
  readonly activation?: Located<ActivationName>;
  readonly skipFrom?: SkipSource['from'];
  readonly skipValue?: SkipSource['value'];
}

/** @param finish makes the layer when all is known */
export function linkDraft(step: Step, name: string, finish: (late: LateValues) => LayerAst): CarrierDraft {
  return {
    role: 'link',
    name,
    range: step.node.layer.range,
    activation: undefined,
    skip: undefined,
    finish: (late) => finish(lateValues(late)),
  };
}

const lateValues = ({ activation, skip }: Late): LateValues => ({
  ...(activation === undefined ? {} : { activation }),
  ...(skip === undefined ? {} : { skipFrom: skip.from, skipValue: skip.value }),
});

/** A number that a layer cannot do without; reported where it is missing. */
export function requireCount({ node: { layer }, report }: Step, key: string): Located<number> | undefined {
  const node = member(layer.config, key);
  const count = countOf(node);
  if (count === undefined) {
    report({
      code: 'keras.layer',
      severity: 'error',
      message: `${titleOf(layer)} needs "${key}", a whole number from 1.`,
      range: node === undefined ? placeOf(layer) : { start: node.offset, end: node.offset + node.length },
    });
  }
  return count;
}
