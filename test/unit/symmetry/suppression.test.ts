import { describe, expect, it } from 'vitest';

import { admitDiagnostics } from '../../../src/symmetry/lintSpec.js';
import { applyEdits, lint, specOf } from './lintText.js';

const LAYER = '{type: dense, units: 32, activation: tanh}';
const RELU = '{type: dense, units: 32, activation: relu, bias: false}';
const text = (comment = '', before = ''): string =>
  specOf([LAYER, LAYER, LAYER, RELU, LAYER, '{type: dense, units: 1}'])
    .replace(RELU, RELU + comment)
    .replace(`  - ${RELU}`, `${before}  - ${RELU}`);

const codes = (spec: string, severities = {}): readonly string[] =>
  lint(spec, severities).diagnostics.map(({ code }) => code);

describe('a comment that silences', () => {
  it('counts for its line, and for the codes that it names', () => {
    expect(codes(text())).toEqual(['symmetry.activation', 'symmetry.bias']);
    expect(codes(text(' # bbd-ignore symmetry.bias'))).toEqual(['symmetry.activation']);
    expect(codes(text(' # bbd-ignore symmetry.bias symmetry.activation'))).toEqual([]);
    expect(codes(text(' # bbd-ignore symmetry.bias, symmetry.activation'))).toEqual([]);
  });

  it('counts for the next line when it stands alone', () => {
    expect(codes(text('', '  # bbd-ignore symmetry.bias\n'))).toEqual(['symmetry.activation']);
    expect(codes(`# bbd-ignore symmetry.bias\n${text()}`)).toEqual(['symmetry.activation', 'symmetry.bias']);
  });

  it('counts for the whole file when it says so', () => {
    expect(codes(`# bbd-ignore-file symmetry.bias\n${text()}`)).toEqual(['symmetry.activation']);
    expect(codes(`${text()}# bbd-ignore-file symmetry.bias symmetry.activation`)).toEqual([]);
  });

  it('also hides the finding from hovers and from what is mended at once', () => {
    const { symmetry } = lint(text(' # bbd-ignore symmetry.bias'));
    expect(symmetry?.findings.map(({ code }) => code)).toEqual(['symmetry.activation']);
    expect(symmetry?.verdict).toBe('broken');
  });

  it('says nothing without codes, or within other words', () => {
    for (const comment of [
      ' # bbd-ignore',
      ' # bbd-ignored symmetry.bias',
      ' # see bbd-ignore symmetry.bias',
    ]) {
      expect(codes(text(comment))).toEqual(['symmetry.activation', 'symmetry.bias']);
    }
  });

  it('is told of codes that do not exist, and which one was meant', () => {
    const spec = text(' # bbd-ignore symmetry.biass bias nonsense.at.all');
    const unknown = lint(spec).diagnostics.filter(({ code }) => code === 'lint.unknownCode');
    expect(unknown.map(({ range }) => spec.slice(range.start, range.end))).toEqual([
      'symmetry.biass',
      'bias',
      'nonsense.at.all',
    ]);
    expect(unknown.map(({ severity }) => severity)).toEqual(['information', 'information', 'information']);
    expect(unknown[0]?.message).toContain('Did you mean "symmetry.bias"?');
    expect(codes(applyEdits(spec, unknown[0]?.fix?.edits ?? []))).not.toContain('symmetry.bias');
    expect(unknown[1]?.fix?.title).toBe('Change to symmetry.bias');
    expect(unknown[2]?.fix).toBeUndefined();
  });

  it('cannot silence errors, and says so', () => {
    const spec = text().replace('loss: mse', 'loss: mse\nnonsense: 1 # bbd-ignore spec.unknownKey');
    expect(codes(spec).filter((code) => !code.startsWith('symmetry.'))).toEqual([
      'spec.unknownKey',
      'lint.cannotSilence',
    ]);
  });

  it('is told of a few dozen codes that do not exist, and of thousands in no time', () => {
    const { diagnostics } = lint(`${text()}${'# bbd-ignore nonsense\n'.repeat(10_000)}`);
    const unknown = diagnostics.filter(({ code }) => code === 'lint.unknownCode');
    expect(unknown).toHaveLength(50);
  });

  it('is no comment within a text', () => {
    expect(codes(`name: "# bbd-ignore-file symmetry.bias"\n${text()}`)).toEqual([
      'symmetry.activation',
      'symmetry.bias',
    ]);
  });
});

describe('the severity of a code', () => {
  it('can be set, also to nothing', () => {
    const { diagnostics, network, symmetry } = lint(text(), {
      'symmetry.bias': 'off',
      'symmetry.activation': 'error',
    });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['symmetry.activation', 'error'],
    ]);
    expect(symmetry?.findings.map(({ severity }) => severity)).toEqual(['error']);
    // A finding never keeps a spec from training, whatever it is called.
    expect(network).toBeDefined();
  });

  it('stays an error where the spec cannot be trained', () => {
    const spec = text().replace('loss: mse', 'loss: mse\nnonsense: 1');
    const { diagnostics } = lint(spec, { 'spec.unknownKey': 'off' });
    const severities = new Map(diagnostics.map(({ code, severity }) => [code, severity]));
    expect(severities.get('spec.unknownKey')).toBe('error');
  });

  it('is not taken from the names that every object has', () => {
    expect(codes(text(), Object.freeze({ toString: 'off' }))).toEqual([
      'symmetry.activation',
      'symmetry.bias',
    ]);
  });
});

describe('the continuum of a block', () => {
  const LAYER = '{type: dense, units: 8, activation: tanh}';
  const text = specOf([LAYER, LAYER, LAYER, LAYER, LAYER, '{type: dense, units: 1}']);
  const codesOf = (of: string, severities = {}): readonly string[] =>
    lint(of, severities).diagnostics.map(({ code }) => code);

  it('is expected to be uncontrolled where weights are independent, which is told when a setting asks for it', () => {
    expect(codesOf(text)).toEqual([]);
    expect(codesOf(text, { 'continuum.rough': 'information' })).toEqual(['continuum.rough']);
    const smooth = text.replaceAll('activation: tanh', 'activation: tanh, init: {kind: smooth}');
    expect(codesOf(smooth, { 'continuum.rough': 'information' })).toEqual([]);
    const silenced = `# bbd-ignore-file continuum.rough\n${text}`;
    expect(codesOf(silenced, { 'continuum.rough': 'warning' })).toEqual([]);
  });

  it('is told of a run as comments and settings allow', () => {
    const found = {
      code: 'continuum.notControlled',
      severity: 'information',
      message: 'V 1.1',
      range: { start: text.indexOf('{type'), end: text.indexOf('{type') + 5 },
    } as const;
    expect(admitDiagnostics(text, [found], {})).toEqual([found]);
    expect(admitDiagnostics(text, [found], { 'continuum.notControlled': 'off' })).toEqual([]);
    const silenced = text.replace(
      'activation: tanh}',
      'activation: tanh} # bbd-ignore continuum.notControlled',
    );
    expect(admitDiagnostics(silenced, [found], {})).toEqual([]);
  });
});
