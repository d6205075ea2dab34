import { blockFlux, type BlockState, type BlockStates } from './blockStates.js';
import { difference } from './combine.js';

/** How far from a link, in periods, a layer is whose h anybody multiplies with its weights: cubic predictions reach four. */
const REACH = 4;

/** Δ(W^(i) h^(j)) of a link with the states of its own and of near layers, over a step. */
export interface FluxProducts {
  /**
   * @param link i of the block
   * @param layer j of the block, a whole number of periods and at most four of them from i
   * @returns samples × outputs; undefined where the block has no such link or layer
   */
  of(link: number, layer: number): Float64Array | undefined;
}

const known = new WeakMap<BlockStates, Map<number, FluxProducts>>();

/**
 * The products that readings and predictions of the flux are made of, each computed once for all of them.
 * @param period of the block: layers of other places in it have other shapes
 */
export function fluxProducts(states: BlockStates, period: number): FluxProducts {
  let byPeriod = known.get(states);
  if (byPeriod === undefined) known.set(states, (byPeriod = new Map<number, FluxProducts>()));
  let products = byPeriod.get(period);
  if (products === undefined) byPeriod.set(period, (products = createProducts(states, period)));
  return products;
}

/** Of one link: entry [layer]. */
type LinkProducts = readonly (Float64Array | undefined)[];

function createProducts(states: BlockStates, period: number): FluxProducts {
  const links: (LinkProducts | undefined)[] = [];
  return {
    of(link, layer) {
      if (link < 0 || link >= states.count) return undefined;
      return (links[link] ??= productsOf(states, link, period))[layer];
    },
  };
}

/** With all layers within reach at once: a matrix product is the faster the more rows it has. */
function productsOf(states: BlockStates, link: number, period: number): LinkProducts {
  const { hidden } = states.before;
  const layers = Array.from({ length: 2 * REACH + 1 }, (_, k) => link + (k - REACH) * period).filter(
    (layer) => layer !== link && hidden[layer]?.length === hidden[link]!.length,
  );
  const rows = states.samples * layers.length;
  const multiply = ({ hidden: all, weights }: BlockState): Float64Array =>
    states.multiply(link, stack(layers.map((layer) => all[layer]!)), weights[link]!, rows);
  const products: (Float64Array | undefined)[] = [];
  // That of its own h is the flux, to the last bit as the decomposition has it.
  products[link] = blockFlux(states, link);
  if (rows === 0) return products;
  const changes = difference(multiply(states.after), multiply(states.before));
  const size = changes.length / layers.length;
  layers.forEach((layer, i) => {
    products[layer] = changes.subarray(i * size, (i + 1) * size);
  });
  return products;
}

function stack(arrays: readonly ArrayLike<number>[]): Float64Array {
  const size = arrays[0]?.length ?? 0;
  const stacked = new Float64Array(size * arrays.length);
  arrays.forEach((values, i) => {
    stacked.set(values, i * size);
  });
  return stacked;
}
