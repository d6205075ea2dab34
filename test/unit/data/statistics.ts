export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

export const variance = (values: ArrayLike<number>): number => {
  const centre = mean(values);
  return mean(Array.from(values, (value) => (value - centre) ** 2));
};

export const rootMeanSquareDifference = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(mean(a.map((value, i) => (value - b[i]!) ** 2)));
