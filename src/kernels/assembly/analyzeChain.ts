import {
  ACTIVATION_IN,
  BIAS,
  BIAS_BEFORE,
  DELIVERED,
  DENSE,
  FRESH_PRODUCTS,
  HEADER_BYTES,
  HIDDEN,
  LINK_BYTES,
  LINK_COUNT,
  LINK_INPUTS,
  LINK_OUTPUTS,
  LINK_TYPE,
  LOWER,
  NEURONS,
  NEURONS_IN,
  OUTPUT_ACTIVATION,
  OUTPUTS,
  PACKED_SAMPLES,
  PANEL_BYTES,
  PANEL_COLUMNS,
  PANELS,
  PARAMETER_BYTES,
  PRODUCTS,
  RESTS,
  SAMPLES,
  SHIFTS,
  SKIP_COUNT,
  SKIPS,
  SUMS,
  UPPER,
  WEIGHTS,
  WEIGHTS_BEFORE,
} from '../analysisLayout';
import { activateDoubles } from './doubleActivation';
import { compareParameters } from './doublePanels';
import { multiplyDoubles, multiplyRing } from './doubleProduct';
import { addDoubles, prepareShifts, takeUp } from './doubleTerms';
import { rowBytes } from './doubles';

/**
 * Runs the samples through the chain described at an address (analysisLayout.ts) with the parameters as they are now, in
 * float64, and remembers this state in place of the one before.
 * @param compares whether to leave in SUMS what the terms of the step from the state before to this one are made of
 */
export function analyzeChain(chain: usize, compares: bool): void {
  const count = load<i32>(chain, LINK_COUNT);
  const end = chain + HEADER_BYTES + <usize>count * LINK_BYTES;
  for (let link = chain + HEADER_BYTES; link < end; link += LINK_BYTES) passLink(chain, link, compares);
  const head = end - LINK_BYTES;
  const numbers = <i32>(rowBytes(load<i32>(head, LINK_OUTPUTS)) >> 3) * load<i32>(chain, SAMPLES);
  activateDoubles(
    load<i32>(chain, OUTPUT_ACTIVATION),
    load<u32>(head, NEURONS),
    load<u32>(chain, OUTPUTS),
    numbers,
  );
}

/** z^(m+1) of all samples, and what the link's terms are made of. */
function passLink(chain: usize, link: usize, compares: bool): void {
  const wide = load<i32>(chain, PARAMETER_BYTES) == 8;
  const samples = load<i32>(chain, SAMPLES);
  const inputs = load<i32>(link, LINK_INPUTS);
  const outputs = load<i32>(link, LINK_OUTPUTS);
  const weights: usize = load<u32>(link, WEIGHTS);
  const before: usize = load<u32>(link, WEIGHTS_BEFORE);
  const hidden: usize = load<u32>(link, HIDDEN);
  const neuronsIn: usize = load<u32>(link, NEURONS_IN);
  const fresh: usize = load<u32>(chain, FRESH_PRODUCTS);
  const hiddenRow = rowBytes(inputs);
  const freshRow = <usize>((outputs + PANEL_COLUMNS - 1) / PANEL_COLUMNS) * PANEL_BYTES;
  const sums: usize = load<u32>(link, SUMS);
  if (hidden != neuronsIn) {
    activateDoubles(load<i32>(link, ACTIVATION_IN), neuronsIn, hidden, samples * <i32>(hiddenRow >> 3));
  }

  let change: f64 = 0;
  if (load<i32>(link, LINK_TYPE) == DENSE) {
    const panels: usize = load<u32>(chain, PANELS);
    const packedSamples: usize = load<u32>(chain, PACKED_SAMPLES);
    change = wide
      ? multiplyDoubles(
          true,
          hidden,
          hiddenRow,
          weights,
          before,
          fresh,
          freshRow,
          samples,
          inputs,
          outputs,
          panels,
          packedSamples,
        )
      : multiplyDoubles(
          false,
          hidden,
          hiddenRow,
          weights,
          before,
          fresh,
          freshRow,
          samples,
          inputs,
          outputs,
          panels,
          packedSamples,
        );
  } else {
    if (before != 0) change = compareParameters(wide, weights, before, 2 * outputs);
    const lower = load<i32>(link, LOWER);
    const upper = load<i32>(link, UPPER);
    multiplyRing(wide, hidden, hiddenRow, weights, fresh, freshRow, samples, outputs, lower, upper);
  }
  const shifts: usize = load<u32>(chain, SHIFTS);
  const biasChange = prepareShifts(
    wide,
    load<u32>(link, BIAS),
    load<u32>(link, BIAS_BEFORE),
    outputs,
    shifts,
  );
  store<f64>(sums, 0.5 * change);
  store<f64>(sums, biasChange, 8);

  const delivered: usize = load<u32>(link, DELIVERED);
  takeUp(
    compares,
    fresh,
    freshRow,
    shifts,
    load<u32>(link, PRODUCTS),
    delivered,
    load<u32>(link, RESTS),
    samples,
    outputs,
    sums,
  );
  addSkips(link, delivered, samples * <i32>(rowBytes(outputs) >> 3));
}

/** z^(m+1) = what the link delivers + Σ skips. */
function addSkips(link: usize, delivered: usize, numbers: i32): void {
  const skips: usize = load<u32>(link, SKIPS);
  const neurons: usize = load<u32>(link, NEURONS);
  const count = load<i32>(link, SKIP_COUNT);
  let from = delivered;
  for (let i = 0; i < count; i++, from = neurons) {
    addDoubles(neurons, from, load<u32>(skips + ((<usize>i) << 2)), numbers);
  }
}

/** Whether `count` float32 numbers are all finite: x − x is 0 for those and for no other. */
export function areFinite(numbers: usize, count: i32): bool {
  let sum = f32x4.splat(0);
  for (; count >= 4; count -= 4, numbers += 16) {
    const x = v128.load(numbers);
    sum = f32x4.add(sum, f32x4.sub(x, x));
  }
  let rest: f32 = 0;
  for (; count > 0; count--, numbers += 4) rest += load<f32>(numbers) - load<f32>(numbers);
  return !v128.any_true(f32x4.ne(sum, f32x4.splat(0))) && rest == 0;
}
