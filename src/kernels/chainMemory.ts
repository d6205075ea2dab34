import { HEADER_BYTES, LINK_BYTES, PANEL_BYTES, SCRATCH_BYTES, TILE_ROWS } from './chainLayout.js';
import type { ChainLink, ChainPlan } from './chainPlan.js';
import { memoryOf } from './corrections.js';

/** Blocks begin at whole cache lines, a multiple of the 16 bytes of a vector. */
const ALIGNMENT = 64;
const FLOAT_BYTES = 4;

/** Offsets of W or b and what belongs to it, in bytes from the beginning; undefined where there is no such thing. */
export interface ParameterMemory {
  readonly values: number;
  /** What the optimizer remembers first and second. */
  readonly first: number | undefined;
  readonly second: number | undefined;
  /** Where the gradient is gathered before the values move. */
  readonly gradient: number | undefined;
}

/** Offsets of what belongs to a link. */
export interface LinkMemory {
  readonly weights: ParameterMemory;
  readonly bias: ParameterMemory | undefined;
  readonly neurons: number;
  readonly hidden: number;
  readonly errors: number;
}

/** Where everything that a step needs lies in one piece of memory, in bytes from its beginning. */
export interface ChainMemory {
  readonly bytes: number;
  readonly description: number;
  /** Lists of addresses, one behind the other. */
  readonly lists: number;
  readonly inputs: number;
  readonly targets: number;
  readonly packedLeft: number;
  readonly packedRight: number;
  readonly scratch: number;
  readonly links: readonly LinkMemory[];
}

/** Of W: inputs × outputs of a dense link, 2 × N of a ring. */
export const weightCount = ({ type, inputs, outputs }: ChainLink): number =>
  (type === 'local' ? 2 : inputs) * outputs;

/**
 * Lays out the memory of a chain: description, batch, parameters with what is remembered of them, neurons, room for packing.
 * @param listBytes room for all lists
 */
export function layOutChain({ links, samples, optimizer }: ChainPlan, listBytes: number): ChainMemory {
  let end = 0;
  const reserve = (bytes: number): number => {
    const begin = end;
    end = Math.ceil((begin + bytes) / ALIGNMENT) * ALIGNMENT;
    return begin;
  };
  const floats = (count: number): number => reserve(FLOAT_BYTES * count);
  const remembers = memoryOf(optimizer);

  const description = reserve(HEADER_BYTES + LINK_BYTES * links.length);
  const lists = reserve(listBytes);
  const inputs = floats(samples * links[0]!.inputs);
  const targets = floats(samples * links.at(-1)!.outputs);

  /** @param owner the memory of the parameters that a tied link shares */
  const parameter = (count: number, link: ChainLink, owner: ParameterMemory | undefined): ParameterMemory => {
    const moves = !link.frozen;
    const when = (condition: boolean): number | undefined => (condition ? floats(count) : undefined);
    if (owner !== undefined) {
      return { values: owner.values, first: undefined, second: undefined, gradient: when(moves) };
    }
    return {
      values: floats(count),
      first: when(moves && remembers.first),
      second: when(moves && remembers.second),
      gradient: when(moves && gathersGradient(link, links)),
    };
  };
  const linkMemory: LinkMemory[] = [];
  for (const [m, link] of links.entries()) {
    const owner = link.tiedTo === undefined ? undefined : linkMemory[link.tiedTo];
    const neurons = floats(samples * link.outputs);
    linkMemory.push({
      weights: parameter(weightCount(link), link, owner?.weights),
      bias: link.bias ? parameter(link.outputs, link, owner?.bias) : undefined,
      neurons,
      hidden: needsNeurons(m, links) ? floats(samples * link.outputs) : neurons,
      errors: floats(samples * link.outputs),
    });
  }

  // The products of a step have N_m, N_(m+1) or B terms. Packed as left operands are h and δ, B × N, and hᵀ, N_m × B.
  const widest = Math.max(...links.flatMap((link) => [link.inputs, link.outputs]));
  const wholeTiles = (rows: number): number => Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
  const packedLeft = floats(Math.max(wholeTiles(samples) * widest, wholeTiles(widest) * samples));
  const packedRight = reserve(PANEL_BYTES * Math.max(samples, widest));
  const scratch = reserve(SCRATCH_BYTES);
  return {
    bytes: end,
    description,
    lists,
    inputs,
    targets,
    packedLeft,
    packedRight,
    scratch,
    links: linkMemory,
  };
}

/** Whether all of the gradient must be there before parameters move: that of a ring, and of several links together. */
const gathersGradient = (link: ChainLink, links: readonly ChainLink[]): boolean =>
  link.type === 'local' || links.some(({ tiedTo }) => tiedTo !== undefined && links[tiedTo] === link);

/**
 * Whether z^(m+1) is needed after σ, which otherwise takes its place: for a skip, or for the activations whose σ′ does not
 * follow from h.
 */
function needsNeurons(m: number, links: readonly ChainLink[]): boolean {
  const { activation } = links[m]!;
  if (activation === 'gelu' || activation === 'silu') return true;
  const skipped = links.some(({ skips }) =>
    skips.some(({ from, value }) => from === m + 1 && value === 'preactivation'),
  );
  return skipped && activation !== 'linear';
}
