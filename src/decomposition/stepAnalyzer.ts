import { decomposePasses } from './decompose.js';
import { runForward, type ForwardPass } from './forwardPass.js';
import type { NetworkStructure, Decomposition, FloatArray, ParameterSnapshot, StepPair } from './types.js';

interface RememberedPass {
  readonly parameters: ParameterSnapshot;
  readonly inputs: FloatArray;
  readonly pass: ForwardPass;
}

/**
 * Decomposes the steps of one run in order. With fixed samples and every step analysed, the state after a step is
 * the state before the next: that forward pass is used twice. Snapshots and inputs are recognised by identity and
 * must not be changed after they were given.
 */
export class StepAnalyzer {
  private last: RememberedPass | undefined;

  constructor(private readonly network: NetworkStructure) {}

  /** @throws RangeError when the pair does not fit the network */
  analyze(pair: StepPair): Decomposition {
    const before = this.pass(pair.before, pair.inputsBefore, pair.samples);
    const after = this.pass(pair.after, pair.inputsAfter, pair.samples);
    this.last = { parameters: pair.after, inputs: pair.inputsAfter, pass: after };
    return decomposePasses(this.network, pair, before, after);
  }

  private pass(parameters: ParameterSnapshot, inputs: FloatArray, samples: number): ForwardPass {
    const last = this.last;
    if (last?.parameters === parameters && last.inputs === inputs && last.pass.samples === samples)
      return last.pass;
    return runForward(this.network, parameters, inputs, samples);
  }
}
