import { createRandom } from '../base/random.js';
import { norm } from './combine.js';

/** An order of both sides of a kernel: entry p is the label that stands at place p. */
export interface Seriation {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /**
   * σ₂ of the normalised kernel, 0 to 1: near 1 the order is that of a smooth coordinate, lower there is none to be found. Undefined where the
   * kernel has no second direction.
   */
  readonly strength: number | undefined;
}

/** The order of a kernel without one goes on changing; by then it is good enough to look at. */
const ITERATIONS = 300;
const TOLERANCE = 1e-10;

/**
 * Spectral seriation of a kernel W(x, x′) whose neurons have arbitrary labels: rows and columns are ordered by the Fiedler vector of the
 * bipartite graph whose edges weigh |W_ij|, that is by the second singular vectors u, v of D_r^(−½)|W|D_c^(−½), divided by the roots of the degrees
 * (Dhillon 2001). Strong weights come to stand near the diagonal as far as one coordinate can do it. Deterministic: of the two directions the
 * one in which labels of rows rise is taken. Rows and columns without weights stand in the middle.
 * @param weights rows × columns, row-major
 */
export function seriate(weights: ArrayLike<number>, rows: number, columns: number): Seriation {
  const rowDegrees = new Float64Array(rows);
  const columnDegrees = new Float64Array(columns);
  for (let at = 0; at < weights.length; at++) {
    const size = Math.abs(weights[at]!);
    rowDegrees[Math.floor(at / columns)]! += size;
    columnDegrees[at % columns]! += size;
  }
  const root = (degree: number): number => (degree === 0 ? 0 : 1 / Math.sqrt(degree));
  const [rowScale, columnScale] = [rowDegrees.map(root), columnDegrees.map(root)];
  const matrix = Float64Array.from(
    { length: weights.length },
    (_, at) => Math.abs(weights[at]!) * rowScale[Math.floor(at / columns)]! * columnScale[at % columns]!,
  );
  const trivial = normalised(rowDegrees.map(Math.sqrt));
  const random = createRandom(0, 'seriation');
  let vector = normalised(
    without(
      Float64Array.from({ length: rows }, () => random.normal()),
      trivial,
    ),
  );
  let value = 0;
  for (let n = 0; n < ITERATIONS; n++) {
    const next = without(timesTransposed(matrix, times(matrix, vector, columns), columns), trivial);
    value = norm(next);
    if (value < TOLERANCE) break;
    const unit = next.map((x) => x / value);
    const change = Math.max(...unit.map((x, i) => Math.abs(x - vector[i]!)));
    vector = unit;
    if (change < TOLERANCE) break;
  }
  if (value < TOLERANCE) {
    return { rows: identity(rows), columns: identity(columns), strength: undefined };
  }
  const rising = vector.reduce((sum, x, i) => sum + x * rowScale[i]! * (i - 0.5 * (rows - 1)), 0);
  const sign = rising < 0 ? -1 : 1;
  const other = times(matrix, vector, columns);
  return {
    rows: orderOf(vector.map((x, i) => sign * x * rowScale[i]!)),
    columns: orderOf(other.map((x, j) => sign * x * columnScale[j]!)),
    strength: Math.sqrt(value),
  };
}

/** xᵀA, one number a column. */
function times(matrix: Float64Array, vector: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(columns);
  for (let i = 0; i < vector.length; i++) {
    for (let j = 0; j < columns; j++) result[j]! += vector[i]! * matrix[i * columns + j]!;
  }
  return result;
}

/** Ax, one number a row. */
function timesTransposed(matrix: Float64Array, vector: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(matrix.length / columns);
  for (let i = 0; i < result.length; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += vector[j]! * matrix[i * columns + j]!;
    result[i] = sum;
  }
  return result;
}

function normalised(vector: Float64Array): Float64Array {
  const size = norm(vector);
  return size === 0 ? vector : vector.map((x) => x / size);
}

/** What is left of a vector without its part along a unit vector. */
function without(vector: Float64Array, direction: Float64Array): Float64Array {
  const part = vector.reduce((sum, x, i) => sum + x * direction[i]!, 0);
  return vector.map((x, i) => x - part * direction[i]!);
}

const identity = (size: number): Int32Array => Int32Array.from({ length: size }, (_, i) => i);

const orderOf = (values: Float64Array): Int32Array =>
  identity(values.length).sort((a, b) => values[a]! - values[b]! || a - b);
