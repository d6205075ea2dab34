import { localNeighbours } from '../../network/parameterLayout.js';
import type { Kernels } from '../kernels.js';
import type { Tensor } from '../tensorStore.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Passed } from './layer.js';

/**
 * z_i = W_0i h_(i+lower) + W_1i h_(i+upper) + b_i on a ring of N neurons, of link m (THEORY §4.1). A few operations a
 * neuron, done in place of several kernel calls.
 * @param hidden samples × N
 */
export function passLocal(
  kernels: Kernels,
  hidden: Tensor,
  { weights, bias }: LinkTensors,
  m: number,
  frozen: boolean,
): Passed {
  const [samples, neurons] = [hidden.shape[0]!, hidden.shape[1]!];
  const { lower, upper } = localNeighbours(m);
  const h = kernels.read(hidden);
  const w = kernels.read(weights);
  const b = bias && kernels.read(bias);
  const z = new Float32Array(h.length);
  for (let i = 0; i < neurons; i++) {
    const [low, high] = [(i + lower + neurons) % neurons, (i + upper) % neurons];
    const [lowWeight, highWeight, shift] = [w[i]!, w[neurons + i]!, b?.[i] ?? 0];
    for (let at = 0; at < h.length; at += neurons) {
      z[at + i] = lowWeight * h[at + low]! + highWeight * h[at + high]! + shift;
    }
  }
  return {
    value: kernels.uploadTemporary(z, [samples, neurons]),
    backward: (error, gradients, wantsInput) => {
      const e = kernels.read(error);
      if (!frozen) {
        const sums = new Float32Array(2 * neurons);
        for (let i = 0; i < neurons; i++) {
          const [low, high] = [(i + lower + neurons) % neurons, (i + upper) % neurons];
          let [lowSum, highSum] = [0, 0];
          for (let at = 0; at < e.length; at += neurons) {
            lowSum += e[at + i]! * h[at + low]!;
            highSum += e[at + i]! * h[at + high]!;
          }
          sums[i] = lowSum;
          sums[neurons + i] = highSum;
        }
        gradients.add(weights, kernels.uploadTemporary(sums, weights.shape));
        if (bias !== undefined) gradients.add(bias, kernels.sumColumns(error));
      }
      if (!wantsInput) return undefined;
      const back = new Float32Array(e.length);
      for (let j = 0; j < neurons; j++) {
        // Neuron j is the lower neighbour of one neuron and the upper one of another.
        const [above, below] = [(j - lower) % neurons, (j - upper + neurons) % neurons];
        const [lowWeight, highWeight] = [w[above]!, w[neurons + below]!];
        for (let at = 0; at < e.length; at += neurons) {
          back[at + j] = lowWeight * e[at + above]! + highWeight * e[at + below]!;
        }
      }
      return kernels.uploadTemporary(back, hidden.shape);
    },
  };
}
