import { DATA } from './keysData.js';
import { LAYER_LIST } from './keysLayers.js';
import { LOSS } from './loss.js';
import { ANALYSIS, TRAINING } from './keysTraining.js';
import { optional, required, withDefault, type ObjectKind } from './objectKind.js';
import { integer, text } from './scalarTypes.js';
import { object } from './structuredTypes.js';

/** The version of the format that is read here. */
export const FORMAT_VERSION = 1;

/** Name of an experiment whose spec gives none. */
export const UNTITLED = 'Untitled network';

export const NETWORK_FILE = {
  name: 'network',
  title: 'network',
  documentation:
    'A file that holds the network, in place of layers; data, loss and training stay in the spec.',
  keys: {
    keras: required(text(1000), {
      documentation:
        'A Keras model as JSON, relative to the spec: model.to_json() of Keras 2 or 3, or model.json of TensorFlow.js. It must lie inside the workspace. Weights in it are not read.',
      synonyms: ['path', 'file', 'model', 'json', 'tfjs', 'tensorflow'],
    }),
  },
} as const satisfies ObjectKind;

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
    layers: optional(LAYER_LIST, {
      documentation:
        'The layers from the input to the output, unless `network` names a file that holds them. Those with weights are the links m = 0, 1, …; link m maps h⁽ᵐ⁾ to z⁽ᵐ⁺¹⁾, and link 0 sees the data.',
      equation: 'L = Σₘ ½‖Ẇ⁽ᵐ⁾‖² + ½‖ż⁽ᵐ⁺¹⁾‖² − ż⁽ᵐ⁺¹⁾·f⁽ᵐ⁾ + ½‖f⁽ᵐ⁾‖² − ℓ',
      without: 'those of network',
      synonyms: ['model', 'architecture', 'layer'],
    }),
    network: optional(object(NETWORK_FILE), {
      documentation: NETWORK_FILE.documentation,
      without: 'the network is that of layers',
      synonyms: ['networkFile', 'modelFile'],
    }),
    loss: required(LOSS, {
      documentation:
        'ℓ(Z, Y) of one sample, with the normalisation of the paper: sums over outputs, no ½, no mean.',
      equation: 'L_boundary = C⁽⁰⁾ + F⁽⁰⁾ − ℓ',
      start: 'mse',
      synonyms: ['cost', 'objective', 'criterion'],
    }),
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
  exactlyOne: ['layers', 'network'],
} as const satisfies ObjectKind;

/** A whole spec. */
export const SPEC = object(ROOT);
