import erf from '@stdlib/math-base-special-erf';

/** The activations σ that a layer may apply to its pre-activations z, elementwise. */
export const ACTIVATION_NAMES = [
  'linear',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
  'sigmoid',
  'softplus',
] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

export interface Activation {
  /** σ(z) in float64. */
  readonly value: (z: number) => number;
  /** σ′(z) in float64; at a kink, the value from the left. */
  readonly derivative: (z: number) => number;
  /** The formula as text for documentation and hovers. */
  readonly formula: string;
}

/** Slope of leakyRelu for z < 0 (the value of Maas et al. 2013 and of PyTorch). */
export const LEAKY_RELU_SLOPE = 0.01;

/** Logistic function, written so that exp never overflows. */
function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
const normalCumulative = (z: number): number => 0.5 * (1 + erf(z / Math.SQRT2));

/** σ and σ′ of every activation in float64. The engine's float32 versions are tested against these. */
export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  linear: { value: (z) => z, derivative: () => 1, formula: 'σ(z) = z' },
  tanh: {
    value: Math.tanh,
    derivative: (z) => {
      const t = Math.tanh(z);
      return 1 - t * t;
    },
    formula: 'σ(z) = tanh z',
  },
  relu: {
    value: (z) => (z > 0 ? z : 0),
    derivative: (z) => (z > 0 ? 1 : 0),
    formula: 'σ(z) = max(0, z)',
  },
  leakyRelu: {
    value: (z) => (z > 0 ? z : LEAKY_RELU_SLOPE * z),
    derivative: (z) => (z > 0 ? 1 : LEAKY_RELU_SLOPE),
    formula: `σ(z) = z for z > 0, ${LEAKY_RELU_SLOPE} z otherwise`,
  },
  elu: {
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
    formula: 'σ(z) = z for z > 0, exp(z) − 1 otherwise',
  },
  gelu: {
    value: (z) => z * normalCumulative(z),
    derivative: (z) => normalCumulative(z) + z * normalDensity(z),
    formula: 'σ(z) = z Φ(z), Φ(z) = ½ (1 + erf(z/√2))',
  },
  silu: {
    value: (z) => z * sigmoid(z),
    derivative: (z) => {
      const s = sigmoid(z);
      return s * (1 + z * (1 - s));
    },
    formula: 'σ(z) = z / (1 + exp(−z))',
  },
  sigmoid: {
    value: sigmoid,
    derivative: (z) => {
      const s = sigmoid(z);
      return s * (1 - s);
    },
    formula: 'σ(z) = 1 / (1 + exp(−z))',
  },
  softplus: {
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    derivative: sigmoid,
    formula: 'σ(z) = ln(1 + exp z)',
  },
};
