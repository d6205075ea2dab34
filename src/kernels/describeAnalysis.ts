import { localNeighbours } from '../network/parameterLayout.js';
import * as layout from './analysisLayout.js';
import type { AnalysisMemory } from './analysisMemory.js';
import type { AnalysisPlan, AnalyzedSkip, ParameterPlaces } from './analysisPlan.js';
import { ACTIVATION_CODES } from './describeChain.js';

/**
 * Writes the description of an analysis whose memory begins at an address.
 * @param heap the whole heap
 * @param places addresses of W and b as they are now, of links that are not tied
 */
export function describeAnalysis(
  heap: DataView,
  begin: number,
  memory: AnalysisMemory,
  plan: AnalysisPlan,
  places: ParameterPlaces['links'],
): void {
  const write = (at: number, value: number): void => {
    heap.setUint32(at, value, true);
  };
  const address = (at: number, offset: number | undefined): void => {
    write(at, offset === undefined ? 0 : begin + offset);
  };
  const source = ({ from, activated }: AnalyzedSkip): number => {
    const { neuronsIn, hidden } = memory.links[from]!;
    return activated ? hidden : neuronsIn;
  };

  const header = begin + memory.description;
  write(header + layout.LINK_COUNT, plan.links.length);
  write(header + layout.SAMPLES, plan.samples);
  write(header + layout.PARAMETER_BYTES, plan.parameterBytes);
  write(header + layout.OUTPUT_ACTIVATION, ACTIVATION_CODES[plan.outputActivation]);
  address(header + layout.OUTPUTS, memory.outputs);
  address(header + layout.PANELS, memory.panels);
  address(header + layout.FRESH_PRODUCTS, memory.freshProducts);
  address(header + layout.SHIFTS, memory.shifts);
  address(header + layout.PACKED_SAMPLES, memory.packedSamples);

  plan.links.forEach((link, m) => {
    const record = header + layout.HEADER_BYTES + m * layout.LINK_BYTES;
    const own = memory.links[m]!;
    const parameters = places[link.tiedTo ?? m]!;
    const { lower, upper } = localNeighbours(m);
    write(record + layout.LINK_TYPE, link.type === 'dense' ? layout.DENSE : layout.LOCAL);
    write(record + layout.LINK_INPUTS, link.inputs);
    write(record + layout.LINK_OUTPUTS, link.outputs);
    write(record + layout.ACTIVATION_IN, ACTIVATION_CODES[link.activationIn]);
    write(record + layout.WEIGHTS, parameters.weights);
    write(record + layout.BIAS, parameters.bias ?? 0);
    address(record + layout.WEIGHTS_BEFORE, own.weightsBefore);
    address(record + layout.BIAS_BEFORE, own.biasBefore);
    address(record + layout.NEURONS_IN, own.neuronsIn);
    address(record + layout.HIDDEN, own.hidden);
    address(record + layout.PRODUCTS, own.products);
    address(record + layout.DELIVERED, own.delivered);
    address(record + layout.RESTS, own.rests);
    address(record + layout.NEURONS, own.neurons);
    address(record + layout.SKIPS, own.skips);
    write(record + layout.SKIP_COUNT, link.skips.length);
    address(record + layout.SUMS, own.sums);
    write(record + layout.LOWER, lower);
    write(record + layout.UPPER, upper);
    link.skips.forEach((skip, i) => {
      address(begin + own.skips + 4 * i, source(skip));
    });
  });
}
