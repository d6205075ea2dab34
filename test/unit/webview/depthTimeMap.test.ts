import { describe, expect, it } from 'vitest';
import type { DepthHistory } from '../../../src/run/history.js';
import {
  cellAt,
  describeCell,
  describeColumns,
  describeGaps,
  mapTable,
  timeMap,
  writeRanges,
} from '../../../webview/model/depthTimeMap.js';
import { layerView } from './views.js';

const LAYERS = [layerView(0), layerView(1)];

/** Layers 0 and 1 at steps 0, 10 and 20–40. */
const HISTORY: DepthHistory = {
  quantity: 'coupling',
  layers: 2,
  records: 5,
  firstSteps: Float64Array.of(0, 10, 20),
  lastSteps: Float64Array.of(0, 10, 40),
  values: Float64Array.of(1, -2, 3, -4, NaN, -6),
  gaps: [{ m: 0, reason: 'atRest' }],
};

const map = timeMap(HISTORY, 'coupling', 'layer', LAYERS);

describe('timeMap', () => {
  it('puts the edges of columns halfway between recorded steps', () => {
    expect([...map.edges]).toEqual([-5, 5, 15, 65]);
    const one = {
      ...HISTORY,
      firstSteps: Float64Array.of(7),
      lastSteps: Float64Array.of(7),
      values: Float64Array.of(1, 2),
    };
    expect([...timeMap(one, 'coupling', 'layer', LAYERS).edges]).toEqual([6.5, 7.5]);
  });

  it('divides by the degrees of freedom of each layer', () => {
    const freedom = { weights: 8, neurons: 2, biases: 2, inputs: 4 };
    const layers = [layerView(0, { freedom }), layerView(1, { freedom: { ...freedom, neurons: 0 } })];
    const scaled = timeMap(HISTORY, 'coupling', 'freedom', layers);
    expect([...scaled.values]).toEqual([0.5, NaN, 1.5, NaN, NaN, NaN]);
    expect(scaled.gaps).toContainEqual({ m: 1, reason: 'tied' });
  });
});

describe('cellAt', () => {
  it('finds the cell around a place, or none', () => {
    expect(cellAt(map, 6, 0.6)).toEqual({ column: 1, m: 1 });
    expect(cellAt(map, 50, -0.4)).toEqual({ column: 2, m: 0 });
    expect(cellAt(map, 90, 0)).toBeUndefined();
    expect(cellAt(map, 6, 1.6)).toBeUndefined();
    expect(cellAt(map, NaN, 0)).toBeUndefined();
  });
});

describe('The map in words', () => {
  it('says what a cell holds', () => {
    expect(describeCell(map, { column: 1, m: 1 }, LAYERS, 'loss')).toBe(
      'step 10, layer 1 dense 2: -4.000 loss',
    );
    expect(describeCell(map, { column: 2, m: 0 }, LAYERS, '1')).toMatch(
      /^steps 20–40, layer 0 dense 1: undefined: /,
    );
  });

  it('says what is hatched and what a column is', () => {
    expect(describeGaps(map)).toMatch(/Hatched: undefined \(layer 0: nothing moved\)/);
    expect(describeGaps({ ...map, gaps: [] })).toBe('');
    expect(describeColumns(HISTORY)).toMatch(/5 recorded steps in 3 columns/);
    expect(describeColumns({ ...HISTORY, records: 3 })).toBe('Each column is one recorded step.');
  });

  it('draws runs of numbers together', () => {
    expect(writeRanges([0, 1, 2, 5, 7, 8])).toBe('0–2, 5, 7–8');
  });

  it('is a table with a row a layer', () => {
    const { columns, rows } = mapTable(map, LAYERS);
    expect(columns).toEqual(['layer', 'step 0', 'step 10', 'steps 20–40']);
    expect(rows).toEqual([
      ['0 dense 1', '1.000e0', '3.000e0', '—'],
      ['1 dense 2', '-2.000e0', '-4.000e0', '-6.000e0'],
    ]);
  });
});
