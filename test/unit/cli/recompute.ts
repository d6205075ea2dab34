/**
 * The terms of an exported run, recomputed from its files alone: plain sums in float64, sharing no code with the
 * analysis.
 */

type Matrix = number[][];

export interface ExportedAnalysis {
  readonly settings: { readonly mode: string; readonly loss: string; readonly outputActivation: string };
  readonly layers: readonly {
    readonly activationIn: string;
    readonly bias: boolean;
    readonly tiedTo: number | null;
    readonly outputs: number;
  }[];
  readonly frames: readonly {
    readonly step: number;
    readonly loss: number;
    readonly trainingLoss: number;
    readonly layers: readonly Readonly<Record<string, number>>[];
  }[];
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export function readSafetensors(bytes: Buffer): Map<string, Tensor> {
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, start)) as Record<
    string,
    { shape: number[]; data_offsets: [number, number] }
  >;
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const [from, to] = entry.data_offsets;
    const values = Array.from({ length: (to - from) / 4 }, (_, i) => bytes.readFloatLE(start + from + 4 * i));
    tensors.set(name, { shape: entry.shape, values });
  }
  return tensors;
}

/** erf by its Maclaurin series below 3 and its continued fraction above. */
function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

const ACTIVATIONS: Readonly<Record<string, (z: number) => number>> = {
  linear: (z) => z,
  tanh: (z) => (1 - Math.exp(-2 * z)) / (1 + Math.exp(-2 * z)),
  relu: (z) => Math.max(0, z),
  leakyRelu: (z) => (z > 0 ? z : 0.01 * z),
  elu: (z) => (z > 0 ? z : Math.exp(z) - 1),
  gelu: (z) => (z / 2) * (1 + erf(z / Math.sqrt(2))),
  silu: (z) => z / (1 + Math.exp(-z)),
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  softplus: (z) => Math.log(1 + Math.exp(z)),
};

function matrix(tensors: ReadonlyMap<string, Tensor>, name: string): Matrix {
  const { shape, values } = tensors.get(name)!;
  const [rows = 1, columns = values.length / rows] = shape;
  return Array.from({ length: rows }, (_, i) => values.slice(i * columns, (i + 1) * columns));
}

interface State {
  readonly W: readonly Matrix[];
  readonly b: readonly (readonly number[])[];
}

/** W h and z of every link for every sample: [link][sample][neuron]. */
function forward(
  analysis: ExportedAnalysis,
  state: State,
  X: Matrix,
): { products: Matrix[]; neurons: Matrix[] } {
  const products: Matrix[] = [];
  const neurons: Matrix[] = [];
  analysis.layers.forEach(({ activationIn }, m) => {
    const hidden = m === 0 ? X : neurons[m - 1]!.map((z) => z.map(ACTIVATIONS[activationIn]!));
    const W = state.W[m]!;
    products.push(
      hidden.map((h) => W[0]!.map((_, j) => h.reduce((sum, value, i) => sum + value * W[i]![j]!, 0))),
    );
    neurons.push(products[m]!.map((row) => row.map((value, j) => value + state.b[m]![j]!)));
  });
  return { products, neurons };
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sumOf(values) / values.length;
const minus = (a: Matrix, b: Matrix): Matrix => a.map((row, s) => row.map((value, j) => value - b[s]![j]!));
const halfSquare = (row: readonly number[]): number => 0.5 * sumOf(row.map((value) => value * value));

function lossOf(kind: string, Z: readonly number[], Y: readonly number[]): number {
  if (kind === 'mse') return sumOf(Z.map((value, j) => (value - Y[j]!) ** 2));
  if (kind === 'hinge') {
    const own = Y.indexOf(Math.max(...Y));
    return Z.length === 1
      ? Math.max(0, 1 - (Y[0]! > 0 ? 1 : -1) * Z[0]!)
      : sumOf(Z.map((value, j) => (j === own ? 0 : Math.max(0, 1 + value - Z[own]!))));
  }
  const normaliser = Math.log(sumOf(Z.map(Math.exp)));
  const crossEntropy = -sumOf(Z.map((value, j) => Y[j]! * (value - normaliser)));
  if (kind === 'crossEntropy') return crossEntropy;
  return crossEntropy + sumOf(Y.map((value) => (value === 0 ? 0 : value * Math.log(value))));
}

export interface RecomputedFrame {
  readonly loss: number;
  readonly layers: readonly Readonly<Record<string, number>>[];
}

export function recomputeFrame(
  analysis: ExportedAnalysis,
  tensors: ReadonlyMap<string, Tensor>,
  step: number,
): RecomputedFrame {
  const { mode, loss, outputActivation } = analysis.settings;
  const [X0, X1, Y] =
    mode === 'probe'
      ? ['probe/X', 'probe/X', 'probe/Y']
      : ['X0', 'X1', 'Y0'].map((name) => `step${step}/${name}`);
  const stateAt = (when: string): State => ({
    W: analysis.layers.map((_, m) => matrix(tensors, `step${step}/${when}/W${m}`)),
    b: analysis.layers.map(({ bias, outputs }, m) =>
      bias ? tensors.get(`step${step}/${when}/b${m}`)!.values : Array.from({ length: outputs }, () => 0),
    ),
  });
  const [theta, thetaNext] = [stateAt('before'), stateAt('after')];
  const before = forward(analysis, theta, matrix(tensors, X0!));
  const after = forward(analysis, thetaNext, matrix(tensors, X1!));
  const layers = analysis.layers.map(({ tiedTo }, m) => {
    const velocities = minus(after.neurons[m]!, before.neurons[m]!);
    const fluxes = minus(after.products[m]!, before.products[m]!);
    return {
      weightKinetic: tiedTo === null ? sumOf(minus(thetaNext.W[m]!, theta.W[m]!).map(halfSquare)) : 0,
      neuronKinetic: mean(velocities.map(halfSquare)),
      coupling: mean(velocities.map((row, s) => -sumOf(row.map((value, j) => value * fluxes[s]![j]!)))),
      fluxSquared: mean(fluxes.map(halfSquare)),
      biasKinetic: halfSquare(minus([[...thetaNext.b[m]!]], [[...theta.b[m]!]])[0]!),
    };
  });
  const targets = matrix(tensors, Y!);
  const outputs = before.neurons.at(-1)!.map((z) => z.map(ACTIVATIONS[outputActivation]!));
  return { loss: mean(outputs.map((Z, s) => lossOf(loss, Z, targets[s]!))), layers };
}
