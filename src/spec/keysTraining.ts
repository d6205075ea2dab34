import { optional, withDefault, type ObjectKind } from './objectKind.js';
import { choice } from './choiceType.js';
import { integer, number } from './scalarTypes.js';
import { optimizer } from './optimizer.js';
import { schedule } from './schedule.js';

/** More samples than this in one float64 pass are slower than the training they watch. */
const MAX_PROBE = 10_000;

/** An error falls as the root of their number: more runs than this are of no use. */
const MAX_SEEDS = 1000;

export const TRAINING = {
  name: 'training',
  title: 'training',
  documentation: 'How the parameters θ = (W, b) move. One step is the unit of time.',
  keys: {
    optimizer: withDefault(
      optimizer,
      { kind: 'sgd' },
      {
        documentation:
          'The rule that turns gradients into steps: a name, or a group {kind, …} with its numbers.',
        equation: 'θ̇ = θ_(k+1) − θ_k',
        defaultText: 'sgd',
        synonyms: ['algorithm', 'optimiser'],
      },
    ),
    learningRate: withDefault(number(1e-12, 1e6), 0.01, {
      documentation: 'η. The kinetic terms scale as its square.',
      unit: 'per step',
      equation: 'θ_(k+1) = θ_k − η g_k; damping γ = 1/η',
      synonyms: ['lr', 'eta', 'rate', 'stepSize'],
    }),
    schedule: withDefault(
      schedule,
      { kind: 'constant' },
      {
        documentation:
          'How the learning rate changes over the steps: a name, or a group {kind, …} with its numbers. Energies are compared at one learning rate only.',
        equation: 'η_k = η · s(k)',
        defaultText: 'constant',
        synonyms: ['lrSchedule', 'learningRateSchedule', 'scheduler', 'decay', 'annealing'],
      },
    ),
    weightDecay: withDefault(number(0, 1e6), 0, {
      documentation:
        'λ, for the weights of all layers that do not say otherwise: a potential that pulls them to 0. Biases do not decay.',
      equation: 'L ← L − ½ λ Σₘ ‖W⁽ᵐ⁾‖²; g ← g + λ W',
      synonyms: ['l2', 'regularization', 'weight_decay'],
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
          { name: 'wasm', documentation: 'WebAssembly with SIMD: the fast one for most networks.' },
          {
            name: 'webgl',
            documentation: 'The graphics card, in the panel: for wide layers and large batches.',
            synonyms: ['gpu', 'webgpu', 'cuda'],
          },
          { name: 'cpu', documentation: 'Plain JavaScript: slow, runs everywhere.', synonyms: ['js'] },
          { name: 'auto', documentation: 'The fastest that is there; the panel says which it is.' },
        ],
        { hints: { node: 'Use wasm.', tensorflow: 'Use wasm.' } },
      ),
      'wasm',
      { documentation: 'What computes the training steps, in float32.', synonyms: ['device', 'engine'] },
    ),
  },
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
    dynamics: optional(integer(0, 1e9), {
      documentation:
        'At every how many decomposed steps the dynamics are recorded too: the energy that flows through the layers, inertia and damping, forces. A record costs much more than a frame. 0: only for steps that are taken by hand.',
      unit: 'decomposed steps',
      without:
        'chosen so that some 20 to 50 records stay cheap beside the training; fewer for large networks',
      synonyms: ['energy', 'dynamicsEvery', 'currents'],
    }),
    continuum: withDefault(integer(0, 1e9), 50, {
      documentation:
        'At every how many decomposed steps blocks of equal layers are read as a continuum too: whether that is valid, what it approximates, and how well; and at the last one. On two samples; a record costs 10 to 100 frames, so that by default records cost at most twice the frames. 0: only for steps that are asked for or taken by hand.',
      unit: 'decomposed steps',
      synonyms: ['continuumEvery', 'continuumLimit', 'expansion'],
    }),
    statistics: withDefault(integer(0, 1e9), 0, {
      documentation:
        'Steps between the statistics of a run: moments over the samples, gradient noise, symmetry of the motion, balances, order along depth. They cost more than a frame, so they are computed at a decomposed step, and again at the first one that is this many steps later. 0: only when they are asked for.',
      unit: 'steps',
      synonyms: ['statisticsEvery', 'diagnostics'],
    }),
    seeds: withDefault(integer(1, MAX_SEEDS), 1, {
      documentation:
        'How many runs are made, with seed, seed + 1, …: each draws its own data, weights and order of samples. Beside the first run, which is shown as ever, there are mean and standard error of every quantity over all of them.',
      unit: 'runs',
      synonyms: ['ensemble', 'repeats', 'runs', 'numSeeds'],
    }),
  },
} as const satisfies ObjectKind;
