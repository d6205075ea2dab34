import { describe, expect, it } from 'vitest';
import { applyEdits, onlyFinding, reportOf, specOf } from './lintText.js';

const layer = (activation: string, more = ''): string =>
  `{type: dense, units: 16, activation: ${activation}${more}}`;
const chain = (...layers: readonly string[]): string => specOf([...layers, '{type: dense, units: 1}']);

const alternation = (text: string): string | undefined => {
  const fix = onlyFinding(text).fixes.find(({ title }) => title.startsWith('Alternate'));
  return fix && applyEdits(text, fix.edits);
};

describe('a defect that is made a block of period 2', () => {
  it('alternates its activation through all layers', () => {
    const names = ['tanh', 'tanh', 'tanh', 'relu', 'tanh', 'tanh', 'tanh', 'tanh'];
    const alternating = alternation(chain(...names.map((name) => layer(name))));
    expect(alternating).toBe(chain(...names.map((name, k) => layer(k % 2 === 1 ? 'relu' : name))));
    const { verdict, structure, findings } = reportOf(alternating ?? '');
    expect(findings).toEqual([]);
    expect(verdict).toBe('symmetric');
    expect(structure.bestBlock?.period).toBe(2);
  });

  it('alternates a key that the other layers do not write', () => {
    const rates = Array.from({ length: 8 }, (_, k) =>
      layer('tanh', k === 4 ? ', learningRateMultiplier: 0.5' : ''),
    );
    const { verdict, structure } = reportOf(alternation(chain(...rates)) ?? '');
    expect([verdict, structure.bestBlock?.period]).toEqual(['symmetric', 2]);
  });

  it('is not offered where copies of one definition would have to alternate, nor in a short network', () => {
    const repeated = chain(
      layer('tanh'),
      '{repeat: 6, layers: [{type: dense, units: 16, activation: tanh}]}',
      layer('relu'),
      layer('tanh'),
    );
    expect(alternation(repeated)).toBeUndefined();
    expect(
      alternation(chain(...['tanh', 'tanh', 'relu', 'tanh'].map((name) => layer(name)))),
    ).toBeUndefined();
  });
});
