/**
 * Shifts and scales every column of a row-major table so that the given rows have mean 0 and (population) standard
 * deviation 1, in place. A column that is constant in these rows becomes 0 everywhere.
 * @param values rows × columns
 * @param rows those that mean and deviation are taken of
 */
export function standardizeColumns(values: Float64Array, columns: number, rows: Uint32Array): void {
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    let smallest = Infinity;
    let largest = -Infinity;
    for (const row of rows) {
      const value = values[row * columns + column]!;
      sum += value;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    const mean = sum / rows.length;
    let squares = 0;
    for (const row of rows) squares += (values[row * columns + column]! - mean) ** 2;
    const deviation = Math.sqrt(squares / rows.length);
    // Equal numbers have a mean that is off by rounding, and a deviation that is nothing but that.
    const constant = smallest === largest || deviation === 0;
    for (let i = column; i < values.length; i += columns) {
      values[i] = constant ? 0 : (values[i]! - mean) / deviation;
    }
  }
}
