import { describe, expect, it } from 'vitest';
import { QUANTITY_GROUPS } from '../../../src/quantities/quantities.js';
import { parseSymbol, plainSymbol } from '../../../src/quantities/symbol.js';

describe('parseSymbol', () => {
  it('lowers one letter after an underscore', () => {
    expect(parseSymbol('K_W')).toEqual([
      { text: 'K', position: 'base' },
      { text: 'W', position: 'sub' },
    ]);
  });

  it('keeps parentheses and drops braces', () => {
    expect(parseSymbol('½‖ż^(m+1)‖² − L_{bulk}')).toEqual([
      { text: '½‖ż', position: 'base' },
      { text: '(m+1)', position: 'super' },
      { text: '‖² − L', position: 'base' },
      { text: 'bulk', position: 'sub' },
    ]);
  });

  it('takes letters outside the basic plane as one', () => {
    expect(parseSymbol('x_𝓜y').map(({ text }) => text)).toEqual(['x', '𝓜', 'y']);
  });

  it('leaves words alone', () => {
    expect(parseSymbol('residual')).toEqual([{ text: 'residual', position: 'base' }]);
  });

  it('understands every text of the definitions to the last sign', () => {
    for (const { symbol, meaning } of QUANTITY_GROUPS.flatMap(({ entries }) => entries)) {
      for (const source of [symbol, meaning]) {
        const text = parseSymbol(source)
          .map((part) => part.text)
          .join('');
        expect(text).toBe(source.replaceAll(/[_^{}]/g, ''));
      }
    }
  });
});

describe('plainSymbol', () => {
  it('is one line without braces', () => {
    expect(plainSymbol('L_{bulk}')).toBe('L_bulk');
    expect(plainSymbol('P_m − P_{m+1}')).toBe('P_m − P_(m+1)');
  });
});
