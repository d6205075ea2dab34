import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/language/applyEdits.js';
import { silenceInFile, silenceOnLine } from '../../../src/language/silencing.js';

const CODE = 'symmetry.width';
const onLine = (text: string, at: string): string =>
  applyEdits(text, [silenceOnLine(text, text.indexOf(at), CODE)]);
const inFile = (text: string): string => applyEdits(text, [silenceInFile(text, CODE)]);

describe('A comment that silences a code', () => {
  it('stands at the end of its line', () => {
    expect(onLine('a: 1\nb: 2  \nc: 3\n', 'b')).toBe('a: 1\nb: 2 # bbd-ignore symmetry.width  \nc: 3\n');
    expect(onLine('a: 1\r\nb: 2', 'a')).toBe('a: 1 # bbd-ignore symmetry.width\r\nb: 2');
    expect(onLine('a:\n  - b: 1 # why\n', 'b')).toBe('a:\n  # bbd-ignore symmetry.width\n  - b: 1 # why\n');
  });

  it('joins one that is there', () => {
    expect(onLine('a: 1 # bbd-ignore symmetry.bias\n', 'a')).toBe(
      'a: 1 # bbd-ignore symmetry.bias symmetry.width\n',
    );
    expect(inFile('# x\n# bbd-ignore-file symmetry.bias\na: 1\n')).toBe(
      '# x\n# bbd-ignore-file symmetry.bias symmetry.width\na: 1\n',
    );
  });

  it('stands below the comments at the top when it is for the whole file', () => {
    expect(inFile('# x\n# y\n\na: 1\n')).toBe('# x\n# y\n# bbd-ignore-file symmetry.width\n\na: 1\n');
    expect(inFile('a: 1\r\n')).toBe('# bbd-ignore-file symmetry.width\r\na: 1\r\n');
  });
});
