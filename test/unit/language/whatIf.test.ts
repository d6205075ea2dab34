import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applyEdits } from '../../../src/language/applyEdits.js';
import { changeSpec, whatIfControls, type ChangedSpec } from '../../../src/language/whatIf.js';
import type { KnobId, KnobValue, WhatIfKnob } from '../../../src/language/whatIfKnob.js';
import type { Experiment, Link } from '../../../src/network/types.js';
import { check, examples, specText } from '../network/specTexts.js';
import { SLOW } from '../sweeps.js';
import { lint } from '../symmetry/lintText.js';

const knobsOf = (text: string): readonly WhatIfKnob[] =>
  whatIfControls(text, lint(text)).map(({ knob }) => knob);

/** What a knob stands at; its reason where it is missing. */
const state = (knob: WhatIfKnob | undefined): KnobValue | undefined =>
  knob?.kind === 'missing' ? knob.reason : knob?.value;

const stateOf = (text: string, id: KnobId): KnobValue | undefined =>
  state(knobsOf(text).find((knob) => knob.id === id));

function change(text: string, changes: Partial<Record<KnobId, KnobValue>>): ChangedSpec {
  const changed = changeSpec(text, lint(text), changes, check);
  if (!changed.ok) throw new Error(changed.error);
  return changed.value;
}

const refusal = (text: string, changes: Partial<Record<KnobId, KnobValue>>): string | undefined => {
  const changed = changeSpec(text, lint(text), changes, check);
  return changed.ok ? undefined : changed.error;
};

describe('The knobs of a spec', () => {
  it('are found by its structure', () => {
    const states = Object.fromEntries(
      examples.map(([file, text]) => [file.replace('.bbd.yaml', ''), knobsOf(text).map(state)]),
    );
    const noRepeat = 'No layers are repeated: write equal layers once, in a repeat, to change their number.';
    const local = 'Local layers are as wide as what is before them, here the data.';
    const keras = 'The layers are written in keras-mlp.json, which is not changed from here.';
    expect(states).toEqual({
      'bias-free': [noRepeat, 24, 0.01, 'tanh'],
      'conv-digits': [4, 8, 0.02, 'tanh'],
      'deep-tanh': [6, 32, 0.05, 'tanh'],
      'iris': [noRepeat, 16, 0.05, 'silu'],
      'keras-mlp': [
        'The layers are those of a Keras model, which is not changed from here.',
        keras,
        0.05,
        keras,
      ],
      'local-ring': [5, local, 0.005, 'tanh'],
      'mnist1d': [3, 16, 0.01, 'relu'],
      'penguins-csv': [noRepeat, 16, 0.01, 'gelu'],
      'residual-tanh': [12, 24, 0.02, 'tanh'],
      'smooth-residual': [16, 16, 0.01, 'tanh'],
      'smooth-ring': [12, local, 0.002, 'tanh'],
      'spirals': [3, 32, 0.1, 'relu'],
      'streaming': [3, 16, 0.01, 'tanh'],
    });
  });

  it('say what they are of', () => {
    const [, text] = examples.find(([file]) => file.startsWith('deep-tanh'))!;
    const about = knobsOf(text).map((knob) => (knob.kind === 'missing' ? '' : knob.about));
    expect(about).toEqual([
      'copies of the repeat in line 13',
      'units of layers 0–6',
      'η of training',
      'behind layers 0–6',
    ]);
  });

  it('are those of the largest repeat', () => {
    const text = specText(
      [
        '  - repeat: 2\n',
        '  - repeat: 3\n    layers: [{type: dense, units: 5, activation: relu}]\n  - repeat: 2\n',
      ],
      ['  - {type: dense, units: 2}', '  - {type: dense, units: 2}'],
    );
    expect(stateOf(text, 'depth')).toBe(3);
    const nested = specText([
      '      - {type: dense, units: 5, activation: relu, bias: false}\n',
      '      - repeat: 7\n        layers: [{type: dense, units: 5, activation: relu}]\n',
    ]);
    // The outer one stands for 14 layers.
    expect(stateOf(nested, 'depth')).toBe(2);
  });

  it('are none while there are errors, and none of a model alone', () => {
    expect(knobsOf(specText(['units: 2}', 'units: 3}']))).toEqual([]);
  });

  it('are missing where layers of a block differ, with what they are', () => {
    const text = specText(
      ['repeat: 2', 'repeat: 4'],
      [
        '      - {type: dense, units: 5, activation: relu, bias: false}\n',
        '      - {type: dense, units: 5, activation: relu}\n      - {type: dense, units: 6, activation: tanh}\n',
      ],
    );
    expect(stateOf(text, 'width')).toBe('The layers of the block differ in width: 6, 5.');
    expect(stateOf(text, 'activation')).toBe(
      'The layers of the block have different activations: relu, tanh.',
    );
  });

  it('are missing behind anchors', () => {
    const anchored = 'behind an anchor (& or *), which may stand for other places, too: change it by hand';
    const copies = specText(['repeat: 2', 'repeat: &n 2']);
    expect(stateOf(copies, 'depth')).toBe(`The repeat is written ${anchored}.`);
    const alias = specText(['seed: 7', 'seed: &n 2'], ['repeat: 2', 'repeat: *n']);
    expect(stateOf(alias, 'depth')).toBe(`The repeat is written ${anchored}.`);
    const block = specText(['  - repeat: 2\n', '  - &block\n    repeat: 2\n']);
    expect(stateOf(block, 'depth')).toBe(`The repeat is written ${anchored}.`);
    const layer = specText(['- {type: dense, units: 5', '- &layer {type: dense, units: 5']);
    expect(stateOf(layer, 'width')).toContain(anchored);
    expect(stateOf(layer, 'activation')).toContain(anchored);
    const rate = specText(['learningRate: 0.05', 'learningRate: &rate 0.05']);
    expect(stateOf(rate, 'learningRate')).toBe(`The learning rate is written ${anchored}.`);
    const training = specText(['training: {', 'training: &training {']);
    expect(stateOf(training, 'learningRate')).toBe(`The learning rate is written ${anchored}.`);
  });

  it('are missing where a definition stands for other layers as well', () => {
    const text = `bbd: 1
data: {source: teacher, inputs: 3, outputs: 2}
layers:
  - {type: dense, units: 8, activation: relu}
  - repeat: 3
    layers: &block
      - {type: dense, units: 8, activation: tanh}
  - {type: dense, units: 8, activation: relu}
  - repeat: 2
    layers: *block
  - {type: dense, units: 2}
loss: mse
`;
    expect(stateOf(text, 'activation')).toMatch(/stands for other layers, too/);
    expect(stateOf(text, 'width')).toBe(8);
    expect(stateOf(text, 'depth')).toBe(3);
  });
});

describe('A changed spec', () => {
  const text = specText();

  it('has a name that says what is different', () => {
    const { label, experiment } = change(text, { depth: 4, learningRate: 0.1, activation: 'silu' });
    expect(label).toBe('depth 2 → 4, η 0.05 → 0.1, relu → silu');
    expect(experiment.network.links).toHaveLength(6);
    expect(experiment.training.learningRate).toBe(0.1);
  });

  it('gets the keys that it has not', () => {
    const bare = text.replace(/training: .*\n/, '').replace(/, activation: relu/, '');
    expect(stateOf(bare, 'learningRate')).toBe(0.01);
    expect(change(bare, { learningRate: 0.02 }).text).toContain('\ntraining: {learningRate: 0.02}');
    expect(change(bare, { activation: 'gelu' }).text).toContain(
      '{type: dense, units: 5, bias: false, activation: gelu}',
    );
  });

  it('is refused with the first error of its check', () => {
    expect(refusal(text, { depth: 0 })).toMatch(/^Line 7: .*1/);
    expect(refusal(text, { depth: 2.5 })).toMatch(/^Line 7: .*whole/);
    expect(refusal(text, { depth: 100_000 })).toMatch(/^Line 7: /);
    expect(refusal(text, { learningRate: -1 })).toMatch(/^Line 12: /);
    expect(refusal(text, { learningRate: NaN })).toBe('Learning rate must be a number.');
    expect(refusal(text, { activation: 'softmax' })).toBe('Activation softmax is not known.');
    expect(refusal(text, { width: 1e6, depth: 100 })).toMatch(/^Line \d+: /);
  });

  it('is refused where nothing is different, and where a knob is missing', () => {
    expect(refusal(text, { depth: 2 })).toMatch(/^Nothing is changed/);
    expect(refusal(text, {})).toMatch(/^Nothing is changed/);
    expect(refusal(text.replace('units: 2}', 'units: 3}'), { depth: 3 })).toMatch(/^Line 10: The last layer/);
    expect(refusal(text.replace('repeat: 2', 'repeat: &n 2'), { depth: 3 })).toMatch(/anchor/);
  });
});

/** What must not change: everything of links but what the knobs are of. */
const restOf = ({ network, ...experiment }: Experiment): unknown => ({
  ...experiment,
  training: { ...experiment.training, learningRate: undefined },
  network: {
    inputShape: network.inputShape,
    outputs: network.outputs,
    loss: network.loss,
    post: network.outputActivation,
  },
});

const ownOf = (link: Link): unknown => ({
  type: link.type,
  bias: link.bias,
  initializer: link.initializer,
  norm: link.norm?.kind,
  skips: link.skips.map(({ span, value }) => [span, value]),
  learningRateMultiplier: link.learningRateMultiplier,
  weightDecay: link.weightDecay,
  frozen: link.frozen,
});

/** What kinds of links there are, in depth and width alike. */
const kindsOf = ({ network }: Experiment): ReadonlySet<string> =>
  new Set(network.links.map((link) => JSON.stringify([ownOf(link), link.outputShape, link.activationIn])));

const commentsOf = (text: string): readonly string[] => text.match(/#.*$/gm) ?? [];

/** The same spec in JSON. */
const asJson = (text: string): string => JSON.stringify(parse(text), undefined, 2);

const texts = examples.flatMap(([file, text]) => [
  [file, text] as const,
  [`${file} with CRLF`, text.replaceAll('\n', '\r\n')] as const,
  [`${file} as JSON`, asJson(text)] as const,
]);

const values: Readonly<Record<KnobId, fc.Arbitrary<KnobValue>>> = {
  depth: fc.integer({ min: 1, max: 30 }),
  width: fc.integer({ min: 1, max: 90 }),
  learningRate: fc.double({ min: 1e-9, max: 10, noNaN: true }),
  activation: fc.constantFrom('linear', 'tanh', 'relu', 'gelu', 'softplus'),
};

describe.each(texts)('Knobs of %s', (_, text) => {
  const checked = lint(text);
  const found = whatIfControls(text, checked).filter(({ knob }) => knob.kind !== 'missing');

  it('give the spec their new values and leave the rest as it is', () => {
    expect(found.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc
          .subarray(found, { minLength: 1 })
          .chain((chosen) =>
            fc.tuple(...chosen.map(({ knob }) => values[knob.id].map((value) => [knob.id, value] as const))),
          ),
        (pairs) => {
          const changes: Partial<Record<KnobId, KnobValue>> = Object.fromEntries(pairs);
          fc.pre(found.every(({ knob }) => changes[knob.id] !== state(knob)));
          const changed = change(text, changes);
          expect(applyEdits(text, changed.edits)).toBe(changed.text);
          expect(commentsOf(changed.text)).toEqual(commentsOf(text));
          expect(changed.text.split('\n').length).toBe(text.split('\n').length);
          const before = checked.experiment!;
          expect(restOf(changed.experiment)).toEqual(restOf(before));
          const { depth, ...others } = changes;
          if (depth !== undefined && Object.keys(others).length > 0) {
            expect(change(change(text, others).text, { depth }).text).toBe(changed.text);
          }
          if (depth === undefined) {
            const now = new Map(knobsOf(changed.text).map((knob) => [knob.id, state(knob)]));
            for (const { knob } of found) expect(now.get(knob.id)).toBe(changes[knob.id] ?? state(knob));
            expect(changed.experiment.network.links.map(ownOf)).toEqual(before.network.links.map(ownOf));
          } else if (pairs.length === 1) {
            expect(stateOf(changed.text, 'depth')).toBe(depth);
            expect(kindsOf(changed.experiment)).toEqual(kindsOf(before));
          }
        },
      ),
      { numRuns: SLOW ? 50 : 4 },
    );
  });
});
