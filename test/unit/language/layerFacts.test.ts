import { describe, expect, it } from 'vitest';
import { succeed } from '../../../src/base/result.js';
import { fixesOf, findingsOf } from '../../../src/language/findings.js';
import { inlayFacts } from '../../../src/language/inlayFacts.js';
import { layersAt } from '../../../src/language/layersAt.js';
import { blockLenses, verdictLens } from '../../../src/language/lensTexts.js';
import { modelFileText } from '../../../src/language/modelFileText.js';
import { operationText } from '../../../src/language/operationText.js';
import { lintSpec, type LintedSpec } from '../../../src/symmetry/lintSpec.js';

const DENSE = '{type: dense, units: 8, activation: tanh}';
const specWith = (layers: readonly string[], data = '{source: teacher, inputs: 8}'): string =>
  `bbd: 1\ndata: ${data}\nlayers:\n${layers.map((layer) => `  - ${layer}\n`).join('')}  - {type: dense, units: 1}\nloss: mse\n`;
const lint = (text: string): LintedSpec => lintSpec(text, { readDataFile: () => succeed('') });

const SYMMETRIC = specWith([DENSE, `repeat: 4 # equal\n    layers:\n      - ${DENSE}`]);
const BROKEN = specWith([DENSE, DENSE, DENSE, DENSE.replace('tanh', 'relu'), DENSE, DENSE, DENSE]);

describe('The lens at the top', () => {
  it('says that a network is symmetric, and where', () => {
    expect(verdictLens(lint(SYMMETRIC))).toMatchObject({
      title: '✓ Depth-symmetric: links 1–4, period 1',
      leadsTo: 'block',
    });
  });

  it('counts breaks, and leads to them', () => {
    const checked = lint(BROKEN);
    const count = findingsOf(checked).length;
    expect(count).toBeGreaterThan(0);
    const lens = verdictLens(checked);
    expect(lens?.title).toMatch(
      new RegExp(`^${count} breaks? of symmetry; longest block: links \\d+–\\d+, period 1$`),
    );
    expect(lens?.leadsTo).toBe('problem');
  });

  it('counts errors before all else, and says why there is no verdict', () => {
    expect(verdictLens(lint(SYMMETRIC.replace('mse', 'mean')))).toMatchObject({
      title: '1 error',
      leadsTo: 'problem',
    });
    expect(verdictLens(lint(specWith([])))?.title).toMatch(/^Depth symmetry undefined: /);
  });
});

describe('The lens of a block', () => {
  it('stands above its first layer, with its parameters', () => {
    const [block] = blockLenses(lint(SYMMETRIC));
    expect(block).toMatchObject({
      index: 0,
      facts: ['block A', 'links 1–4', 'period 1'],
      parameters: 4 * 72,
    });
    expect(SYMMETRIC.slice(block?.offset)).toMatch(
      /^\{type: dense, units: 8, activation: tanh\}\n {2}- \{type: dense, units: 1/,
    );
  });
});

describe('Inlay facts', () => {
  it('stand behind the first line of each layer, before a comment', () => {
    const text = specWith([
      `type: residual # a skip\n    layers:\n      - ${DENSE}`,
      `repeat: 2\n    layers:\n      - ${DENSE} # twice`,
    ]);
    const facts = inlayFacts(text, lint(text));
    expect(facts.map(({ offset }) => text.slice(0, offset).split('\n').at(-1)?.trim())).toEqual([
      '- type: residual',
      `- ${DENSE}`,
      `- ${DENSE}`,
      '- {type: dense, units: 1}',
    ]);
    expect(facts.map(({ outputShape, copies, parameters }) => [outputShape, copies, parameters])).toEqual([
      ['8', 1, 72],
      ['8', 1, 72],
      ['8', 2, 72],
      ['1', 1, 9],
    ]);
  });
});

describe('Layers at an offset', () => {
  it('are all copies of the innermost definition', () => {
    const { layers } = lint(SYMMETRIC);
    const offset = SYMMETRIC.indexOf(DENSE, SYMMETRIC.indexOf('repeat'));
    expect(layersAt(layers, offset).map(({ link }) => link)).toEqual([1, 2, 3, 4]);
    expect(layersAt(layers, 0)).toEqual([]);
  });
});

describe('Texts about layers without weights', () => {
  const textAt = (text: string, place: string): string => {
    const checked = lint(text);
    return operationText(layersAt(checked.layers, text.indexOf(place)), checked);
  };

  it('tell the equation and the range of a residual block', () => {
    const text = textAt(specWith([DENSE, `type: residual\n    layers:\n      - ${DENSE}`]), 'type: residual');
    expect(text).toContain('**residual**');
    expect(text).toContain('z⁽²⁾ = z⁽¹⁾ + W⁽¹⁾ tanh(z⁽¹⁾) + b⁽¹⁾');
    expect(text).toContain('stays local');
  });

  it('tell where norms, dropout and pools belong', () => {
    const linear = '{type: dense, units: 8}';
    const norm = textAt(specWith([linear, '{type: layerNorm, activation: tanh}', DENSE]), '{type: layerNorm');
    expect(norm).toContain('z⁽¹⁾ = g⁽⁰⁾ ⊙ LN(W⁽⁰⁾ X');
    expect(norm).toContain('Part of z of link 0');
    const dropout = textAt(specWith([DENSE, '{type: dropout, rate: 0.25}']), '{type: dropout');
    expect(dropout).toContain('On the input side of link 1');
    expect(dropout).toContain('p = 0.25');
    const pool = textAt(
      specWith(
        ['{type: conv2d, filters: 2, kernel: 3}', '{type: maxPool2d, size: 2}', '{type: flatten}'],
        '{source: digits}',
      ),
      '{type: maxPool2d',
    );
    expect(pool).toContain('`8×8×2 → 4×4×2`');
    expect(pool).toContain('cannot be alike');
  });
});

describe('Fixes of findings', () => {
  it('are those that the finding has, the best one first', () => {
    for (const finding of findingsOf(lint(BROKEN))) expect(fixesOf(finding)).toBe(finding.fixes);
  });
});

describe('The text about a model in another file', () => {
  it('counts layers and links, and lets nothing act as markup', () => {
    expect(modelFileText({ ...lint(SYMMETRIC), symmetry: undefined }, 'a_b*.json')).toBe(
      '**a\\_b\\*\\.json** · 6 layers · links 0–5',
    );
  });
});
