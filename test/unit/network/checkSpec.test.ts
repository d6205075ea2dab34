import { describe, expect, it } from 'vitest';

import { linksAt } from '../../../src/network/checkSpec.js';
import { MAX_LINKS, MAX_PARAMETERS } from '../../../src/network/limits.js';
import { chainText } from './chainTexts.js';
import { applyFix, check, examples, findings, onlyDiagnostic, specText } from './specTexts.js';

const layer = '  - {type: dense, units: 2}\n';
const layers = (...lines: readonly string[]): string =>
  specText([
    `  - {type: dense, units: 4, activation: tanh}
  - repeat: 2
    layers:
      - {type: dense, units: 5, activation: relu, bias: false}
${layer}`,
    lines.map((line) => `  - ${line}\n`).join(''),
  ]);

describe('checkSpec', () => {
  it.each(examples)('finds nothing wrong with %s', (_, text) => {
    const { diagnostics, network, experiment, gap } = check(text);
    expect(diagnostics.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(network).toBeDefined();
    // One of the two: it runs, or it says what is missing.
    expect((experiment === undefined) !== (gap === undefined)).toBe(true);
  });

  it('makes the chain: widths from layer to layer, activations at the input side of the next', () => {
    const text = specText();
    const { experiment } = check(text);
    expect(experiment?.network).toMatchObject({
      inputs: 3,
      outputs: 2,
      outputActivation: 'linear',
      loss: 'mse',
    });
    const summary = experiment?.network.links.map(
      ({ m, name, inputs, outputs, activationIn, bias, parameterCount }) =>
        [m, name, inputs, outputs, activationIn, bias, parameterCount] as const,
    );
    expect(summary).toEqual([
      [0, 'dense0', 3, 4, 'linear', true, 16],
      [1, 'dense1', 4, 5, 'tanh', false, 20],
      [2, 'dense2', 5, 5, 'relu', false, 25],
      [3, 'dense3', 5, 2, 'relu', true, 12],
    ]);
    expect(experiment?.network.parameterCount).toBe(73);
    expect(experiment).toMatchObject({
      name: 'Small',
      seed: 7,
      data: { source: 'teacher', inputs: 3, outputs: 2, samples: 64, noise: 0.1 },
      training: {
        optimizer: { kind: 'sgd' },
        schedule: { kind: 'constant' },
        learningRate: 0.05,
        batchSize: 4,
        steps: 100,
        backend: 'cpu',
      },
      analysis: {
        every: 5,
        probe: 6,
        mode: 'probe',
        dynamics: undefined,
        continuum: 50,
        statistics: 0,
        seeds: 1,
      },
    });
  });

  it('fills in the documented defaults', () => {
    const text =
      'bbd: 1\ndata: {source: teacher, inputs: 2, samples: 5}\nlayers: [{type: dense, units: 1}]\nloss: mse\n';
    expect(check(text).experiment).toMatchObject({
      name: 'Untitled network',
      seed: 0,
      data: { outputs: 1, noise: 0 },
      training: {
        optimizer: { kind: 'sgd' },
        schedule: { kind: 'constant' },
        learningRate: 0.01,
        batchSize: 1,
        steps: 1000,
        backend: 'wasm',
      },
      analysis: {
        every: 10,
        probe: 5,
        mode: 'probe',
        dynamics: undefined,
        continuum: 50,
        statistics: 0,
        seeds: 1,
      },
    });
  });

  it('tells the copies of nested repeats apart', () => {
    const text = layers(
      '{repeat: 2, layers: [{type: dense, name: a, units: 3}, {repeat: 2, layers: [{type: dense, name: b, units: 3}]}]}',
      '{type: dense, units: 2}',
    );
    const { links } = check(text);
    expect(links.map(({ name }) => name)).toEqual([
      'a.1',
      'b.1.1',
      'b.1.2',
      'a.2',
      'b.2.1',
      'b.2.2',
      'dense6',
    ]);
    expect(links[5]?.copies).toEqual([
      { index: 2, of: 2 },
      { index: 2, of: 2 },
    ]);
    expect(links[1]?.range).toEqual(links[5]?.range);
  });

  it('keeps generated names apart from given ones', () => {
    const { links } = check(layers('{type: dense, name: dense1, units: 3}', '{type: dense, units: 2}'));
    expect(links.map(({ name }) => name)).toEqual(['dense1', 'dense1′']);
  });

  it.each([
    ['{type: dense, name: a, units: 3}', '{type: dense, name: a, units: 2}'],
    ['{repeat: 2, layers: [{type: dense, name: a, units: 3}]}', '{type: dense, name: a.2, units: 2}'],
  ])('refuses two layers of the same name: %s, %s', (...lines) => {
    const diagnostic = onlyDiagnostic(layers(...lines));
    expect(diagnostic.code).toBe('network.duplicateName');
    expect(diagnostic.related).toHaveLength(1);
  });

  it('refuses the second use of a named layer through an alias', () => {
    const text = layers('&a {type: dense, name: a, units: 2}', '*a');
    expect(findings(text)).toEqual([['network.duplicateName', 'a']]);
  });

  it('places an aliased layer where the alias stands', () => {
    const text = layers('&a {type: dense, units: 2}', '*a');
    const { links, diagnostics } = check(text);
    expect(diagnostics).toEqual([]);
    expect(links.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      '{type: dense, units: 2}',
      '*a',
    ]);
  });

  it('names both widths and both places when the head does not fit the data', () => {
    const text = specText(['units: 2}', 'units: 3}']);
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.code).toBe('network.outputMismatch');
    expect(diagnostic.message).toMatch(/3 units.*2 outputs/);
    const [related] = diagnostic.related ?? [];
    expect(text.slice(diagnostic.range.start, diagnostic.range.end)).toBe('3');
    expect(text.slice(related?.range.start, related?.range.end)).toBe('2');
    expect(check(applyFix(text, diagnostic)).diagnostics).toEqual([]);
  });

  it('does not offer to change the head of a repeat, which would change its copies', () => {
    const text = layers('{repeat: 2, layers: [{type: dense, units: 3}]}');
    expect(onlyDiagnostic(text)).not.toHaveProperty('fix');
  });

  it('goes on after a layer that is not understood, without guessing across it', () => {
    const text = layers(
      '{type: dense, units: 4}',
      '{type: conv1d, filters: 8}',
      '{type: dense, units: 6}',
      '{type: dense, units: 2}',
    );
    const { links, diagnostics } = check(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['spec.missingKey']);
    expect(links.map(({ m, inputs, outputs }) => [m, inputs, outputs])).toEqual([
      [0, 3, 4],
      [3, 6, 2],
    ]);
  });

  it('says nothing about the head while the last layer is not understood', () => {
    expect(findings(layers('{type: dense, units: 4}', '{type: flat}'))).toEqual([
      ['spec.unknownValue', 'flat'],
    ]);
  });

  it.each([
    ['layers: []', 'network.noLayers'],
    ['layers: [{repeat: 3, layers: []}, {type: dense, units: 2}]', 'network.noLayers'],
    ['layers:\n  - {repeat: 0, layers: [{type: dense, units: 2}]}', 'spec.outOfRange'],
    ['layers: {type: dense, units: 2}', 'spec.wrongType'],
  ])('refuses %s', (replacement, code) => {
    const text = layers('x').replace('layers:\n  - x', replacement);
    expect(findings(text).map(([found]) => found)).toEqual([code]);
  });

  it('counts layers before it writes them out', () => {
    const nested = (depth: number): string =>
      depth === 0 ? '{type: dense, units: 2}' : `{repeat: 1000, layers: [${nested(depth - 1)}]}`;
    expect(findings(layers(nested(10)))).toEqual([['network.tooManyLayers', '1000']]);
    expect(check(layers(`{repeat: ${MAX_LINKS}, layers: [{type: dense, units: 2}]}`)).links).toHaveLength(
      MAX_LINKS,
    );
    expect(
      findings(
        layers(`{repeat: ${MAX_LINKS}, layers: [{type: dense, units: 2}]}`, '{type: dense, units: 2}'),
      ),
    ).toEqual([['network.tooManyLayers', String(MAX_LINKS)]]);
  });

  it('refuses a network of a billion parameters at its largest layer', () => {
    const text = layers(
      '{type: dense, units: 31623}',
      '{type: dense, units: 31623}',
      '{type: dense, units: 2}',
    );
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.code).toBe('network.tooManyParameters');
    expect(diagnostic.message).toContain('31623 × 31623');
    expect(diagnostic.range.start).toBe(text.lastIndexOf('{type: dense, units: 31623}'));
  });

  it('accepts the largest network that it says it accepts', () => {
    const width = Math.floor((Math.sqrt(36 + 4 * (MAX_PARAMETERS - 2)) - 6) / 2);
    const sized = (units: number): string =>
      layers(`{type: dense, units: ${units}}`, `{type: dense, units: ${units}}`, '{type: dense, units: 2}');
    expect(findings(sized(width - 1))).toEqual([]);
    expect(findings(sized(width + 2)).map(([code]) => code)).toEqual(['network.tooManyParameters']);
  });

  it('refuses passes that do not fit into memory', () => {
    const wide = specText(
      ['samples: 64', 'samples: 100000'],
      ['batchSize: 4', 'batchSize: 100000'],
      ['units: 4', 'units: 3000'],
    );
    expect(findings(wide)).toEqual([['network.tooWide', '100000']]);
    const probe = specText(
      ['samples: 64', 'samples: 10000'],
      ['probe: 6', 'probe: 10000'],
      ['units: 4', 'units: 3000'],
    );
    expect(findings(probe)).toEqual([['network.tooWide', '10000']]);
  });

  it('refuses batches and probes that are larger than the data', () => {
    expect(findings(specText(['batchSize: 4', 'batchSize: 65']))).toEqual([['training.batchTooLarge', '65']]);
    expect(findings(specText(['batchSize: 4', 'batchSize: 64']))).toEqual([]);
    expect(findings(specText(['probe: 6', 'probe: 65']))).toEqual([['analysis.probeTooLarge', '65']]);
    expect(findings(specText(['probe: 6', 'probe: 65'], ['mode: probe', 'mode: batch']))).toEqual([]);
  });

  it('refuses more data than memory holds', () => {
    const text = specText(['inputs: 3', 'inputs: 1000000'], ['samples: 64', 'samples: 1000000']);
    expect(findings(text).map(([code]) => code)).toContain('data.tooLarge');
  });
});

describe('a deep network', () => {
  it('is checked to its last of more than 2000 layers of all kinds', () => {
    const lines = [
      '{type: conv1d, filters: 8, kernel: 3, activation: relu}',
      '{type: residual, layers: [{type: layerNorm}, {type: conv1d, filters: 8, kernel: 3}]}',
      '{type: dropout, rate: 0.1}',
      '{type: conv1d, filters: 8, kernel: 3}',
      '{type: batchNorm, activation: tanh}',
    ];
    const text = chainText(
      '{source: mnist1d}',
      `{repeat: 200, layers: [${lines.join(', ')}]}`,
      ...Array.from({ length: 150 }, () => lines).flat(),
      '{type: flatten}',
      '{type: dense, units: 10}',
    );
    // A residual block is a layer with two layers in it.
    expect(check(text).layers).toHaveLength((200 + 150) * (lines.length + 2) + 2);
    expect(check(text).links).toHaveLength((200 + 150) * 3 + 1);
  });
});

describe('the loss and the data', () => {
  const spirals = specText(
    [
      '{source: teacher, inputs: 3, outputs: 2, samples: 64, noise: 0.1}',
      '{source: spirals, classes: 2, samples: 64}',
    ],
    ['loss: mse', 'loss: crossEntropy'],
  );

  it('accepts crossEntropy with classes', () => {
    expect(findings(spirals)).toEqual([]);
  });

  it('refuses crossEntropy with numeric targets and offers mse', () => {
    const text = specText(['loss: mse', 'loss: crossEntropy']);
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.code).toBe('network.lossTargets');
    expect(check(applyFix(text, diagnostic)).diagnostics).toEqual([]);
  });

  it('refuses crossEntropy with one output', () => {
    const text = spirals.replace('units: 2}', 'units: 1}');
    expect(findings(text).map(([code]) => code)).toEqual(['network.outputMismatch', 'network.lossOutputs']);
  });

  it('warns of an activation before the softmax, and still trains', () => {
    const text = spirals.replace('units: 2}', 'units: 2, activation: tanh}');
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic).toMatchObject({ code: 'network.activatedLogits', severity: 'warning' });
    expect(check(text).experiment?.network.outputActivation).toBe('tanh');
    expect(check(applyFix(text, diagnostic)).diagnostics).toEqual([]);
  });

  it('lets the head of a regression have an activation: it belongs to the boundary', () => {
    const text = specText(['units: 2}', 'units: 2, activation: sigmoid}']);
    expect(check(text).experiment?.network.outputActivation).toBe('sigmoid');
  });
});

describe('linksAt', () => {
  const text = specText();
  const { links } = check(text);
  const at = (wanted: string): readonly number[] =>
    linksAt(links, text.indexOf(wanted) + 1).map(({ m }) => m);

  it('finds all copies of the layer under the cursor', () => {
    expect(at('units: 4')).toEqual([0]);
    expect(at('units: 5')).toEqual([1, 2]);
    expect(at('units: 2}')).toEqual([3]);
  });

  it('finds nothing outside a layer', () => {
    expect(at('repeat')).toEqual([]);
    expect(linksAt(links, text.length)).toEqual([]);
    expect(linksAt([], 0)).toEqual([]);
  });
});
