import { applyRingOperator, ringOperator } from './ringDerivative.js';
import { mapMoving, type MovingField } from './movingField.js';
import type { Partials } from './tapExpansion.js';

/** A square grid on the torus [0, 2π)², `points` × `points`, x (depth) along rows, y (width) along columns. */
export interface TorusGrid {
  readonly points: number;
}

const unitOf = ({ points }: TorusGrid): number => (2 * Math.PI) / points;

/** Values of a function of x and y, row-major. */
export function sampleTorus(grid: TorusGrid, value: (x: number, y: number) => number): Float64Array {
  const unit = unitOf(grid);
  const { points } = grid;
  return Float64Array.from({ length: points * points }, (_, at) =>
    value(Math.floor(at / points) * unit, (at % points) * unit),
  );
}

function transpose(values: Float64Array, points: number): Float64Array {
  return values.map((_, at) => values[(at % points) * points + Math.floor(at / points)]!);
}

/** ∂_y^d, spectral: of the trigonometric polynomial through each row. */
function differentiateRows(values: Float64Array, grid: TorusGrid, derivative: number): Float64Array {
  const operator = ringOperator('spectral', grid.points, derivative, 0);
  const scale = unitOf(grid) ** -derivative;
  return applyRingOperator(operator, values, grid.points).map((value) => scale * value);
}

/** ∂_x^i ∂_y^j of a field on the torus, spectral; each is computed once, when it is first asked for. */
export function torusPartials(grid: TorusGrid, field: MovingField): Partials {
  const known = new Map<string, MovingField>([['0,0', field]]);
  const partial = (i: number, j: number): MovingField => {
    const key = `${i},${j}`;
    let derived = known.get(key);
    if (derived === undefined) {
      const alongX = (values: Float64Array): Float64Array =>
        transpose(differentiateRows(transpose(values, grid.points), grid, i), grid.points);
      derived =
        j > 0
          ? mapMoving(partial(i, 0), (values) => differentiateRows(values, grid, j))
          : mapMoving(field, alongX);
      known.set(key, derived);
    }
    return derived;
  };
  return partial;
}

/** ∫dxdy over the torus: the sum over the grid times its cell, exact for what the grid resolves. */
export function integrateTorus(grid: TorusGrid, values: Float64Array): number {
  const unit = unitOf(grid);
  let sum = 0;
  for (const value of values) sum += value;
  return sum * unit * unit;
}
