/**
 * Class labels as targets: a 1 at the label, 0 elsewhere.
 * @param labels each in 0 … classes − 1
 * @returns samples × classes, row-major
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Float32Array {
  const targets = new Float32Array(labels.length * classes);
  for (let s = 0; s < labels.length; s++) targets[s * classes + labels[s]!] = 1;
  return targets;
}
