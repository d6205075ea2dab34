import {
  HEADER_BYTES,
  LINK_BYTES,
  LINK_SUMS,
  PANELS_BYTES,
  SAMPLE_SUMS,
  SAMPLES_AT_ONCE,
} from './analysisLayout.js';
import type { AnalysisPlan, AnalyzedLink } from './analysisPlan.js';

/** Blocks begin at whole cache lines. */
const ALIGNMENT = 64;
const DOUBLE_BYTES = 8;
/** Columns of a tile of products, which is written whole. */
const TILE_COLUMNS = 4;

/** Offsets of what belongs to a link, in bytes from the beginning; undefined where there is no such thing. */
export interface AnalyzedLinkMemory {
  /** W and b as they are now, where they have no other place. */
  readonly weights: number | undefined;
  readonly bias: number | undefined;
  readonly weightsBefore: number | undefined;
  readonly biasBefore: number | undefined;
  readonly neuronsIn: number;
  readonly hidden: number;
  readonly products: number;
  readonly delivered: number;
  readonly rests: number;
  readonly neurons: number;
  readonly skips: number;
  readonly sums: number;
}

/** Where everything that an analysis needs lies in one piece of memory, in bytes from its beginning. */
export interface AnalysisMemory {
  readonly bytes: number;
  readonly description: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly panels: number;
  readonly freshProducts: number;
  readonly shifts: number;
  readonly packedSamples: number;
  /** The sums of all links, one after the other. */
  readonly sums: number;
  readonly links: readonly AnalyzedLinkMemory[];
}

/** Numbers of a row of N, up to the next whole vector. */
export const rowLength = (numbers: number): number => numbers + (numbers % 2);

/** Numbers that a link leaves in its sums. */
export const sumsOfLink = (samples: number): number => LINK_SUMS + SAMPLE_SUMS * samples;

/** Numbers of the weights of a link. */
export const weightCount = ({ type, inputs, outputs }: AnalyzedLink): number =>
  (type === 'dense' ? inputs : 2) * outputs;

/**
 * Lays out the memory of an analysis.
 * @param keepsParameters whether it needs room for the parameters as they are now, too
 */
export function layOutAnalysis(plan: AnalysisPlan, keepsParameters: boolean): AnalysisMemory {
  const { links, samples, parameterBytes } = plan;
  let end = 0;
  const reserve = (bytes: number): number => {
    const begin = end;
    end = Math.ceil((begin + bytes) / ALIGNMENT) * ALIGNMENT;
    return begin;
  };
  const rows = (numbers: number): number => reserve(DOUBLE_BYTES * samples * rowLength(numbers));

  const description = reserve(HEADER_BYTES + LINK_BYTES * links.length);
  const inputs = rows(links[0]!.inputs);
  const sums = reserve(DOUBLE_BYTES * links.length * sumsOfLink(samples));
  let neuronsIn = inputs;
  const linkMemory = links.map((link, m): AnalyzedLinkMemory => {
    const parameters = (count: number, present: boolean): number | undefined =>
      present ? reserve(parameterBytes * count) : undefined;
    const owns = link.tiedTo === undefined;
    const delivered = rows(link.outputs);
    const own = {
      weights: parameters(weightCount(link), owns && keepsParameters),
      bias: parameters(link.outputs, owns && keepsParameters && link.bias),
      weightsBefore: parameters(weightCount(link), owns),
      biasBefore: parameters(link.outputs, link.bias),
      neuronsIn,
      hidden: link.activationIn === 'linear' ? neuronsIn : rows(link.inputs),
      products: rows(link.outputs),
      delivered,
      rests: rows(link.outputs),
      neurons: link.skips.length === 0 ? delivered : rows(link.outputs),
      skips: reserve(4 * link.skips.length),
      sums: sums + DOUBLE_BYTES * m * sumsOfLink(samples),
    };
    neuronsIn = own.neurons;
    return own;
  });

  const widest = Math.max(...links.map((link) => link.outputs));
  const mostInputs = Math.max(...links.map((link) => link.inputs));
  const tiles = SAMPLES_AT_ONCE * Math.ceil(samples / SAMPLES_AT_ONCE);
  return {
    description,
    inputs,
    outputs: rows(links.at(-1)!.outputs),
    panels: reserve(PANELS_BYTES * mostInputs),
    packedSamples: reserve(DOUBLE_BYTES * tiles * mostInputs),
    freshProducts: reserve(DOUBLE_BYTES * tiles * Math.ceil(widest / TILE_COLUMNS) * TILE_COLUMNS),
    shifts: reserve(DOUBLE_BYTES * rowLength(widest)),
    sums,
    links: linkMemory,
    bytes: end,
  };
}
