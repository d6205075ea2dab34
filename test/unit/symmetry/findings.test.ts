import { describe, expect, it } from 'vitest';

import { activationMoments } from '../../../src/symmetry/activationMoments.js';
import { paddedShare } from '../../../src/symmetry/windowFindings.js';
import { goldenSymmetry } from './golden.js';
import { applyFix, exampleText, lint, marksOf, onlyFinding, reportOf, specOf } from './lintText.js';

const LAYER = '{type: dense, units: 32, activation: tanh}';
const HEAD = '{type: dense, units: 1}';

/** Six equal layers and a head, one of the layers as told. */
const withLayer = (layer: string, at = 3): string =>
  specOf([...Array.from({ length: 6 }, (_, k) => (k === at ? layer : LAYER)), HEAD]);

const CONV = '{type: conv2d, filters: 4, kernel: 3, padding: circular, activation: relu}';
const IMAGES = '{source: digits}';
/** Convolutions on 8×8 images, then a head. */
const convolutions = (...layers: readonly string[]): string =>
  specOf([...layers, '{type: flatten}', '{type: dense, units: 10}'], IMAGES);

describe('a symmetric network', () => {
  it('is told so', () => {
    const { verdict, summary, findings, edges, blockRanges } = reportOf(exampleText('deep-tanh'));
    expect(verdict).toBe('symmetric');
    expect(summary).toBe(
      'Depth-symmetric: links 1–6 are one block of period 1; the bulk Lagrangian is invariant under m → m + 1 inside it.',
    );
    expect(findings).toEqual([]);
    expect(edges).toEqual([7]);
    const text = exampleText('deep-tanh');
    expect(blockRanges.map((ranges) => ranges.map(({ start, end }) => text.slice(start, end)))).toEqual([
      [LAYER],
    ]);
  });

  it('may have a longer period', () => {
    const alternating = specOf([
      `{repeat: 3, layers: [${LAYER}, {type: dense, units: 32, activation: relu}]}`,
      HEAD,
    ]);
    expect(reportOf(alternating)).toMatchObject({ verdict: 'symmetric', findings: [] });
    expect(reportOf(alternating).summary).toContain('invariant under m → m + 2');
  });

  it('may consist of residual cells of two links, each with its skip inside', () => {
    const cells = specOf([
      LAYER,
      `{repeat: 3, layers: [{type: residual, layers: [${LAYER}, ${LAYER}]}]}`,
      HEAD,
    ]);
    expect(reportOf(cells)).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('has no verdict with too few layers, and nothing to compare', () => {
    const report = reportOf(specOf(['{type: dense, units: 64, activation: relu}', LAYER, HEAD]));
    expect(report).toMatchObject({ verdict: 'undefined', findings: [] });
    expect(report.undefinedBecause).toBe(
      'a block needs at least 2 links between the data and the head, and this network has 1',
    );
  });

  it('has no verdict where its period does not fit in twice', () => {
    const report = reportOf(
      specOf([`{repeat: 2, layers: [${LAYER}, {type: dense, units: 32, activation: relu}]}`, HEAD]),
    );
    expect(report).toMatchObject({ verdict: 'undefined', findings: [] });
    expect(report.undefinedBecause).toContain('period 2');
  });

  it('may have a head and a first layer of any kind', () => {
    const text = specOf([
      '{type: dense, units: 32, activation: tanh, bias: false, init: he, learningRateMultiplier: 0.1, frozen: true}',
      LAYER,
      LAYER,
      '{type: dense, units: 1, activation: tanh, bias: false, init: lecun, weightDecay: 0.1}',
    ]);
    expect(reportOf(text)).toMatchObject({ verdict: 'symmetric', findings: [] });
  });
});

describe('a width that differs', () => {
  const text = withLayer('{type: dense, units: 8, activation: tanh}');

  it('is one finding at its key, with the layers around it', () => {
    const { code, size, strength, severity, links, range, related, message } = onlyFinding(text);
    expect(code).toBe('symmetry.width');
    expect(text.slice(range.start, range.end)).toBe('8');
    expect([size, strength, severity, links]).toEqual([0.75, 'strong', 'warning', [3, 4]]);
    expect(message).toBe(
      'Layer 3 has 8 units where its block (layers 0–5) has 32 units: K_z, C and F of link 3 and K_W of links 3 and 4 change by a factor 0.25 with the number of neurons, and where W is not square no field interpolates it along depth. Depth translation is strongly broken here, by 75 %.',
    );
    expect(related?.map((place) => place.message)).toEqual([
      'Layer 2 is compared with: 32 units',
      'Layer 4 is compared with: 32 units',
    ]);
  });

  it('can be made like its block, or the block like it', () => {
    const finding = onlyFinding(text);
    expect(applyFix(text, finding)).toBe(withLayer(LAYER));
    expect(reportOf(applyFix(text, finding, 1))).toMatchObject({ verdict: 'symmetric', findings: [] });
    expect(finding.fixes.map(({ title }) => title)).toEqual([
      'Make layer 3 like its block: units: 32',
      'Change the width of the block (layers 0–5) to 8',
    ]);
  });

  it('counts at the first layer, whose neurons link 1 sees', () => {
    const first = withLayer('{type: dense, units: 16, activation: tanh}', 0);
    expect(onlyFinding(first).message).toContain('K_z of link 0 and K_W of links 0 and 1');
  });

  it('is one finding for layers in a row', () => {
    const narrow = '{type: dense, units: 16, activation: tanh}';
    const encoder = specOf([LAYER, LAYER, LAYER, LAYER, narrow, narrow, narrow, HEAD]);
    const finding = onlyFinding(encoder);
    expect(finding.message).toMatch(
      /^Layers 4–6 have 16 units where their block \(layers 0–3\) has 32 units/,
    );
    expect(reportOf(applyFix(encoder, finding)).findings).toEqual([]);
  });

  it('is compared with the layer before where nothing repeats', () => {
    const pyramid = specOf(
      [64, 32, 16, 8].map((n) => `{type: dense, units: ${n}, activation: tanh}`).concat(HEAD),
    );
    const { summary, findings } = reportOf(pyramid);
    expect(findings.map(({ message }) => message.slice(0, 56))).toEqual([
      'Layer 1 has 32 units where layer 0 before it has 64 unit',
      'Layer 2 has 16 units where layer 1 before it has 32 unit',
      'Layer 3 has 8 units where layer 2 before it has 16 units',
    ]);
    expect(summary).toContain(
      'No pattern repeats in width, so layers are compared with their neighbours there.',
    );
  });

  it('is not offered to change where a skip needs it', () => {
    const skipping = specOf([
      LAYER,
      LAYER,
      '{type: dense, name: a, units: 16, activation: tanh}',
      '{type: dense, units: 16, activation: tanh, skipFrom: a}',
      LAYER,
      LAYER,
      LAYER,
      HEAD,
    ]);
    const width = reportOf(skipping).findings.find(({ code }) => code === 'symmetry.width');
    // Both are changed together, so their skip keeps its shape.
    expect(lint(applyFix(skipping, width!)).network).toBeDefined();
  });
});

describe('an activation that differs', () => {
  const text = withLayer('{type: dense, units: 32, activation: relu}');

  it('is found at the layer that has it, with what it does to the next link', () => {
    const { code, links, size, message, range } = onlyFinding(text);
    expect([code, text.slice(range.start, range.end), links]).toEqual(['symmetry.activation', 'relu', [4]]);
    // q of tanh layers with glorot weights: 8 inputs of 32 units, then three maps q → p(q).
    const q = [0, 1, 2].reduce((square) => activationMoments('tanh', square).p, (2 * 8) / (8 + 32));
    const [relu, tanh] = [activationMoments('relu', q), activationMoments('tanh', q)];
    expect(size).toBeCloseTo(1 - Math.min(relu.p / tanh.p, relu.slope / tanh.slope), 9);
    expect(message).toContain(
      `change by a factor ${Number((relu.p / tanh.p).toPrecision(3))} (p′/p, what the weights drive) and ${Number((relu.slope / tanh.slope).toPrecision(3))} (χ′/χ, what the neurons drive) at q = ${Number(q.toPrecision(3))}.`,
    );
  });

  it('counts at the last hidden layer, whose neurons are bulk', () => {
    expect(marksOf(withLayer('{type: dense, units: 32, activation: relu}', 5))).toEqual([
      ['symmetry.activation', 'relu'],
    ]);
  });

  it('can be changed, also where none is written', () => {
    expect(applyFix(text, onlyFinding(text))).toBe(withLayer(LAYER));
    const linear = withLayer('{type: dense, units: 32}');
    expect(onlyFinding(linear).message).toContain('Layer 3 has no activation');
    expect(applyFix(linear, onlyFinding(linear))).toBe(withLayer(LAYER));
  });

  it('is that of the norm behind a linear layer', () => {
    const cell = '{type: dense, units: 32}, {type: layerNorm, activation: tanh}';
    const other = '{type: dense, units: 32}, {type: layerNorm, activation: relu}';
    const normed = specOf([
      LAYER,
      ...`${cell}; ${other}; ${cell}; ${cell}`.split(/[;] |(?<=}), (?={)/),
      HEAD,
    ]);
    expect(marksOf(normed)).toEqual([['symmetry.activation', 'relu']]);
    expect(reportOf(applyFix(normed, onlyFinding(normed))).findings).toEqual([]);
  });
});

describe('parameters that differ', () => {
  const cases = [
    {
      change: 'init: {kind: glorot, gain: 2}',
      code: 'symmetry.initializer',
      mark: '{kind: glorot, gain: 2}',
      size: 0.75,
      words: 'σ_w² and with it q and χ of link 3 change by a factor 4',
    },
    {
      change: 'learningRateMultiplier: 0.5',
      code: 'symmetry.learningRate',
      mark: '0.5',
      size: 0.75,
      words: 'K_W and K_b of link 3 change by a factor 0.25 (r²), and the mass 1/r of its parameters by 2',
    },
    {
      change: 'weightDecay: 0.01',
      code: 'symmetry.weightDecay',
      mark: '0.01',
      size: 1,
      words: 'the potential of link 3 differs by ½Δλ‖W‖² with Δλ = 0.01',
    },
    {
      change: 'frozen: true',
      code: 'symmetry.frozen',
      mark: 'true',
      size: 1,
      words: 'K_W and K_b of link 3 are 0',
    },
  ];

  it.each(cases)('are found at their key and can go: $change', ({ change, code, mark, size, words }) => {
    const text = withLayer(`{type: dense, units: 32, ${change}, activation: tanh}`);
    const finding = onlyFinding(text);
    expect([finding.code, text.slice(finding.range.start, finding.range.end)]).toEqual([code, mark]);
    expect(finding.size).toBeCloseTo(size, 12);
    expect(finding.message).toContain(words);
    expect(applyFix(text, finding)).toBe(withLayer(LAYER));
  });

  it('weigh little where they hardly differ', () => {
    const text = withLayer('{type: dense, units: 32, activation: tanh, learningRateMultiplier: 1.01}');
    expect(onlyFinding(text)).toMatchObject({ severity: 'information', strength: 'weak' });
  });

  it('count by their second moments: lecun is glorot for square matrices', () => {
    const text = withLayer('{type: dense, units: 32, activation: tanh, init: lecun}');
    expect(onlyFinding(text)).toMatchObject({ severity: 'information', size: 0 });
    expect(onlyFinding(text).message).toContain('The second moments agree.');
  });
});

describe('a missing bias', () => {
  it('is found, also as a constraint where all layers lack it', () => {
    const one = exampleText('bias-free');
    expect(onlyFinding(one)).toMatchObject({
      code: 'symmetry.bias',
      size: 1,
      strength: 'strong',
      links: [2],
    });
    expect(onlyFinding(one).message).toContain('Depth translation is broken at link 2.');
    const all = exampleText('deep-tanh').replace(
      'activation: tanh}\n  - {type: dense, units: 1}',
      'activation: tanh, bias: false}\n  - {type: dense, units: 1}',
    );
    const report = reportOf(all);
    expect(report.verdict).toBe('symmetric');
    expect(report.summary).toContain('One finding is about something else: bias.');
    expect(report.findings[0]?.message).toContain(
      'All of the bulk is alike in this, so depth translation holds',
    );
  });

  it('can be added', () => {
    const text = exampleText('bias-free');
    const fixed = applyFix(text, onlyFinding(text));
    expect(reportOf(fixed)).toMatchObject({ verdict: 'symmetric', findings: [] });
    expect(fixed).toBe(text.replace('tanh, bias: false', 'tanh, bias: true'));
  });

  it('is none where a norm behind the weights has its shift in the place of b', () => {
    const cell =
      '{repeat: 4, layers: [{type: dense, units: 32, bias: false}, {type: layerNorm, activation: tanh}]}';
    expect(reportOf(specOf([LAYER, cell, HEAD]))).toMatchObject({ verdict: 'symmetric', findings: [] });
  });
});

describe('norms', () => {
  it('break the form where one layer has one', () => {
    const text = specOf([
      LAYER,
      LAYER,
      '{type: dense, units: 32}',
      '{type: layerNorm, activation: tanh}',
      LAYER,
      LAYER,
      HEAD,
    ]);
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({
      code: 'symmetry.norm',
      size: undefined,
      strength: 'strong',
      severity: 'warning',
    });
    expect(text.slice(finding.range.start, finding.range.end)).toBe('layerNorm');
    expect(reportOf(applyFix(text, finding))).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('break it where one layer lacks one', () => {
    const normed = ['{type: dense, units: 32}', '{type: layerNorm, activation: tanh}'];
    const text = specOf([LAYER, ...normed, ...normed, LAYER, ...normed, HEAD]);
    const finding = onlyFinding(text);
    expect(finding.message).toContain('Layer 3 has no norm behind its weights');
    expect(reportOf(applyFix(text, finding))).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('behind an activation belong to the input of the next link', () => {
    const text = specOf([LAYER, LAYER, '{type: layerNorm}', LAYER, LAYER, HEAD]);
    expect(onlyFinding(text).message).toContain('Layer 1 has layerNorm behind its activation');
    expect(reportOf(applyFix(text, onlyFinding(text))).findings).toEqual([]);
  });

  it('over the batch couple the samples, also where all layers have them', () => {
    const text = specOf([
      LAYER,
      '{repeat: 3, layers: [{type: dense, units: 32}, {type: batchNorm, activation: tanh}]}',
      HEAD,
    ]);
    expect(reportOf(text).verdict).toBe('symmetric');
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({ code: 'symmetry.batchNorm', severity: 'warning', links: [1, 2, 3] });
    expect(applyFix(text, finding)).toBe(text.replace('batchNorm', 'layerNorm'));
  });
});

describe('skips', () => {
  it('are missed where the block has them', () => {
    const text = specOf([LAYER, `{repeat: 4, layers: [{type: residual, layers: [${LAYER}]}]}`, LAYER, HEAD]);
    expect(onlyFinding(text)).toMatchObject({ code: 'symmetry.skip', links: [5] });
    const fixed = applyFix(text, onlyFinding(text));
    expect(fixed).toContain(`- {type: residual, layers: [${LAYER}]}`);
    expect(reportOf(fixed)).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('are too many where it has none', () => {
    const text = withLayer(`{type: residual, layers: [${LAYER}]}`);
    expect(marksOf(text)).toEqual([['symmetry.skip', 'residual']]);
    expect(applyFix(text, onlyFinding(text))).toBe(withLayer(LAYER));
  });

  it('over several links have a range', () => {
    const named = LAYER.replace('dense,', 'dense, name: a,');
    const text = specOf([LAYER, named, LAYER, LAYER.replace('}', ', skipFrom: a}'), LAYER, LAYER, HEAD]);
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({ code: 'symmetry.longSkip', links: [3], size: undefined });
    expect(finding.message).toContain('A skip over 2 links adds z^(2) to z^(4)');
    expect(reportOf(applyFix(text, finding))).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('into the head come from the bulk, too', () => {
    const wide = specOf(
      [
        LAYER,
        '{type: dense, name: a, units: 2, activation: tanh}',
        '{type: dense, units: 2, activation: tanh}',
        '{type: dense, units: 2, skipFrom: a}',
      ],
      '{source: teacher, inputs: 8, outputs: 2}',
    );
    expect(reportOf(wide).findings.map(({ code }) => code)).toContain('symmetry.longSkip');
  });
});

describe('convolutions', () => {
  it('may form a block', () => {
    expect(reportOf(convolutions(CONV, CONV, CONV, CONV))).toMatchObject({
      verdict: 'symmetric',
      findings: [],
    });
  });

  it.each([
    ['kernel: 3', 'kernel: 5', 'symmetry.kernel', '5'],
    ['kernel: 3', 'kernel: 3, groups: 2', 'symmetry.groups', '2'],
    ['circular', 'same', 'symmetry.padding', 'same'],
    ['filters: 4', 'filters: 8', 'symmetry.width', '8'],
  ])('differ by %s → %s, which can be undone', (from, to, code, mark) => {
    const text = convolutions(CONV, CONV, CONV.replace(from, to), CONV, CONV);
    expect(marksOf(text)).toEqual([[code, mark]]);
    expect(reportOf(applyFix(text, onlyFinding(text)))).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('with a stride leave fewer places for all that follow', () => {
    const text = convolutions(CONV, CONV, CONV.replace('kernel: 3', 'kernel: 3, stride: 2'), CONV, CONV);
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({ code: 'symmetry.stride', size: 0.75, links: [2] });
    expect(finding.message).toContain('Layer 2 has stride 2×2 and leaves 4×4 of 8×8 places');
  });

  it('without padding leave fewer places, copy by copy', () => {
    const text = convolutions(CONV, `{repeat: 3, layers: [${CONV.replace('circular', 'valid')}]}`);
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({ code: 'symmetry.padding', links: [1, 2, 3], size: 1 - 36 / 64 });
    expect(reportOf(applyFix(text, finding))).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('lose places to pools', () => {
    const text = convolutions(CONV, CONV, '{type: maxPool2d, size: 2}', CONV, CONV);
    expect(marksOf(text)).toEqual([['symmetry.kind', 'maxPool2d']]);
    expect(onlyFinding(text).message).toContain('leaves 4×4 of 8×8 places');
  });

  it('end where dense layers begin', () => {
    const text = specOf(
      [
        CONV,
        CONV,
        CONV,
        CONV,
        '{type: flatten}',
        '{type: dense, units: 16, activation: relu}',
        '{type: dense, units: 10}',
      ],
      IMAGES,
    );
    expect(marksOf(text)).toEqual([['symmetry.kind', 'dense']]);
    expect(onlyFinding(text).message).toContain('Layer 4 is dense where its block (layers 1–3) is conv2d');
  });

  it('pad with zeros, which reach further with every layer', () => {
    const zeros = CONV.replace('padding: circular, ', '');
    const text = convolutions(zeros, `{repeat: 2, layers: [${zeros}]}`, zeros);
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({ code: 'symmetry.zeroPadding', links: [1, 2, 3], size: 1 - 1 / 16 });
    expect(finding.message).toContain('44 % of the 8×8 places of each see them, 94 % behind all 3');
    expect(finding.related?.map(({ message }) => message)).toEqual(['Link 3, too']);
    expect(reportOf(text).verdict).toBe('symmetric');
    expect(reportOf(applyFix(text, finding)).findings).toEqual([]);
  });

  it.each(goldenSymmetry.edge_fraction)(
    'lose the share of places of the reference: N $N, K $K, L $L',
    ({ N, K, L, per_layer, cumulative }) => {
      const layer = { places: [N], kernel: [K] };
      expect(paddedShare([layer])).toBeCloseTo(per_layer, 12);
      expect(paddedShare(Array.from({ length: L }, () => layer))).toBeCloseTo(cumulative, 12);
    },
  );
});

describe('dropout', () => {
  it('in the bulk makes it stochastic by p/(1 − p)', () => {
    const text = specOf([LAYER, LAYER, '{type: dropout, rate: 0.2}', LAYER, LAYER, HEAD]);
    const finding = onlyFinding(text);
    expect(finding).toMatchObject({ code: 'symmetry.dropout', size: 0.2, links: [2] });
    expect(finding.message).toContain('0.25 Σ W²h²');
    expect(applyFix(text, finding)).toBe(specOf([LAYER, LAYER, LAYER, LAYER, HEAD]));
    expect(applyFix(text, finding, 1)).toBe(
      specOf([LAYER, LAYER, LAYER, LAYER, '{type: dropout, rate: 0.2}', HEAD]),
    );
  });

  it('in front of the head is boundary', () => {
    const text = specOf([LAYER, LAYER, LAYER, LAYER, '{type: dropout, rate: 0.2}', HEAD]);
    expect(reportOf(text)).toMatchObject({ verdict: 'symmetric', findings: [] });
  });
});

describe('tied layers', () => {
  it('are an exact symmetry, said once', () => {
    const named = LAYER.replace('dense,', 'dense, name: a,');
    const text = specOf([
      LAYER,
      named,
      `{repeat: 3, layers: [${LAYER.replace('}', ', tieWith: a}')}]}`,
      HEAD,
    ]);
    expect(reportOf(text).verdict).toBe('symmetric');
    expect(onlyFinding(text)).toMatchObject({
      code: 'symmetry.tied',
      severity: 'information',
      links: [2, 3, 4],
    });
    expect(reportOf(applyFix(text, onlyFinding(text))).findings).toEqual([]);
  });
});
