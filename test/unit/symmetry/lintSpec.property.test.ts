import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readComments } from '../../../src/spec/comments.js';
import { fixAll } from '../../../src/symmetry/fixAll.js';
import type { Finding } from '../../../src/symmetry/types.js';
import { runs } from '../sweeps.js';
import { applyEdits, applyFix, lint, reportOf, specOf } from './lintText.js';

/** Keys of a dense layer by name, so that a defect can change one of them. */
type Keys = Readonly<Record<string, string>>;

const BASE: Keys = { type: 'dense', units: '8', activation: 'tanh' };

const DEFECTS: readonly Keys[] = [
  { units: '4' },
  { activation: 'relu' },
  { activation: 'linear' },
  { bias: 'false' },
  { init: 'he' },
  { init: '{kind: glorot, gain: 3}' },
  { learningRateMultiplier: '0.25' },
  { weightDecay: '0.001' },
  { frozen: 'true' },
];

/** Styles in which the same layer can be written; each with a comment that has to stay. */
const STYLES: readonly ((keys: Keys, note: string) => string)[] = [
  (keys, note) =>
    `{${Object.entries(keys)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', ')}}  # ${note}`,
  (keys, note) =>
    Object.entries(keys)
      .map(([key, value]) => `${key}: ${value}  # ${note} ${key}`)
      .join('\n    '),
  (keys, note) =>
    `# ${note}\n    ${Object.entries(keys)
      .map(([key, value]) => `${key}: ${value}`)
      .join('\n    ')}`,
  (keys, note) =>
    `{\n      ${Object.entries(keys)
      .map(([key, value]) => `${key}: ${value}`)
      .join(',\n      ')}  # ${note}\n    }`,
];

const style = fc.constantFrom(...STYLES);
const shuffled = (keys: Keys): fc.Arbitrary<Keys> =>
  fc
    .shuffledSubarray(Object.entries(keys), { minLength: Object.keys(keys).length })
    .map((entries) => Object.fromEntries(entries));

/** Layers of one kind, some of them with defects, each written in a style of its own; then a head. */
const spec = (defects: fc.Arbitrary<readonly (readonly [number, Keys])[]>): fc.Arbitrary<string> =>
  fc.tuple(fc.integer({ min: 5, max: 8 }), defects).chain(([count, found]) =>
    fc
      .tuple(
        ...Array.from({ length: count }, (_, k) => {
          const changes = found.filter(([at]) => at % count === k).map(([, change]) => change);
          const keys = changes.reduce((all, change) => ({ ...all, ...change }), BASE);
          return fc.tuple(style, shuffled(keys)).map(([write, written]) => write(written, `layer ${k}`));
        }),
      )
      .map((layers) => specOf([...layers, '{type: dense, units: 1}'])),
  );

const defect = fc.tuple(fc.nat(40), fc.constantFrom(...DEFECTS));
const withOneDefect = spec(defect.map((one) => [one]));
const withDefects = spec(fc.array(defect, { maxLength: 4 }));

const comments = (text: string): readonly string[] => readComments(text).map((comment) => comment.text);
const keyOf = ({ code, links, message }: Finding): string =>
  `${code} ${links.join()} ${message.split(':')[0] ?? ''}`;

describe('a fix of a finding', () => {
  it('removes it, brings no error and no other finding, and keeps all comments', () => {
    fc.assert(
      fc.property(withOneDefect, (text) => {
        const { findings } = reportOf(text);
        for (const finding of findings) {
          expect(finding.fixes.length, finding.message).toBeGreaterThan(0);
          finding.fixes.forEach((_, which) => {
            const fixed = applyFix(text, finding, which);
            expect(reportOf(fixed).findings, fixed).toEqual([]);
            expect(comments(fixed)).toEqual(comments(text));
          });
        }
      }),
      { numRuns: runs(150) },
    );
  });

  it('leaves as many of the others, or fewer, among several', () => {
    fc.assert(
      fc.property(withDefects, (text) => {
        const { findings } = reportOf(text);
        for (const finding of findings.filter(({ fixes }) => fixes.length > 0)) {
          const fixed = applyFix(text, finding);
          const left = reportOf(fixed).findings;
          expect(left.map(keyOf)).not.toContain(keyOf(finding));
          // Another pattern may tell the rest better, in as many findings.
          expect(left.length, fixed).toBeLessThanOrEqual(findings.length);
          expect(comments(fixed)).toEqual(comments(text));
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('of all findings at once leaves none of those that have one', () => {
    fc.assert(
      fc.property(withDefects, (text) => {
        const report = reportOf(text);
        const fixable = report.findings.filter(({ fixes }) => fixes.length > 0 && fixes[0]?.alone !== true);
        const fixed = applyEdits(text, fixAll(report));
        const left = reportOf(fixed).findings;
        // Steps from layer to layer may turn out to be a pattern once nothing else is in its way.
        expect(left.length, fixed).toBeLessThanOrEqual(report.findings.length - fixable.length);
        for (const finding of fixable) expect(left.map(keyOf), fixed).not.toContain(keyOf(finding));
        expect(comments(fixed)).toEqual(comments(text));
      }),
      { numRuns: runs(150) },
    );
  });
});

const dense = (keys: string): string => `{type: dense, units: 8, ${keys}}`;
const conv = (keys: string): string => `{type: conv2d, filters: 4, ${keys}}`;

const DENSE_ITEMS = [
  dense('activation: tanh'),
  dense('activation: tanh'),
  dense('activation: tanh'),
  dense('activation: relu'),
  '{type: dense, units: 4, activation: tanh}',
  dense('bias: false'),
  dense('activation: tanh, tieWith: first'),
  dense('activation: tanh, skipFrom: first'),
  dense('activation: tanh, skipFrom: first, skipValue: activation'),
  '{type: local, activation: tanh}',
  '{type: layerNorm}',
  '{type: layerNorm, activation: relu}',
  '{type: batchNorm, activation: tanh}',
  '{type: dropout, rate: 0.1}',
  `{type: residual, layers: [${dense('activation: tanh')}]}`,
  `{type: residual, layers: [${dense('activation: tanh')}, ${dense('activation: relu')}]}`,
  `{type: residual, skipValue: activation, layers: [${dense('activation: tanh')}, {type: layerNorm, activation: tanh}]}`,
  `{repeat: 3, layers: [${dense('activation: tanh')}]}`,
  `{repeat: 2, layers: [${dense('activation: tanh')}, {type: dropout, rate: 0.2}, ${dense('frozen: true')}]}`,
  `{repeat: 3, layers: [{type: residual, layers: [${dense('activation: tanh')}]}]}`,
];

const CONV_ITEMS = [
  conv('kernel: 3, activation: relu'),
  conv('kernel: 3, activation: relu'),
  conv('kernel: 3, padding: circular, activation: relu'),
  conv('kernel: 3, padding: circular, activation: relu'),
  conv('kernel: 1, activation: relu'),
  conv('kernel: [1, 3], padding: valid'),
  conv('kernel: 3, stride: 2'),
  conv('kernel: 3, groups: 2'),
  '{type: conv2d, filters: 6, kernel: 3}',
  '{type: maxPool2d, size: 2}',
  '{type: avgPool2d, size: 3, stride: 1, padding: same}',
  '{type: batchNorm, activation: relu}',
  '{type: dropout, rate: 0.1}',
  `{type: residual, layers: [${conv('kernel: 3, activation: relu')}]}`,
  `{repeat: 3, layers: [${conv('kernel: 3, activation: relu')}]}`,
];

const list = (items: readonly string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...items), { minLength: 2, maxLength: 9 });

/** Networks of all kinds of layers, most of them without errors. */
const networks = fc.oneof(
  list(DENSE_ITEMS).map((items) =>
    specOf([
      dense('activation: tanh'),
      '{type: dense, name: first, units: 8, activation: tanh}',
      ...items,
      '{type: dense, units: 1}',
    ]),
  ),
  list(CONV_ITEMS).map((items) =>
    specOf(
      [conv('kernel: 3, activation: relu'), ...items, '{type: flatten}', '{type: dense, units: 10}'],
      '{source: digits}',
    ),
  ),
);

describe('any network', () => {
  it('has a finding wherever its links are not one block, and no verdict without a reason', () => {
    let known = 0;
    fc.assert(
      fc.property(networks, (text) => {
        const { symmetry, links } = lint(text);
        if (symmetry === undefined) return;
        known++;
        const { verdict, findings, structure, undefinedBecause, summary } = symmetry;
        const isBlock = structure.blocks.some(
          ({ start, length }) => start === 1 && length >= links.length - 2,
        );
        if (verdict === 'symmetric') expect(isBlock).toBe(true);
        if (verdict === 'broken') expect(findings.length, text).toBeGreaterThan(0);
        expect(undefinedBecause !== undefined).toBe(verdict === 'undefined');
        expect(summary).toMatch(/\.$/);
        for (const { size = 0, links: changed, message } of findings) {
          expect(size).toBeGreaterThanOrEqual(0);
          expect(size).toBeLessThanOrEqual(1);
          expect(
            changed.every((m) => m > 0 || message.includes('link 0') || message.includes('links 0')),
          ).toBe(true);
          expect(changed.every((m) => m < links.length)).toBe(true);
          expect(message).not.toMatch(/NaN|undefined|Infinity|null/);
        }
      }),
      { numRuns: runs(150) },
    );
    expect(known).toBeGreaterThan(runs(150) / 3);
  });

  it('stays free of errors with every fix, and loses what was mended', () => {
    fc.assert(
      fc.property(networks, (text) => {
        const { symmetry } = lint(text);
        for (const finding of symmetry?.findings ?? []) {
          for (const { edits, title } of finding.fixes) {
            const fixed = applyEdits(text, edits);
            const errors = lint(fixed).diagnostics.filter(({ severity }) => severity === 'error');
            expect(
              errors.map(({ message }) => message),
              `${title}\n${text}\n${fixed}`,
            ).toEqual([]);
            expect(reportOf(fixed).findings.map(keyOf), `${title}\n${text}\n${fixed}`).not.toContain(
              keyOf(finding),
            );
          }
        }
      }),
      { numRuns: runs(150) },
    );
  });
});

describe('linting', () => {
  const fragments = fc.constantFrom(
    '- {type: conv1d, filters: 4, kernel: 3}\n',
    '  - {type: dense, units: 8}\n',
    'layers:\n',
    '{repeat: 3, layers: [',
    ']}',
    '# bbd-ignore symmetry.bias\n',
    '# bbd-ignore-file x',
    '- {type: residual, layers: [{type: dense, units: 8}]}\n',
    '*a',
    '&a ',
    '{type: dropout, rate: 0.5}',
    '{type: batchNorm, activation: relu}',
    '{type: flatten}',
    '\t',
    '"',
    '\u2028',
    '😀',
    'name: a',
    ', skipFrom: a',
    ', tieWith: a',
    '{type: maxPool1d, size: 2}',
    'bbd: 1\n',
    'loss: mse\n',
    'data: {source: mnist1d}\n',
  );

  it('never throws, whatever the text, and marks places in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.oneof(fragments, fc.string({ maxLength: 6 })), { maxLength: 25 })
        .map((parts) => parts.join('')),
      fc
        .tuple(withDefects, fc.nat(), fragments)
        .map(
          ([spec, at, inserted]) => spec.slice(0, at % spec.length) + inserted + spec.slice(at % spec.length),
        ),
    );
    fc.assert(
      fc.property(text, (spec) => {
        const { diagnostics, symmetry } = lint(spec);
        const ranges = [
          ...diagnostics.flatMap(({ range, related = [] }) => [
            range,
            ...related.map((place) => place.range),
          ]),
          ...(symmetry?.findings ?? []).flatMap(({ fixes }) =>
            fixes.flatMap(({ edits }) => edits.map((edit) => edit.range)),
          ),
          ...(symmetry?.blockRanges ?? []).flat(),
        ];
        for (const { start, end } of ranges) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(spec.length);
        }
      }),
      { numRuns: runs(150) },
    );
  });
});
