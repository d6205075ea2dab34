import {
  ACTIVATION,
  BIAS,
  BIAS_FIRST,
  BIAS_GRADIENT,
  BIAS_SECOND,
  ERRORS,
  FROZEN,
  HIDDEN,
  HIDDEN_ERRORS,
  KIND,
  LINK_INPUTS,
  LINK_OUTPUTS,
  LOWER_NEIGHBOUR,
  NEURON_ERRORS,
  NEURONS,
  RATE_FACTOR,
  RING,
  TIED,
  TIED_BIASES,
  TIED_WEIGHTS,
  UPPER_NEIGHBOUR,
  WEIGHT_DECAY,
  WEIGHTS,
  WEIGHTS_FIRST,
  WEIGHTS_GRADIENT,
  WEIGHTS_SECOND,
} from '../chainLayout';
import { multiplyBySlope } from './activation';
import { sumColumns } from './arrays';
import { addList } from './lists';
import { backSample } from './oneSample';
import { multiply } from './product';
import { ringInputGradient, ringWeightGradient } from './ring';
import { KEEP, setMemory, setUpdate, updateArray } from './update';
import { updateBias } from './updateBias';

/**
 * Leads the errors of a link back to the link `below` (0: none, its input is the data), then moves W and b.
 * @param data X
 * @param rate η
 */
export function backward(link: usize, below: usize, data: usize, samples: i32, rate: f32): void {
  const h: usize = below == 0 ? data : load<u32>(below, HIDDEN);
  const back: usize = below == 0 ? 0 : load<u32>(below, ERRORS);
  const frozen = load<i32>(link, FROZEN) != 0;
  const gathered = load<u32>(link, WEIGHTS_GRADIENT) != 0;
  rate *= load<f32>(link, RATE_FACTOR);

  const weights: usize = load<u32>(link, WEIGHTS);
  setMemory(weights, load<u32>(link, WEIGHTS_FIRST), load<u32>(link, WEIGHTS_SECOND));
  const mode = setUpdate(rate, load<f32>(link, WEIGHT_DECAY));
  if (samples == 1 && !gathered && load<i32>(link, KIND) != RING) {
    const inputs = load<i32>(link, LINK_INPUTS);
    const outputs = load<i32>(link, LINK_OUTPUTS);
    backSample(mode, h, weights, load<u32>(link, ERRORS), back, inputs, outputs, frozen);
  } else {
    // First the errors, for they need W as it was.
    if (back != 0) leadBack(link, back, samples);
    if (!frozen) {
      if (gathered) gatherGradient(link, h, samples);
      else multiplyTransposed(mode, link, h, weights, samples);
      if (gathered && load<i32>(link, TIED) == 0) {
        updateArray(mode, weights, load<u32>(link, WEIGHTS_GRADIENT), weightCount(link));
      }
    }
  }
  if (back != 0) finishErrors(below, back, samples * load<i32>(below, LINK_OUTPUTS));
  if (!frozen && load<u32>(link, BIAS) != 0) moveBias(link, samples, rate);
}

function weightCount(link: usize): i32 {
  const rows = load<i32>(link, KIND) == RING ? 2 : load<i32>(link, LINK_INPUTS);
  return rows * load<i32>(link, LINK_OUTPUTS);
}

/** ∂ℓ/∂h^(m) as far as it comes through W: δ Wᵀ. */
function leadBack(link: usize, back: usize, samples: i32): void {
  const inputs = load<i32>(link, LINK_INPUTS);
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const weights: usize = load<u32>(link, WEIGHTS);
  const errors: usize = load<u32>(link, ERRORS);
  if (load<i32>(link, KIND) == RING) {
    const lower = load<i32>(link, LOWER_NEIGHBOUR);
    const upper = load<i32>(link, UPPER_NEIGHBOUR);
    ringInputGradient(errors, weights, back, samples, inputs, lower, upper);
    return;
  }
  const inputRow = (<usize>inputs) << 2;
  const outputRow = (<usize>outputs) << 2;
  multiply(KEEP, errors, outputRow, 4, weights, 4, outputRow, 0, back, inputRow, samples, inputs, outputs);
}

/** Does with hᵀ δ, the gradient of a dense link's weights, what `mode` says. */
function multiplyTransposed(mode: i32, link: usize, h: usize, to: usize, samples: i32): void {
  const inputs = load<i32>(link, LINK_INPUTS);
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const inputRow = (<usize>inputs) << 2;
  const outputRow = (<usize>outputs) << 2;
  const errors: usize = load<u32>(link, ERRORS);
  multiply(mode, h, 4, inputRow, errors, outputRow, 4, 0, to, outputRow, inputs, outputs, samples);
}

/** ∂ℓ/∂W, with that of the links tied to this one, which lie above it. */
function gatherGradient(link: usize, h: usize, samples: i32): void {
  const gradient: usize = load<u32>(link, WEIGHTS_GRADIENT);
  if (load<i32>(link, KIND) == RING) {
    const neurons = load<i32>(link, LINK_OUTPUTS);
    const lower = load<i32>(link, LOWER_NEIGHBOUR);
    const upper = load<i32>(link, UPPER_NEIGHBOUR);
    ringWeightGradient(h, load<u32>(link, ERRORS), gradient, samples, neurons, lower, upper);
  } else {
    multiplyTransposed(KEEP, link, h, gradient, samples);
  }
  addList(load<u32>(link, TIED_WEIGHTS), gradient, weightCount(link));
}

/** From ∂ℓ/∂h, as far as it comes through the weights above, to ∂ℓ/∂z: with that of skips, and times σ′. */
function finishErrors(link: usize, errors: usize, count: i32): void {
  addList(load<u32>(link, HIDDEN_ERRORS), errors, count);
  multiplyBySlope(
    load<i32>(link, ACTIVATION),
    errors,
    load<u32>(link, NEURONS),
    load<u32>(link, HIDDEN),
    count,
  );
  addList(load<u32>(link, NEURON_ERRORS), errors, count);
}

/** Moves b by the sum of δ over the samples. Decay is for weights. */
function moveBias(link: usize, samples: i32, rate: f32): void {
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const bias: usize = load<u32>(link, BIAS);
  const errors: usize = load<u32>(link, ERRORS);
  const gradient: usize = load<u32>(link, BIAS_GRADIENT);
  setMemory(bias, load<u32>(link, BIAS_FIRST), load<u32>(link, BIAS_SECOND));
  const mode = setUpdate(rate, 0);
  if (gradient == 0) {
    updateBias(mode, bias, errors, samples, outputs);
    return;
  }
  sumColumns(errors, samples, outputs, gradient);
  addList(load<u32>(link, TIED_BIASES), gradient, outputs);
  if (load<i32>(link, TIED) == 0) updateArray(mode, bias, gradient, outputs);
}
