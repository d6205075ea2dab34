import { Doubles } from './doubles';

/**
 * Rows of products in place to g ⊙ N(x + b), N of mean 0 and variance 1 over the channels of each row, in float64.
 * @param row bytes from a row to the next
 * @param bias b, float32, or 0 for none
 * @param scale g, float32
 */
export function normalizeDoubles(
  values: usize,
  row: usize,
  rows: i32,
  channels: i32,
  bias: usize,
  scale: usize,
  epsilon: f64,
): void {
  const whole = (<usize>(channels & ~1)) << 3;
  const isOdd = (channels & 1) != 0;
  const count = <f64>channels;
  for (; rows > 0; rows--, values += row) {
    let sums = Doubles.all(0);
    for (let at: usize = 0; at < whole; at += 16) {
      let x = v128.load(values + at);
      if (bias != 0) {
        x = f64x2.add(x, Doubles.parameters(false, bias + (at >> 1)));
        v128.store(values + at, x);
      }
      sums = f64x2.add(sums, x);
    }
    let last: f64 = 0;
    if (isOdd) {
      last = load<f64>(values + whole);
      if (bias != 0) last += Doubles.parameter(false, bias + (whole >> 1));
    }
    const mean = (Doubles.sum(sums) + last) / count;
    const means = Doubles.all(mean);
    let squares = Doubles.all(0);
    for (let at: usize = 0; at < whole; at += 16) {
      const deviation = f64x2.sub(v128.load(values + at), means);
      v128.store(values + at, deviation);
      squares = Doubles.multiplyAdd(deviation, deviation, squares);
    }
    last = isOdd ? last - mean : 0;
    const inverse = 1 / sqrt<f64>((Doubles.sum(squares) + last * last) / count + epsilon);
    const inverses = Doubles.all(inverse);
    for (let at: usize = 0; at < whole; at += 16) {
      const normal = f64x2.mul(v128.load(values + at), inverses);
      v128.store(values + at, f64x2.mul(Doubles.parameters(false, scale + (at >> 1)), normal));
    }
    if (isOdd) store<f64>(values + whole, Doubles.parameter(false, scale + (whole >> 1)) * (last * inverse));
  }
}
