import { PANEL_BYTES, SCRATCH_BYTES, HEADER_BYTES, LINK_BYTES, TILE_ROWS } from './chainLayout.js';
import type { ChainLink, ChainPlan } from './chainPlan.js';

/** Blocks begin at whole cache lines, a multiple of the 16 bytes of a vector. */
const ALIGNMENT = 64;
const FLOAT_BYTES = 4;

/** Offsets of what belongs to a link, in bytes from the beginning; undefined where there is no such thing. */
export interface LinkMemory {
  readonly weights: number;
  readonly bias: number | undefined;
  readonly weightsVelocity: number | undefined;
  readonly biasVelocity: number | undefined;
  readonly neurons: number;
  readonly hidden: number;
  readonly errors: number;
}

/** Where everything that a step needs lies in one piece of memory, in bytes from its beginning. */
export interface ChainMemory {
  readonly bytes: number;
  readonly description: number;
  readonly inputs: number;
  readonly targets: number;
  readonly packedLeft: number;
  readonly packedRight: number;
  readonly scratch: number;
  readonly links: readonly LinkMemory[];
}

/** Lays out the memory of a chain: description, batch, parameters with their velocities, neurons, room for packing. */
export function layOutChain({ links, samples, momentum }: ChainPlan): ChainMemory {
  let end = 0;
  const reserve = (bytes: number): number => {
    const begin = end;
    end = Math.ceil((begin + bytes) / ALIGNMENT) * ALIGNMENT;
    return begin;
  };
  const floats = (count: number): number => reserve(FLOAT_BYTES * count);

  const description = reserve(HEADER_BYTES + LINK_BYTES * links.length);
  const inputs = floats(samples * links[0]!.inputs);
  const targets = floats(samples * links.at(-1)!.outputs);
  const linkMemory = links.map((link): LinkMemory => {
    const { inputs, outputs } = link;
    const moves = momentum !== 0 && !link.frozen;
    const neurons = floats(samples * outputs);
    return {
      weights: floats(inputs * outputs),
      bias: link.bias ? floats(outputs) : undefined,
      weightsVelocity: moves ? floats(inputs * outputs) : undefined,
      biasVelocity: moves && link.bias ? floats(outputs) : undefined,
      neurons,
      hidden: needsNeurons(link) ? floats(samples * outputs) : neurons,
      errors: floats(samples * outputs),
    };
  });

  // The products of a step have N_m, N_(m+1) or B terms. Packed as left operands are h and δ, B × N, and hᵀ, N_m × B.
  const widest = Math.max(...links.flatMap((link) => [link.inputs, link.outputs]));
  const wholeTiles = (rows: number): number => Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
  const packedLeft = floats(Math.max(wholeTiles(samples) * widest, wholeTiles(widest) * samples));
  const packedRight = reserve(PANEL_BYTES * Math.max(samples, widest));
  const scratch = reserve(SCRATCH_BYTES);
  return {
    bytes: end,
    description,
    inputs,
    targets,
    packedLeft,
    packedRight,
    scratch,
    links: linkMemory,
  };
}

/** Whether σ′ has to be computed from z; that of the others follows from h, which may then replace z. */
function needsNeurons({ activation }: ChainLink): boolean {
  return activation === 'gelu' || activation === 'silu';
}
