import { runForward, type ForwardPass } from '../decomposition/forwardPass.js';
import type { StepPair } from '../decomposition/types.js';
import type { TrainableNetwork } from '../network/types.js';
import { runBackward, type BackwardPass } from './backwardPass.js';
import { linearize, type Linearization } from './linearization.js';

/**
 * The passes through a network over one step, each made when it is first asked for: all that is recorded of the step comes
 * from the same ones.
 */
export class StepPasses {
  private readonly made = new Map<string, ForwardPass>();
  private linearization: Linearization | undefined;
  private errors: BackwardPass | undefined;

  /** @param pair what is recorded of the step is measured on its samples */
  constructor(
    private readonly network: TrainableNetwork,
    readonly pair: StepPair,
  ) {}

  /** θ_k on X_k */
  get before(): ForwardPass {
    return this.pass('before', 'inputsBefore');
  }

  /** θ_(k+1) on X_(k+1); in the other modes than streaming that is X_k. */
  get after(): ForwardPass {
    return this.pass('after', 'inputsAfter');
  }

  /** θ_k on X_(k+1): what the data alone move. */
  get moved(): ForwardPass {
    return this.pass('before', 'inputsAfter');
  }

  /** θ_(k+1) on X_k: what learning alone moves. */
  get learned(): ForwardPass {
    return this.pass('after', 'inputsBefore');
  }

  /** At θ_k and X_k. */
  get point(): Linearization {
    const { before, inputsBefore, samples } = this.pair;
    this.linearization ??= linearize(this.network, before, inputsBefore, samples, this.before);
    return this.linearization;
  }

  /** Errors of every sample there. */
  get backward(): BackwardPass {
    this.errors ??= runBackward(this.point, this.pair.targets);
    return this.errors;
  }

  /** @throws RangeError when the pair does not fit the network */
  private pass(parameters: 'before' | 'after', inputs: 'inputsBefore' | 'inputsAfter'): ForwardPass {
    const { pair } = this;
    const on = pair.inputsAfter === pair.inputsBefore ? 'inputsBefore' : inputs;
    const name = `${parameters} on ${on}`;
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const pass = runForward(this.network, pair[parameters], pair[on], pair.samples);
    this.made.set(name, pass);
    return pass;
  }
}
