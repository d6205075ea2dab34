import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/language/applyEdits.js';
import { formatSpec } from '../../../src/language/formatSpec.js';
import { runs } from '../sweeps.js';

const format = (text: string): string => applyEdits(text, formatSpec(text));
const EXAMPLES = join(import.meta.dirname, '../../../examples');

describe('formatSpec', () => {
  it('indents by two columns a level, items inside their key', () => {
    const text = 'layers:\n- type: dense\n  units: 3\n-   repeat: 2\n    layers:\n        -  type: dense\n';
    expect(format(text)).toBe(
      'layers:\n  - type: dense\n    units: 3\n  - repeat: 2\n    layers:\n      - type: dense\n',
    );
  });

  it('puts one space where one is due', () => {
    expect(
      format('data :   { source:iris ,standardize: true}   \nlayers: [ {type:  dense,units: 3 } ]'),
    ).toBe('data: {source:iris, standardize: true}\nlayers: [{type: dense, units: 3}]\n');
    expect(format('{"bbd":1,"loss":"mse"}\n')).toBe('{"bbd": 1, "loss": "mse"}\n');
  });

  it('leaves one blank line of several, and none at the start', () => {
    expect(format('\n\nbbd: 1\n\n\n\nloss: mse\n\n\n')).toBe('bbd: 1\n\nloss: mse\n');
  });

  it('keeps comments: near ones near, aligned ones in their column', () => {
    const text = [
      '# first',
      'bbd:   1            # aligned',
      'loss:  mse # near',
      'layers:',
      '# about the layer',
      '- {type: dense, # inside',
      '   units: 3}',
      '  # the end of the layers',
      '',
    ].join('\n');
    expect(format(text)).toBe(
      [
        '# first',
        'bbd: 1              # aligned',
        'loss: mse # near',
        'layers:',
        '  # about the layer',
        '  - {type: dense, # inside',
        '     units: 3}',
        '    # the end of the layers',
        '',
      ].join('\n'),
    );
  });

  it('keeps line ends and a byte order mark', () => {
    expect(format('\uFEFFbbd:  1\r\nloss:  mse\r\n')).toBe('\uFEFFbbd: 1\r\nloss: mse\r\n');
  });

  it('does nothing to a text with errors, nor to what would change its meaning', () => {
    expect(formatSpec('a: {b:   1\nc: 2')).toEqual([]);
    expect(formatSpec('name: |\n  a\n\n\n  b\n')).toEqual([]);
    expect(formatSpec('')).toEqual([]);
  });

  it('formats the lines of a range only', () => {
    const text = 'a:   1\nb:   2\nc:   3\n';
    const start = text.indexOf('b');
    expect(applyEdits(text, formatSpec(text, { start, end: start + 3 }))).toBe('a:   1\nb: 2\nc:   3\n');
  });

  it.each(readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml')))('finds %s in order', (name) => {
    const text = readFileSync(join(EXAMPLES, name), 'utf8');
    expect(format(text)).toBe(text);
  });

  it('changes nothing the second time, whatever the text', () => {
    const piece = fc.constantFrom(
      'a:',
      ' ',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '-',
      '{',
      '}',
      '[',
      ']',
      'b: 1',
      ',',
      '# c',
      '"x"',
      '\n# d\n',
      '&e ',
      '*e',
      '|',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const once = format(pieces.join(''));
        expect(format(once)).toBe(once);
      }),
      { numRuns: runs(2000) },
    );
  });
});
