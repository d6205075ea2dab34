/**
 * Shifts and scales every column of a row-major table to mean 0 and (population) standard deviation 1, in place. A
 * constant column becomes 0.
 * @param values rows × columns
 */
export function standardizeColumns(values: Float64Array, columns: number): void {
  const rows = values.length / columns;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    let smallest = Infinity;
    let largest = -Infinity;
    for (let i = column; i < values.length; i += columns) {
      const value = values[i]!;
      sum += value;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    const mean = sum / rows;
    let squares = 0;
    for (let i = column; i < values.length; i += columns) squares += (values[i]! - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    // Equal numbers have a mean that is off by rounding, and a deviation that is nothing but that.
    const constant = smallest === largest || deviation === 0;
    for (let i = column; i < values.length; i += columns) {
      values[i] = constant ? 0 : (values[i]! - mean) / deviation;
    }
  }
}
