/**
 * The assignment of rows to columns of least total cost: a permutation, by shortest augmenting paths with dual prices (Jonker and Volgenant
 * 1987), O(n³). Deterministic: of equal costs the lower column is taken.
 * @param cost n × n, row-major, finite
 * @returns entry i is the column of row i
 * @throws RangeError when a cost is not finite or their number is no square
 */
export function assign(cost: Float64Array): Int32Array {
  const n = Math.round(Math.sqrt(cost.length));
  if (n * n !== cost.length) throw new RangeError(`${cost.length} costs are no square matrix`);
  if (!cost.every(Number.isFinite)) throw new RangeError('costs must be finite');
  const rowPrice = new Float64Array(n);
  const columnPrice = new Float64Array(n);
  const rowOf = new Int32Array(n).fill(-1);
  const columnOf = new Int32Array(n).fill(-1);
  // A column whose cheapest row is free takes it: most are done with then.
  for (let j = 0; j < n; j++) {
    let cheapest = 0;
    for (let i = 1; i < n; i++) if (cost[i * n + j]! < cost[cheapest * n + j]!) cheapest = i;
    columnPrice[j] = cost[cheapest * n + j]!;
    if (columnOf[cheapest]! >= 0) continue;
    columnOf[cheapest] = j;
    rowOf[j] = cheapest;
  }
  for (let start = 0; start < n; start++) {
    if (columnOf[start]! >= 0) continue;
    const distance = new Float64Array(n).fill(Infinity);
    const previous = new Int32Array(n).fill(start);
    const done = new Uint8Array(n);
    let row = start;
    let reached = 0;
    let end = -1;
    while (end < 0) {
      let nearest = -1;
      for (let j = 0; j < n; j++) {
        if (done[j] === 1) continue;
        const length = reached + cost[row * n + j]! - rowPrice[row]! - columnPrice[j]!;
        if (length < distance[j]!) {
          distance[j] = length;
          previous[j] = row;
        }
        if (nearest < 0 || distance[j]! < distance[nearest]!) nearest = j;
      }
      reached = distance[nearest]!;
      done[nearest] = 1;
      if (rowOf[nearest]! < 0) end = nearest;
      else row = rowOf[nearest]!;
    }
    // Prices keep all reduced costs ≥ 0.
    rowPrice[start]! += reached;
    for (let j = 0; j < n; j++) {
      if (done[j] === 0 || j === end) continue;
      columnPrice[j]! += distance[j]! - reached;
      rowPrice[rowOf[j]!]! += reached - distance[j]!;
    }
    for (let column = end; column >= 0;) {
      const from = previous[column]!;
      const next = columnOf[from]!;
      rowOf[column] = from;
      columnOf[from] = column;
      column = from === start ? -1 : next;
    }
  }
  return columnOf;
}
