/** 2^27 + 1: splits a float64 into two halves of 26 bits (Veltkamp). */
const SPLITTER = 134217729;

/**
 * A sum carried in twice the working precision, as an unevaluated pair high + low (TwoSum of Knuth, TwoProduct of
 * Dekker and Veltkamp; Ogita, Rump, Oishi 2005). Its terms may cancel by ten orders of magnitude and more, as those
 * of the identity do, and the sum is still good to full float64. Needs |values| below about 10^150.
 */
export class CompensatedSum {
  private high = 0;
  private low = 0;

  get value(): number {
    return this.high + this.low;
  }

  clear(): void {
    this.high = 0;
    this.low = 0;
  }

  add(value: number): void {
    const sum = this.high + value;
    const virtual = sum - this.high;
    this.low += this.high - (sum - virtual) + (value - virtual);
    this.high = sum;
  }

  /** Divides by a count. The quotient of the high part is corrected by its remainder. */
  divide(count: number): void {
    const quotient = this.high / count;
    const remainder = new CompensatedSum();
    remainder.add(this.high);
    remainder.addProduct(-quotient, 0, count, 0);
    this.low = (remainder.value + this.low) / count;
    this.high = quotient;
  }

  addSum(other: CompensatedSum): void {
    this.add(other.high);
    this.add(other.low);
  }

  subtractSum(other: CompensatedSum): void {
    this.add(-other.high);
    this.add(-other.low);
  }

  /** Adds (aHigh + aLow) · (bHigh + bLow), each pair normalised: the low part is below the last bit of the high one. */
  addProduct(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
    const product = aHigh * bHigh;
    const aTop = aHigh * SPLITTER - (aHigh * SPLITTER - aHigh);
    const bTop = bHigh * SPLITTER - (bHigh * SPLITTER - bHigh);
    const aRest = aHigh - aTop;
    const bRest = bHigh - bTop;
    const error = aRest * bRest - (product - aTop * bTop - aRest * bTop - aTop * bRest);
    this.add(product);
    this.low += error + (aHigh * bLow + aLow * bHigh + aLow * bLow);
  }
}

/** The rounding error of `sum = a + b`: a + b is exactly sum + the returned number (TwoSum). */
export function additionError(a: number, b: number, sum: number): number {
  const virtual = sum - a;
  return a - (sum - virtual) + (b - virtual);
}
