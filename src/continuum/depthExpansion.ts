import type { BlockStates } from './blockStates.js';
import { combine } from './combine.js';
import { fluxProducts, type FluxProducts } from './fluxProducts.js';

/** Factors of W^(m+i) h^(m+j) in a reading of the flux of link m, by i, for j = 0, 1, 2. */
type FluxReading = ReadonlyMap<number, readonly [number, number, number]>;

/**
 * The flux of a depth-only continuum (THEORY §5b), fields taken at layer m+1: W̄ = ½(W^m + W^(m+1)), W_x = W^(m+1) − W^m,
 * W_xx = ½(W^(m+2) − W^(m+1) − W^m + W^(m−1)), σ = h^(m+1), σ_x = ½(h^(m+2) − h^m), σ_xx = h^(m+2) − 2h^(m+1) + h^m, Ŵ = W̄ − ⅛W_xx:
 *
 *     f^[0] = Δ(W̄σ)
 *     f^[1] = f^[0] − Δ(½W_xσ + W̄σ_x)
 *     f^[2] = Δ(Ŵσ − ½W_xσ − Ŵσ_x + ⅛W_xxσ + ½W_xσ_x + ½Ŵσ_xx)
 *
 * each a sum of Δ(W^(m+i) h^(m+j)).
 */
const READINGS = makeReadings();

function makeReadings(): readonly FluxReading[] {
  const mean = new Map([
    [0, 0.5],
    [1, 0.5],
  ]);
  const slope = new Map([
    [0, -1],
    [1, 1],
  ]);
  const curvature = new Map([
    [-1, 0.5],
    [0, -0.5],
    [1, -0.5],
    [2, 0.5],
  ]);
  const improved = new Map([
    [-1, -1 / 16],
    [0, 9 / 16],
    [1, 9 / 16],
    [2, -1 / 16],
  ]);
  type Row = readonly [number, number, number];
  const s: Row = [0, 1, 0];
  const sx: Row = [-0.5, 0, 0.5];
  const sxx: Row = [1, -2, 1];
  const sum = (...terms: readonly (readonly [number, ReadonlyMap<number, number>, Row])[]): FluxReading => {
    const factors = new Map<number, [number, number, number]>();
    for (const [factor, weights, hidden] of terms) {
      for (const [offset, weight] of weights) {
        const row = factors.get(offset) ?? [0, 0, 0];
        hidden.forEach((value, j) => (row[j]! += factor * weight * value));
        factors.set(offset, row);
      }
    }
    return factors;
  };
  return [
    sum([1, mean, s]),
    sum([1, mean, s], [-0.5, slope, s], [-1, mean, sx]),
    sum(
      [1, improved, s],
      [-0.5, slope, s],
      [-1, improved, sx],
      [0.125, curvature, s],
      [0.5, slope, sx],
      [0.5, improved, sxx],
    ),
  ];
}

/** Highest order of `depthFluxes`. */
const HIGHEST_DEPTH_ORDER = READINGS.length - 1;

/**
 * f^[n] of every link of a block, n = 0 … `highest`, samples × outputs: entry [n][link]. Undefined where it would need layers beyond the
 * block: the last link for n = 0 and 1, the first and the last two for n = 2. Ends are left out, not extrapolated.
 * @throws RangeError for orders beyond 2
 */
export function depthFluxes(states: BlockStates, highest: number): (Float64Array | undefined)[][] {
  if (!(highest <= HIGHEST_DEPTH_ORDER)) {
    throw new RangeError(`order ${highest}: the depth expansion has orders 0 to ${HIGHEST_DEPTH_ORDER}`);
  }
  const products = fluxProducts(states, 1);
  return READINGS.slice(0, highest + 1).map((reading) =>
    Array.from({ length: states.count }, (_, link) => readFlux(products, link, reading)),
  );
}

function readFlux(products: FluxProducts, link: number, reading: FluxReading): Float64Array | undefined {
  const factors: number[] = [];
  const arrays: Float64Array[] = [];
  for (const [offset, row] of reading) {
    for (const [j, factor] of row.entries()) {
      if (factor === 0) continue;
      const product = products.of(link + offset, link + j);
      if (product === undefined) return undefined;
      factors.push(factor);
      arrays.push(product);
    }
  }
  return combine(factors, arrays);
}
