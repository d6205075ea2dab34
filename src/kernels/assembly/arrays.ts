import { Lanes } from './lanes';

/** to = a + b, elementwise. */
export function addArrays(a: usize, b: usize, to: usize, count: i32): void {
  for (; count > 0; count -= 4, a += 16, b += 16, to += 16) {
    Lanes.storeSome(to, f32x4.add(Lanes.loadSome(a, count), Lanes.loadSome(b, count)), count);
  }
}

/** to = a b, elementwise. */
export function multiplyArrays(a: usize, b: usize, to: usize, count: i32): void {
  for (; count > 0; count -= 4, a += 16, b += 16, to += 16) {
    Lanes.storeSome(to, f32x4.mul(Lanes.loadSome(a, count), Lanes.loadSome(b, count)), count);
  }
}

/** x ← factor x */
export function scaleArray(x: usize, count: i32, factor: f32): void {
  const factors = Lanes.all(factor);
  for (; count > 0; count -= 4, x += 16)
    Lanes.storeSome(x, f32x4.mul(Lanes.loadSome(x, count), factors), count);
}

/** The sum of every column of a matrix without gaps. */
export function sumColumns(x: usize, rows: i32, columns: i32, to: usize): void {
  const row = (<usize>columns) << 2;
  for (let j = 0; j < columns; j += 4) {
    const present = columns - j;
    const offset = (<usize>j) << 2;
    let sum = Lanes.all(0);
    let at = x + offset;
    for (let i = 0; i < rows; i++, at += row) sum = f32x4.add(sum, Lanes.loadSome(at, present));
    Lanes.storeSome(to + offset, sum, present);
  }
}

/**
 * Adds row i of x to row `segments[i]` of a matrix that is 0 before.
 * @param segments i32; rows with a number outside are left out
 * @param to segmentCount × columns
 */
export function sumSegments(
  x: usize,
  segments: usize,
  rows: i32,
  columns: i32,
  to: usize,
  segmentCount: i32,
): void {
  const row = (<usize>columns) << 2;
  memory.fill(to, 0, <usize>segmentCount * row);
  for (; rows > 0; rows--, x += row, segments += 4) {
    const segment = load<i32>(segments);
    if (segment < 0 || segment >= segmentCount) continue;
    const target = to + <usize>segment * row;
    addArrays(target, x, target, columns);
  }
}
