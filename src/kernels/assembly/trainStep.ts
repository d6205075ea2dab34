import {
  ACTIVATION,
  ERRORS,
  FIRST_DECAY,
  HEADER_BYTES,
  INPUTS,
  LINK_BYTES,
  LINK_COUNT,
  LINK_OUTPUTS,
  LOSS,
  MARGIN,
  NEURONS,
  OPTIMIZER,
  PACE,
  PACKED_LEFT,
  PACKED_RIGHT,
  RATE,
  SAMPLES,
  SCRATCH,
  SECOND_DECAY,
  TARGETS,
} from '../chainLayout';
import { multiplyBySlope } from './activation';
import { backward } from './backward';
import { forward } from './forward';
import { evaluateLoss } from './loss';
import { setPackingRoom } from './product';
import { setScratch } from './tiles';
import { setOptimizer } from './update';

/**
 * One training step of a chain of links, described as chainLayout says: forward, loss, then link by link from the head
 * to the data, errors and update.
 * @returns the mean loss of the batch before the step
 */
export function trainStep(chain: usize): f32 {
  setPackingRoom(load<u32>(chain, PACKED_LEFT), load<u32>(chain, PACKED_RIGHT));
  setScratch(load<u32>(chain, SCRATCH));
  setOptimizer(
    load<i32>(chain, OPTIMIZER),
    load<f32>(chain, FIRST_DECAY),
    load<f32>(chain, SECOND_DECAY),
    load<f32>(chain, PACE),
    load<f32>(chain, MARGIN),
  );
  const samples = load<i32>(chain, SAMPLES);
  const rate = load<f32>(chain, RATE);
  const data: usize = load<u32>(chain, INPUTS);
  const links = chain + HEADER_BYTES;
  const head = links + <usize>(load<i32>(chain, LINK_COUNT) - 1) * LINK_BYTES;

  let hidden = data;
  for (let link = links; link <= head; link += LINK_BYTES) hidden = forward(link, hidden, samples);

  const count = samples * load<i32>(head, LINK_OUTPUTS);
  const errors: usize = load<u32>(head, ERRORS);
  const targets: usize = load<u32>(chain, TARGETS);
  const loss = evaluateLoss(load<i32>(chain, LOSS), hidden, targets, errors, samples, count / samples);
  multiplyBySlope(load<i32>(head, ACTIVATION), errors, load<u32>(head, NEURONS), hidden, count);

  for (let link = head; link > links; link -= LINK_BYTES)
    backward(link, link - LINK_BYTES, data, samples, rate);
  backward(links, 0, data, samples, rate);
  return loss;
}
