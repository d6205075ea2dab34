import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { StepAnalyzer } from '../../../src/decomposition/stepAnalyzer.js';
import { denseStructure } from './structures.js';
import type { NetworkStructure, ParameterSnapshot, StepPair } from '../../../src/decomposition/types.js';

const chain: NetworkStructure = {
  inputShape: [2],
  links: [
    denseStructure({ inputs: 2, outputs: 3, activationIn: 'linear', bias: true }),
    denseStructure({ inputs: 3, outputs: 1, activationIn: 'gelu', bias: true }),
  ],
  operationsOut: [],
  outputActivation: 'linear',
  loss: 'mse',
};

const random = createRandom(1, 'analyzer');
const normals = (count: number): Float32Array => Float32Array.from({ length: count }, () => random.normal());
const snapshot = (): ParameterSnapshot =>
  chain.links.map((link) => ({ weights: normals(link.inputs * link.outputs), bias: normals(link.outputs) }));

/** Counts how often the weights of a snapshot are read for a forward pass through its first link. */
function counted(parameters: ParameterSnapshot): {
  readonly parameters: ParameterSnapshot;
  readonly reads: () => number;
} {
  let reads = 0;
  const [first, ...rest] = parameters;
  const spied = {
    bias: first!.bias,
    get weights() {
      reads++;
      return first!.weights;
    },
  };
  return { parameters: [spied, ...rest], reads: () => reads };
}

describe('StepAnalyzer', () => {
  const states = [snapshot(), snapshot(), snapshot()] as const;
  const inputs = normals(4);
  const targets = normals(2);
  const pairOf = (before: ParameterSnapshot, after: ParameterSnapshot, x = inputs): StepPair => ({
    before,
    after,
    samples: 2,
    inputsBefore: x,
    inputsAfter: x,
    targets,
  });

  it('gives what decompose gives, step after step, on changing samples too', () => {
    const analyzer = new StepAnalyzer(chain);
    const others = normals(4);
    for (const pair of [
      pairOf(states[0], states[1]),
      pairOf(states[1], states[2]),
      pairOf(states[1], states[2], others),
      pairOf(states[2], states[0]),
    ]) {
      expect(analyzer.analyze(pair)).toEqual(decompose(chain, pair));
    }
  });

  it('runs the state after a step only once when it is the state before the next', () => {
    const shared = counted(states[1]);
    const analyzer = new StepAnalyzer(chain);
    analyzer.analyze(pairOf(states[0], shared.parameters));
    const readsOfFirst = shared.reads();
    analyzer.analyze(pairOf(shared.parameters, states[2]));
    const readsOfSecond = shared.reads() - readsOfFirst;
    expect(readsOfSecond).toBeLessThan(readsOfFirst);
  });
});
