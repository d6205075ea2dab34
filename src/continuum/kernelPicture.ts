import { seriate } from './seriation.js';

/** Eq. (8)'s kernel W(x, x′) of a dense link, as a picture. */
export interface KernelPicture {
  /** How neurons are ordered: labels of a dense layer are arbitrary. */
  readonly order: 'labels' | 'fiedler';
  /** Entry p: the label of the neuron that row p, an output, and column p, an input, is. */
  readonly outputs: Int32Array;
  readonly inputs: Int32Array;
  /** W in that order, outputs × inputs, row-major. */
  readonly values: Float64Array;
  /** `nonLocality` in that order; undefined where all weights are 0. */
  readonly nonLocality: number | undefined;
}

/**
 * The kernel in the order of its labels, and in that of the spectral seriation.
 * @param weights inputs × outputs, row-major, as a dense link has them
 */
export function kernelPictures(
  weights: ArrayLike<number>,
  inputs: number,
  outputs: number,
): readonly [labels: KernelPicture, fiedler: KernelPicture] {
  const byOutput = Float64Array.from(
    { length: weights.length },
    (_, at) => weights[(at % inputs) * outputs + Math.floor(at / inputs)]!,
  );
  const labels = (size: number): Int32Array => Int32Array.from({ length: size }, (_, i) => i);
  const picture = (order: KernelPicture['order'], rows: Int32Array, columns: Int32Array): KernelPicture => {
    const values = Float64Array.from(
      { length: byOutput.length },
      (_, at) => byOutput[rows[Math.floor(at / inputs)]! * inputs + columns[at % inputs]!]!,
    );
    return {
      order,
      outputs: rows,
      inputs: columns,
      values,
      nonLocality: nonLocality(values, outputs, inputs),
    };
  };
  const { rows, columns } = seriate(byOutput, outputs, inputs);
  return [picture('labels', labels(outputs), labels(inputs)), picture('fiedler', rows, columns)];
}

/**
 * How far from its diagonal a kernel reaches in width: √(6 Σ W²(x − x′)² ÷ Σ W²) with places x, x′ in (0, 1). 0 on the diagonal, 1 for a kernel that is
 * the same everywhere, such as an independent one: its continuum in width, Eq. (8), stays an integral and is no gradient expansion.
 * @param values rows × columns, row-major
 */
export function nonLocality(values: ArrayLike<number>, rows: number, columns: number): number | undefined {
  let [moment, total] = [0, 0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = values[i * columns + j]! ** 2;
      moment += weight * ((i + 0.5) / rows - (j + 0.5) / columns) ** 2;
      total += weight;
    }
  }
  return total === 0 ? undefined : Math.sqrt((6 * moment) / total);
}
