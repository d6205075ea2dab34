import { decaysOf, OPTIMIZER_CODES } from '../../kernels/describeChain.js';
import type { Optimizer } from '../../network/types.js';
import { lengthOf, type Tensor } from '../tensorStore.js';
import {
  adamFactors,
  rmspropFactors,
  type Move,
  type ParameterState,
  type UpdateRule,
} from '../updateRule.js';
import type { HeapStore } from './heapStore.js';

/** Where what is remembered of parameters lies: what remembers a mean of gradients, and one of their squares. */
type Memory = readonly [first: number, second: number];

/** The optimisers on the heap: parameters and what is remembered of them are changed where they are, in one call. */
export function updateRuleOnHeap(store: HeapStore, optimizer: Optimizer): UpdateRule {
  const { memorySize, memoryOf } = memoriesOf(optimizer);
  const code = OPTIMIZER_CODES[optimizer.kind];
  const decays = decaysOf(optimizer);
  return {
    wants: 'gradient',
    memorySize,
    update: (state: ParameterState, gradient: Tensor, move: Move) => {
      const [first, second] = memoryOf(state.memory.map((tensor) => store.addressOf(tensor)));
      const { step, epsilon } = factorsOf(optimizer, move);
      store.functions.moveParameters(
        code,
        store.addressOf(state.parameter),
        store.addressOf(gradient),
        first,
        second,
        lengthOf(state.parameter),
        step,
        move.decay,
        decays.first,
        decays.second,
        epsilon,
      );
      return state;
    },
  };
}

function memoriesOf({ kind }: Optimizer): {
  readonly memorySize: number;
  readonly memoryOf: (addresses: readonly number[]) => Memory;
} {
  switch (kind) {
    case 'sgd':
      return { memorySize: 0, memoryOf: () => [0, 0] };
    case 'momentum':
    case 'nesterov':
      return { memorySize: 1, memoryOf: ([velocity]) => [velocity!, 0] };
    case 'adam':
      return { memorySize: 2, memoryOf: ([mean, square]) => [mean!, square!] };
    case 'rmsprop':
      return { memorySize: 1, memoryOf: ([square]) => [0, square!] };
  }
}

/** η and ε with the corrections of an optimiser that has some. */
function factorsOf(
  optimizer: Optimizer,
  { rate, step }: Move,
): { readonly step: number; readonly epsilon: number } {
  switch (optimizer.kind) {
    case 'adam':
      return adamFactors(optimizer, rate, step);
    case 'rmsprop':
      return rmspropFactors(optimizer, rate);
    default:
      return { step: rate, epsilon: 0 };
  }
}
