import { optional, withDefault, type ObjectKind } from './objectKind.js';
import { choice } from './choiceType.js';
import { integer, number } from './scalarTypes.js';

/** More samples than this in one float64 pass are slower than the training they watch. */
const MAX_PROBE = 10_000;

export const TRAINING = {
  name: 'training',
  title: 'training',
  documentation: 'How the parameters θ = (W, b) move. One step is the unit of time.',
  keys: {
    optimizer: withDefault(
      choice(
        [{ name: 'sgd', documentation: 'θ_(k+1) = θ_k − η g_k, g_k = ∂ℓ/∂θ averaged over the batch.' }],
        {
          planned: ['momentum', 'nesterov', 'rmsprop', 'adam', 'adamw'],
        },
      ),
      'sgd',
      {
        documentation: 'The rule that turns gradients into steps.',
        equation: 'θ̇ = θ_(k+1) − θ_k',
        synonyms: ['algorithm', 'optimiser'],
      },
    ),
    learningRate: withDefault(number(1e-12, 1e6), 0.01, {
      documentation: 'η. The kinetic terms scale as its square.',
      unit: 'per step',
      equation: 'θ_(k+1) = θ_k − η g_k; damping γ = 1/η',
      synonyms: ['lr', 'eta', 'rate', 'stepSize'],
    }),
    batchSize: withDefault(integer(1, 1e6), 1, {
      documentation:
        'Samples a step; at most as many as the data has. With 1, (W, b) → (W, z) is a change of variables; with more, the decomposition is an identity of batch means.',
      unit: 'samples',
      equation: 'ℓ = mean over the batch',
      synonyms: ['batch', 'minibatch'],
    }),
    steps: withDefault(integer(1, 1e9), 1000, {
      documentation: 'How many steps a run takes.',
      unit: 'steps',
      synonyms: ['iterations', 'epochs', 'maxSteps'],
    }),
    backend: withDefault(
      choice(
        [
          { name: 'wasm', documentation: 'WebAssembly with SIMD: the fast one.' },
          { name: 'cpu', documentation: 'Plain JavaScript: slow, runs everywhere.' },
        ],
        { planned: ['webgl'], hints: { gpu: 'Use wasm: one SIMD thread.', node: 'Use wasm.' } },
      ),
      'wasm',
      { documentation: 'What computes the training steps, in float32.', synonyms: ['device', 'engine'] },
    ),
  },
  plannedKeys: ['momentum', 'weightDecay', 'schedule'],
} as const satisfies ObjectKind;

export const ANALYSIS = {
  name: 'analysis',
  title: 'analysis',
  documentation: 'Which steps are decomposed, and on which samples. Always in float64.',
  keys: {
    every: withDefault(integer(1, 1e9), 10, {
      documentation: 'Decompose steps 0, every, 2·every, ….',
      unit: 'steps',
      synonyms: ['interval', 'frequency'],
    }),
    probe: optional(integer(1, MAX_PROBE), {
      documentation: 'Number of fixed samples that the terms are averaged over in probe mode.',
      unit: 'samples',
      without: '8, or all samples where there are fewer',
      synonyms: ['probes', 'samples'],
    }),
    mode: withDefault(
      choice([
        { name: 'probe', documentation: 'Fixed samples, the same before and after every step: Ẋ = 0.' },
        { name: 'batch', documentation: "The step's own batch, the same before and after it." },
        {
          name: 'streaming',
          documentation: "The step's batch before and the next step's batch after: Ẋ ≠ 0, terms of order 1.",
        },
      ]),
      'probe',
      {
        documentation: 'Which samples the terms are taken on.',
        equation: 'f⁽⁰⁾ = W′X′ − WX',
        synonyms: ['samples'],
      },
    ),
  },
  plannedKeys: [],
} as const satisfies ObjectKind;
