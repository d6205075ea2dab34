import type { Report } from '../spec/diagnosticList.js';
import type { ExpandedLayer } from './expandLayers.js';
import { nameLinks } from './nameLinks.js';
import type { NetworkCode } from './networkCodes.js';
import type { Link } from './types.js';

/**
 * The links of a chain of layers, those whose shape is known: link m needs the width of layer m and of what is before
 * it. The activation moves over: what the spec writes at layer m is the input activation of link m+1 (THEORY §0).
 * @param inputs width of the data; undefined when unknown
 */
export function chainLinks(
  layers: readonly ExpandedLayer[],
  inputs: number | undefined,
  report: Report<NetworkCode>,
): readonly Link[] {
  const names = nameLinks(layers, report);
  return layers.flatMap(({ dense, range, copies }, m): Link[] => {
    const before = m === 0 ? undefined : layers[m - 1]?.dense;
    const width = m === 0 ? inputs : before?.values.units?.value;
    const units = dense?.values.units?.value;
    if (dense === undefined || width === undefined || units === undefined) return [];
    const bias = dense.values.bias.value;
    return [
      {
        m,
        name: names[m] ?? '',
        type: 'dense',
        inputShape: [width],
        outputShape: [units],
        inputs: width,
        outputs: units,
        activationIn: before?.values.activation.value ?? 'linear',
        operationsIn: [],
        bias,
        initializer: dense.values.init.value,
        norm: undefined,
        skips: [],
        learningRateMultiplier: 1,
        weightDecay: 0,
        frozen: false,
        tiedTo: undefined,
        parameterCount: width * units + (bias ? units : 0),
        layer: m,
        range,
        copies,
      },
    ];
  });
}
