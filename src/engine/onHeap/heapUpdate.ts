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

/** Moves the parameters at `w` by the gradients at `g`; `memory` are addresses, too. */
type Mover = (w: number, g: number, memory: readonly number[], count: number, move: Move) => void;

/** The optimisers on the heap: parameters and what is remembered of them are changed where they are, in one call. */
export function updateRuleOnHeap(store: HeapStore, optimizer: Optimizer): UpdateRule {
  const { memorySize, mover } = moverOf(store, optimizer);
  return {
    wants: 'gradient',
    memorySize,
    update: (state: ParameterState, gradient: Tensor, move: Move) => {
      const memory = state.memory.map((tensor) => store.addressOf(tensor));
      const [w, g] = [store.addressOf(state.parameter), store.addressOf(gradient)];
      mover(w, g, memory, lengthOf(state.parameter), move);
      return state;
    },
  };
}

function moverOf(store: HeapStore, optimizer: Optimizer): { memorySize: number; mover: Mover } {
  const { functions } = store;
  switch (optimizer.kind) {
    case 'sgd':
      return {
        memorySize: 0,
        mover: (w, g, _, count, { rate, decay }) => {
          functions.descend(w, g, count, rate, decay);
        },
      };
    case 'momentum':
    case 'nesterov': {
      const looksAhead = optimizer.kind === 'nesterov' ? 1 : 0;
      return {
        memorySize: 1,
        mover: (w, g, [velocity], count, { rate, decay }) => {
          functions.accelerate(w, g, velocity!, count, rate, decay, optimizer.momentum, looksAhead);
        },
      };
    }
    case 'adam':
      return {
        memorySize: 2,
        mover: (w, g, [mean, square], count, { rate, decay, step: k }) => {
          const { step, epsilon } = adamFactors(optimizer, rate, k);
          const { beta1, beta2 } = optimizer;
          functions.adapt(w, g, mean!, square!, count, step, decay, beta1, beta2, epsilon);
        },
      };
    case 'rmsprop':
      return {
        memorySize: 1,
        mover: (w, g, [square], count, { rate, decay }) => {
          const { step, epsilon } = rmspropFactors(optimizer, rate);
          functions.scaleByRoot(w, g, square!, count, step, decay, optimizer.decay, epsilon);
        },
      };
  }
}
