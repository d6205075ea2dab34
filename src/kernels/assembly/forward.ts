import {
  ACTIVATION,
  ADDED_VALUES,
  BIAS,
  HIDDEN,
  KIND,
  LINK_INPUTS,
  LINK_OUTPUTS,
  LOWER_NEIGHBOUR,
  NEURONS,
  RING,
  UPPER_NEIGHBOUR,
  WEIGHTS,
} from '../chainLayout';
import { activate } from './activation';
import { addList } from './lists';
import { multiplySample } from './oneSample';
import { multiply } from './product';
import { ringForward } from './ring';
import { KEEP } from './update';

/**
 * z^(m+1) = W h + b and what skips add, then σ(z), of one link (chainLayout.ts).
 * @param h h^(m), samples × N_m
 * @returns where h^(m+1) lies
 */
export function forward(link: usize, h: usize, samples: i32): usize {
  const inputs = load<i32>(link, LINK_INPUTS);
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const weights: usize = load<u32>(link, WEIGHTS);
  const bias: usize = load<u32>(link, BIAS);
  const neurons: usize = load<u32>(link, NEURONS);
  const hidden: usize = load<u32>(link, HIDDEN);
  const count = samples * outputs;
  if (load<i32>(link, KIND) == RING) {
    const lower = load<i32>(link, LOWER_NEIGHBOUR);
    const upper = load<i32>(link, UPPER_NEIGHBOUR);
    ringForward(h, weights, bias, neurons, samples, outputs, lower, upper);
  } else if (samples == 1) {
    multiplySample(h, weights, bias, neurons, inputs, outputs);
  } else {
    const inputRow = (<usize>inputs) << 2;
    const outputRow = (<usize>outputs) << 2;
    multiply(KEEP, h, inputRow, 4, weights, outputRow, 4, bias, neurons, outputRow, samples, outputs, inputs);
  }
  addList(load<u32>(link, ADDED_VALUES), neurons, count);
  activate(load<i32>(link, ACTIVATION), neurons, hidden, count);
  return hidden;
}
