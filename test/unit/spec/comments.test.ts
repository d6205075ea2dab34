import fc from 'fast-check';
import { Lexer } from 'yaml';
import { describe, expect, it } from 'vitest';

import { readComments } from '../../../src/spec/comments.js';
import { runs } from '../sweeps.js';

const textsIn = (text: string): readonly string[] => readComments(text).map((comment) => comment.text);

describe('readComments', () => {
  it('finds comments with their ranges, and whether a line is theirs alone', () => {
    const text = 'a: 1 # one\n  # two \nb: #three\n';
    const comments = readComments(text);
    expect(comments.map(({ text, ownLine }) => [text, ownLine])).toEqual([
      ['one', false],
      ['two', true],
      ['three', false],
    ]);
    expect(comments.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      '# one',
      '# two ',
      '#three',
    ]);
  });

  it.each([
    ['a number sign within a word', 'a: b#c', []],
    ['in double quotes', 'a: "b # c" # d', ['d']],
    ['in single quotes', "a: 'it''s # c' # d", ['d']],
    ['in quotes over several lines', 'a: "b\n  # c\n  d" # e', ['e']],
    ['in a block text', 'a: |\n  # b\n  c # d\n# e\n', ['e']],
    ['behind the head of a block text', 'a: > # b\n  c\n', ['b']],
    ['behind an apostrophe in a plain text', "a: don't # b", ['b']],
    ['behind a quote in a plain text', 'a: 5" # b\nc: 1 # d', ['b', 'd']],
    ['in flow collections', 'a: {b: 1, # c\n  d: [1, 2 # e\n  ]}', ['c', 'e']],
    ['behind a byte order mark', '\uFEFF# a\nb: 1', ['a']],
    ['with Windows line ends', 'a: 1 # b\r\n# c\r\n', ['b', 'c']],
    ['behind a space that is none to YAML', 'a: b\u00a0#c', []],
    ['without any text', '#\na: 1 #', ['', '']],
  ])('is not fooled by comments %s', (_, text, expected) => {
    expect(textsIn(text)).toEqual(expected);
  });

  it('agrees with the lexer of YAML where it does not use it', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '#',
      ':',
      ': ',
      '- ',
      '{',
      '}',
      ',',
      '[',
      '&x',
      '\t',
      '%',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const lexemes = [...new Lexer().lex(text)];
        const expected = lexemes.filter((lexeme) => lexeme.startsWith('#'));
        // The lexer takes `{#` for a comment, and the composer then complains.
        fc.pre(!/[^\s]#/.test(text));
        const found = readComments(text);
        expect(found.map(({ range }) => text.slice(range.start, range.end))).toEqual(expected);
      }),
      { numRuns: runs(2000) },
    );
  });
});
