import type { DenseLink } from '../../../src/network/types.js';

/** A dense link that trains: 4 → 4 with bias unless told otherwise. */
export function denseLink(m: number, changes: Partial<DenseLink> = {}): DenseLink {
  const { inputs = 4, outputs = 4, bias = true } = changes;
  return {
    m,
    name: `dense${m}`,
    type: 'dense',
    inputShape: [inputs],
    outputShape: [outputs],
    inputs,
    outputs,
    activationIn: m === 0 ? 'linear' : 'tanh',
    operationsIn: [],
    bias,
    initializer: { kind: 'glorot', gain: 1 },
    norm: undefined,
    skips: [],
    learningRateMultiplier: 1,
    weightDecay: 0,
    frozen: false,
    tiedTo: undefined,
    parameterCount: inputs * outputs + (bias ? outputs : 0),
    layer: m,
    range: { start: 10 * m, end: 10 * m + 9 },
    copies: [],
    ...changes,
  };
}
