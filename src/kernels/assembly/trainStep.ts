import {
  ACTIVATION,
  BIAS,
  BIAS_VELOCITY,
  ERRORS,
  FROZEN,
  HEADER_BYTES,
  HIDDEN,
  INPUTS,
  LINK_BYTES,
  LINK_COUNT,
  LINK_INPUTS,
  LINK_OUTPUTS,
  LOOKS_AHEAD,
  LOSS,
  MOMENTUM,
  NEURONS,
  PACKED_LEFT,
  PACKED_RIGHT,
  RATE,
  RATE_FACTOR,
  SAMPLES,
  SCRATCH,
  TARGETS,
  WEIGHT_DECAY,
  WEIGHTS,
  WEIGHTS_VELOCITY,
} from '../chainLayout';
import { activate, multiplyBySlope } from './activation';
import { evaluateLoss } from './loss';
import { backSample, multiplySample } from './oneSample';
import { multiply, setPackingRoom } from './product';
import { setScratch } from './tiles';
import { KEEP, setUpdate, setVelocity } from './update';
import { updateBias } from './updateBias';

/**
 * One step of gradient descent of a chain of dense links, described as chainLayout says: forward, loss, then link by
 * link from the head to the data, gradients and update.
 * @returns the mean loss of the batch before the step
 */
export function trainStep(chain: usize): f32 {
  setPackingRoom(load<u32>(chain, PACKED_LEFT), load<u32>(chain, PACKED_RIGHT));
  setScratch(load<u32>(chain, SCRATCH));
  const links = chain + HEADER_BYTES;
  const head = links + <usize>(load<i32>(chain, LINK_COUNT) - 1) * LINK_BYTES;

  let hidden: usize = load<u32>(chain, INPUTS);
  for (let link = links; link <= head; link += LINK_BYTES) hidden = forward(chain, link, hidden);

  const samples = load<i32>(chain, SAMPLES);
  const outputs = load<i32>(head, LINK_OUTPUTS);
  const errors: usize = load<u32>(head, ERRORS);
  const loss = evaluateLoss(
    load<i32>(chain, LOSS),
    hidden,
    load<u32>(chain, TARGETS),
    errors,
    samples,
    outputs,
  );
  multiplyBySlope(load<i32>(head, ACTIVATION), errors, load<u32>(head, NEURONS), hidden, samples * outputs);

  for (let link = head; link > links; link -= LINK_BYTES) backward(chain, link, link - LINK_BYTES);
  backward(chain, links, 0);
  return loss;
}

/** z = h W + b and σ(z) of one link, whose address is returned. */
function forward(chain: usize, link: usize, h: usize): usize {
  const samples = load<i32>(chain, SAMPLES);
  const inputs = load<i32>(link, LINK_INPUTS);
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const weights: usize = load<u32>(link, WEIGHTS);
  const bias: usize = load<u32>(link, BIAS);
  const neurons: usize = load<u32>(link, NEURONS);
  const hidden: usize = load<u32>(link, HIDDEN);
  if (samples == 1) {
    multiplySample(h, weights, bias, neurons, inputs, outputs);
  } else {
    const inputRow = (<usize>inputs) << 2;
    const outputRow = (<usize>outputs) << 2;
    multiply(KEEP, h, inputRow, 4, weights, outputRow, 4, bias, neurons, outputRow, samples, outputs, inputs);
  }
  activate(load<i32>(link, ACTIVATION), neurons, hidden, samples * outputs);
  return hidden;
}

/** The errors of the link `below` (0: none, its input is the data), then the update of W and b. */
function backward(chain: usize, link: usize, below: usize): void {
  const samples = load<i32>(chain, SAMPLES);
  const inputs = load<i32>(link, LINK_INPUTS);
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const weights: usize = load<u32>(link, WEIGHTS);
  const bias: usize = load<u32>(link, BIAS);
  const errors: usize = load<u32>(link, ERRORS);
  const frozen = load<i32>(link, FROZEN) != 0;
  const h: usize = below == 0 ? load<u32>(chain, INPUTS) : load<u32>(below, HIDDEN);
  const back: usize = below == 0 ? 0 : load<u32>(below, ERRORS);

  const momentum = load<f32>(chain, MOMENTUM);
  const rate = load<f32>(chain, RATE) * load<f32>(link, RATE_FACTOR);
  const looksAhead = load<i32>(chain, LOOKS_AHEAD) != 0;
  const mode = setUpdate(rate, load<f32>(link, WEIGHT_DECAY), momentum, looksAhead);
  setVelocity(weights, load<u32>(link, WEIGHTS_VELOCITY));
  if (samples == 1) {
    backSample(mode, h, weights, errors, back, inputs, outputs, frozen);
  } else {
    const inputRow = (<usize>inputs) << 2;
    const outputRow = (<usize>outputs) << 2;
    // First δ Wᵀ, for it needs W as it was; then hᵀ δ, which moves W.
    if (back != 0) {
      multiply(
        KEEP,
        errors,
        outputRow,
        4,
        weights,
        4,
        outputRow,
        0,
        back,
        inputRow,
        samples,
        inputs,
        outputs,
      );
    }
    if (!frozen) {
      multiply(mode, h, 4, inputRow, errors, outputRow, 4, 0, weights, outputRow, inputs, outputs, samples);
    }
  }
  if (back != 0) {
    multiplyBySlope(load<i32>(below, ACTIVATION), back, load<u32>(below, NEURONS), h, samples * inputs);
  }
  if (bias != 0 && !frozen) {
    // Decay is for weights.
    const biasMode = setUpdate(rate, 0, momentum, looksAhead);
    setVelocity(bias, load<u32>(link, BIAS_VELOCITY));
    updateBias(biasMode, bias, errors, samples, outputs);
  }
}
