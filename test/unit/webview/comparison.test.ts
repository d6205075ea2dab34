import { describe, expect, it } from 'vitest';
import {
  alignLayers,
  alignmentNote,
  comparisonHeads,
  comparisonRows,
  comparisonTotals,
} from '../../../webview/model/comparison.js';
import { comparedRun, frameOf, layerTerms, layerView, runView } from './views.js';

/** First layer, `hidden` equal ones, head. */
const chain = (hidden: number) =>
  Array.from({ length: hidden + 2 }, (_, m) =>
    layerView(m, { shape: m === 0 ? '8 → 32' : m === hidden + 1 ? '32 → 1' : '32 → 32' }),
  );

describe('a comparison of runs', () => {
  it('pairs layers one by one where there are as many', () => {
    const pairs = alignLayers(chain(1), chain(1).reverse());
    expect(pairs).toEqual([0, 1, 2].map((m) => ({ m, other: m })));
  });

  it('pairs first, equal and last layers of a deeper network', () => {
    const pairs = alignLayers(chain(2), chain(4));
    expect(pairs.map(({ m, other }) => [m, other])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [undefined, 3],
      [undefined, 4],
      [3, 5],
    ]);
    expect(alignLayers(chain(4), chain(2)).filter(({ other }) => other === undefined)).toHaveLength(2);
  });

  it('pairs no layers of different types', () => {
    const pairs = alignLayers([layerView(0, { type: 'local' })], [layerView(0), layerView(1)]);
    expect(pairs.some(({ m, other }) => m !== undefined && other !== undefined)).toBe(false);
  });

  it('has one row a layer, with the differences to the shown run', () => {
    const other = comparedRun({ frame: frameOf([layerTerms({ weightKinetic: 3 }), layerTerms()]) });
    const run = runView({ compared: [other] });
    expect(comparisonHeads(run, 'layer')).toEqual(['layer', 'run 3', 'run 2', 'difference']);
    expect(comparisonRows(run, 'weightKinetic')).toEqual([
      ['0 dense 1', '1.000e0', '3.000e0', '2.000e0'],
      ['1 dense 2', '1.000e0', '1.000e0', '0'],
    ]);
    expect(alignmentNote(run)).toBe('');
  });

  it('has rows for layers that only another has, and says how layers are paired', () => {
    const layers = chain(1);
    const other = comparedRun({ layers, frame: frameOf(layers.map(() => layerTerms())) });
    const run = runView({ layers: [layers[0]!, layerView(1, { shape: '32 → 1' })], compared: [other] });
    const rows = comparisonRows(run, 'weightKinetic');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toEqual(['1 dense 2 of run 2', '—', '1.000e0', '—']);
    expect(alignmentNote(run)).toMatch(/run 3 has 2 layers, run 2 has 3 layers/);
  });

  it('compares losses and sums, and leaves out what is not known', () => {
    const run = runView({
      finalLoss: 100,
      compared: [comparedRun({ finalLoss: 90 }), comparedRun({ finalLoss: undefined })],
    });
    const totals = new Map(comparisonTotals(run).map(([name = '', ...cells]) => [name, cells]));
    expect(totals.get('final loss')).toEqual(['1.000e2', '9.000e1', '-1.000e1', '—', '—']);
    expect(totals.get('mean bulk over the charted steps')?.[0]).toBe('2.500e1');
  });
});
