import { LOSS_NAMES, LOSSES } from '../base/loss.js';
import { DATA } from './keysData.js';
import { LAYER_LIST } from './keysLayers.js';
import { ANALYSIS, TRAINING } from './keysTraining.js';
import { optional, required, withDefault, type ObjectKind } from './objectKind.js';
import { choice } from './choiceType.js';
import { integer, text } from './scalarTypes.js';
import { object } from './structuredTypes.js';

/** The version of the format that is read here. */
export const FORMAT_VERSION = 1;

/** Name of an experiment whose spec gives none. */
export const UNTITLED = 'Untitled network';

/** The top level of a spec: everything else is reached from here. */
export const ROOT = {
  name: 'root',
  title: 'the spec',
  documentation: 'A network, the data that it learns and how, and what is analysed.',
  keys: {
    bbd: required(integer(0, Number.MAX_SAFE_INTEGER), {
      documentation: 'Version of the spec format.',
      start: String(FORMAT_VERSION),
      synonyms: ['version'],
    }),
    name: withDefault(text(200), UNTITLED, {
      documentation: 'Title of the experiment.',
      synonyms: ['title'],
    }),
    seed: withDefault(integer(0, Number.MAX_SAFE_INTEGER), 0, {
      documentation:
        'Fixes every random choice: data, initial weights, order of the samples. Same spec, same backend, same machine: the same bits.',
      synonyms: ['randomSeed', 'randomState'],
    }),
    data: required(DATA, {
      documentation: 'The samples (X, Y).',
      synonyms: ['dataset'],
    }),
    layers: required(LAYER_LIST, {
      documentation:
        'The layers from the input to the output. Layer m = 0, 1, … maps h⁽ᵐ⁾ to z⁽ᵐ⁺¹⁾; layer 0 sees the data.',
      equation: 'L = Σₘ ½‖Ẇ⁽ᵐ⁾‖² + ½‖ż⁽ᵐ⁺¹⁾‖² − ż⁽ᵐ⁺¹⁾·f⁽ᵐ⁾ + ½‖f⁽ᵐ⁾‖² − ℓ',
      synonyms: ['network', 'model'],
    }),
    loss: required(
      choice(
        LOSS_NAMES.map((name) => ({ name, documentation: LOSSES[name].formula })),
        {
          planned: ['klDivergence', 'hinge'],
          hints: {
            categoricalCrossentropy: 'Write crossEntropy.',
            softmax: 'Write crossEntropy: it applies softmax itself.',
          },
        },
      ),
      {
        documentation:
          'ℓ(Z, Y) of one sample, with the normalisation of the paper: sums over outputs, no ½, no mean.',
        equation: 'L_boundary = C⁽⁰⁾ + F⁽⁰⁾ − ℓ',
        start: 'mse',
        synonyms: ['cost', 'objective', 'criterion'],
      },
    ),
    training: optional(object(TRAINING), {
      documentation: TRAINING.documentation,
      without: 'the defaults of its keys',
      synonyms: ['train', 'optimizer'],
    }),
    analysis: optional(object(ANALYSIS), {
      documentation: ANALYSIS.documentation,
      without: 'the defaults of its keys',
      synonyms: ['analyze', 'analyse'],
    }),
  },
  plannedKeys: [],
} as const satisfies ObjectKind;

/** A whole spec. */
export const SPEC = object(ROOT);
